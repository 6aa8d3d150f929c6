import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../transcript/transcript.ts'
import { frameBody } from '../../../wire/framings.ts'
import type { JsonObject } from '../../../wire/json.ts'
import { importTranscript } from '../../import-transcript.ts'

const chunk = (delta: string, finish = 'None', id = 'chatcmpl-1'): string =>
  `ModelResponse(id='${id}', choices=[StreamingChoices(finish_reason=${finish}, index=0, delta=Delta(${delta}), logprobs=None)], created=1763700000, model='claude-sonnet-4-5', object='chat.completion.chunk', system_fingerprint=None)`

const text = (said: string): string =>
  `provider_specific_fields=None, content=${said}, role='assistant', function_call=None, tool_calls=None`
const CALL =
  "content=None, role=None, tool_calls=[ChatCompletionDeltaToolCall(id='toolu_1', function=Function(arguments='{\"a\": 1}', name='add'), type='function', index=0)]"

const given = (printed: string): string => `final returned processed chunk: ${printed}`
const own = (message: string): string => `12:00:00 - LiteLLM:DEBUG: utils.py:120 - ${message}`
const root = (message: string): string => `DEBUG:LiteLLM:${message}`

const SENT = `

POST Request Sent from LiteLLM:
curl -X POST \\
https://api.anthropic.com/v1/messages \\
-H 'x-api-key: sk****ey' -H 'anthropic-version: 2023-06-01' \\
-d '{'model': 'claude-sonnet-4-5', 'max_tokens': 10, 'temperature': 1.0, 'messages': [{'role': 'user', 'content': "It's 9223372036854775807"}], 'stream': True}'
`
const ASKED = `Request to litellm:
litellm.completion(model='anthropic/claude-sonnet-4-5', messages=[{'role': 'user', 'content': 'Hi'}], stream=True)`

const LINES = [
  own(ASKED),
  own(SENT),
  own(given(chunk(text("'ha'")))),
  own(given(chunk(text("'ha'")))),
  own(given(chunk(CALL))),
  own(given(chunk('', "'tool_calls'"))),
]
const LOG = LINES.join('\n')

const read = (log: string) => importTranscript(log)
const sideOf = (exchanges: readonly Exchange[], side: string) => exchanges.find((one) => one.side === side)
const framesOf = (exchange: Exchange | undefined): readonly JsonObject[] =>
  frameBody(exchange?.reply?.body ?? '', 'sse')
    .filter(({ data }) => data !== '[DONE]')
    .map(({ data }) => JSON.parse(data) as JsonObject)

describe('a debug log of LiteLLM', () => {
  it('is a stream of the client beside the request that LiteLLM sent', () => {
    const { transcript, report } = read(LOG)
    expect(report.sentence).toBe('LiteLLM debug log: 2 exchanges.')
    expect(transcript.exchanges.map(({ side, dialect }) => `${side} ${dialect}`)).toEqual([
      'client openai-chat',
      'upstream anthropic-messages',
    ])
    const client = sideOf(transcript.exchanges, 'client')
    expect(client?.request?.body).toContain('"content":"Hi"')
    expect(framesOf(client)).toHaveLength(4)
    expect(framesOf(client)[2]).toMatchObject({
      object: 'chat.completion.chunk',
      choices: [
        { delta: { tool_calls: [{ id: 'toolu_1', function: { name: 'add', arguments: '{"a": 1}' } }] } },
      ],
    })
    const upstream = sideOf(transcript.exchanges, 'upstream')
    expect(upstream?.request?.url).toBe('https://api.anthropic.com/v1/messages')
    expect(upstream?.request?.body).toContain('"temperature":1.0')
    const made = report.notes.find(({ sentence }) => sentence.startsWith('4 chunks'))
    expect(made?.sentence).toContain('Python objects')
    expect(LOG.slice(made?.start, made?.end)).toContain('final returned processed chunk')
  })

  it('keeps two pieces that say the same, and ignores what a second handler printed again', () => {
    const doubled = LINES.flatMap((line) => {
      const message = line.slice(own('').length)
      return [line, root(message)]
    }).join('\n')
    const { transcript, report } = read(doubled)
    expect(framesOf(sideOf(transcript.exchanges, 'client'))).toHaveLength(4)
    expect(transcript.exchanges).toHaveLength(2)
    expect(report.sentence).toBe('LiteLLM debug log: 2 exchanges, 6 duplicate blocks ignored.')
    const again = report.notes.filter(({ sentence }) => sentence.startsWith('A second handler'))
    expect(again).toHaveLength(6)
    for (const { start, end } of again) expect(doubled.slice(start, end)).toMatch(/^DEBUG:LiteLLM:/)
  })

  it.each<[string, (line: string) => string]>([
    ['a container’s name', (line) => `litellm-1  | ${line}`],
    ['a quotation of that', (line) => `> litellm-1  | ${line}`],
    ['a time', (line) => (/^\d\d:/.test(line) ? `2026-11-21T12:00:00.123456789Z ${line}` : line)],
    ['colours', (line) => line.replace('LiteLLM:DEBUG', '\u001b[92mLiteLLM:DEBUG\u001b[0m')],
  ])('is read behind %s', (_, front) => {
    const { transcript } = read(LOG.split('\n').map(front).join('\n'))
    expect(framesOf(sideOf(transcript.exchanges, 'client'))).toHaveLength(4)
    expect(sideOf(transcript.exchanges, 'upstream')?.dialect).toBe('anthropic-messages')
  })

  it('is read out of lines of JSON', () => {
    const lines = [SENT, given(chunk(text("'ha'"))), given(chunk(text("'ho'"), "'stop'"))].map((message) =>
      JSON.stringify({ message, level: 'DEBUG', timestamp: '2026-11-21T12:00:00.000000' }),
    )
    const { transcript } = read(lines.join('\n'))
    expect(framesOf(sideOf(transcript.exchanges, 'client'))).toHaveLength(2)
    expect(sideOf(transcript.exchanges, 'upstream')?.request?.body).toContain('9223372036854775807')
  })

  it('is read out of a code block', () => {
    const { transcript } = read(`What I see:\n\n\`\`\`\n${LOG}\n\`\`\`\n`)
    expect(framesOf(sideOf(transcript.exchanges, 'client'))).toHaveLength(4)
  })

  it('holds whole replies, of LiteLLM and of the provider', () => {
    const whole =
      "ModelResponse(id='chatcmpl-2', choices=[Choices(finish_reason='stop', index=0, message=Message(content='Hi.', role='assistant', tool_calls=None))], created=1, model='m', object='chat.completion', usage=Usage(completion_tokens=2, prompt_tokens=3, total_tokens=5))"
    const got = `RAW RESPONSE:\n{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hi."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2}}`
    const { transcript } = read([own(SENT), own(got), own(`Final response: ${whole}`)].join('\n'))
    const [upstream, client] = transcript.exchanges
    expect(upstream).toMatchObject({ side: 'upstream', dialect: 'anthropic-messages' })
    expect(upstream?.reply?.body).toContain('"msg_1"')
    expect(client).toMatchObject({ side: 'client', dialect: 'openai-chat' })
    expect(JSON.parse(client?.reply?.body ?? '')).toMatchObject({ usage: { total_tokens: 5 } })
  })

  it('tells streams apart that run at the same time, and takes what the provider said', () => {
    const { transcript } = read(
      [
        own(SENT),
        own(
          'chunk: {"type": "message_start", "message": {"id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [], "usage": {"input_tokens": 1, "output_tokens": 1}}}',
        ),
        own(given(chunk(text("'a'"), 'None', 'one').replace('ModelResponse(', 'ModelResponseStream('))),
        own(given(chunk(text("'b'"), 'None', 'two'))),
        own(
          "chunk: {'type': 'content_block_start', 'index': 0, 'content_block': {'type': 'text', 'text': ''}}",
        ),
        own(given(chunk(text("'c'"), 'None', 'one'))),
      ].join('\n'),
    )
    expect(transcript.exchanges.map((one) => `${one.side} ${framesOf(one).length}`)).toEqual([
      'upstream 2',
      'client 2',
      'client 1',
    ])
  })

  it('says of what it does not know that it does not, and where', () => {
    const log = [
      own(SENT),
      own("final returned processed chunk: TextCompletionResponse(id='c', choices=[])"),
      own('Nothing.'),
    ].join('\n')
    const { report } = read(log)
    const unknown = report.notes.find(({ sentence }) => sentence.startsWith('TextCompletionResponse'))
    expect(unknown?.severity).toBe('warning')
    expect(log.slice(unknown?.start, unknown?.end)).toContain('TextCompletionResponse(')
    const rest = report.notes.find(({ sentence }) => sentence.includes('not taken'))
    expect(log.slice(rest?.start, rest?.end)).toContain('Nothing.')
  })
})
