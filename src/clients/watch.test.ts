import { describe, expect, it } from 'vitest'
import { recorded, share, tell } from '../../bench/corpus.ts'
import { judgeLaw } from '../../bench/exceptions.ts'
import type { DialectId } from '../hub/dialect.ts'
import type { CapturedReply, CapturedRequest } from '../transcript/transcript.ts'
import { watchClient } from './watch.ts'

const event = (data: string, name?: string): string =>
  name ? `event: ${name}\ndata: ${data}\n\n` : `data: ${data}\n\n`

const anthropic = (...frames: readonly string[]): string =>
  frames.map((frame) => event(frame, /"type":"(\w+)"/.exec(frame)?.[1])).join('')

const SWALLOWED = anthropic(
  '{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":3,"output_tokens":1}}}',
  '{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_1","name":"weigh","input":{}}}',
  '{"type":"content_block_stop","index":0}',
  '{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":5}}',
  '{"type":"message_stop"}',
)
const NAMELESS = [
  event(
    '{"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":null}]}',
  ),
  event('[DONE]'),
].join('')
const CHUNKS =
  '[{"candidates":[{"content":{"role":"model","parts":[{"text":"Hel"}]}}]},{"candidates":[{"content":{"role":"model","parts":[{"text":"lo"}]},"finishReason":"STOP"}]}]'

describe('watchClient', () => {
  it('shows the empty arguments that a swallowed opening leaves to the program', async () => {
    const { given, theirs, differs } = await watchClient({ body: SWALLOWED }, 'anthropic-messages')
    expect(given).toMatchObject({ content: [{ type: 'tool_use', name: 'weigh', input: {} }] })
    expect(theirs).toMatchObject({
      calls: [{ name: 'weigh', arguments: {} }],
      finish: { field: 'stop_reason', word: 'tool_use' },
    })
    expect(differs).toEqual([])
  })

  it.each<readonly [DialectId, body: string, status: number | undefined, message: string]>([
    ['openai-chat', NAMELESS, 200, 'missing finish_reason'],
    ['openai-chat', '{"error":{"message":"No such model","type":"x"}}', 404, 'No such model'],
    ['openai-responses', '{"error":{"message":"Too fast","type":"x"}}', undefined, 'Too fast'],
    [
      'anthropic-messages',
      '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
      529,
      'Overloaded',
    ],
    [
      'gemini',
      '{"error":{"code":400,"message":"Bad part","status":"INVALID_ARGUMENT"}}',
      undefined,
      'Bad part',
    ],
  ])('%s: tells what is thrown over %s', async (dialect, body, status, message) => {
    const { thrown, given } = await watchClient(
      { body, ...(status === undefined ? {} : { status }) },
      dialect,
    )
    expect(thrown?.message).toContain(message)
    expect(given).toBeUndefined()
  })

  it('hands a stream over that was kept as an array', async () => {
    expect(await watchClient({ body: CHUNKS }, 'gemini')).toMatchObject({
      theirs: { text: 'Hello', finish: { field: 'finishReason', word: 'STOP' } },
      differs: [],
    })
  })

  const page = { status: 200, headers: [['content-type', 'text/html']], body: '<html>Log in</html>' } as const
  const streaming = { body: '{"stream":true}' }
  const OVERLOADED = event(
    '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
    'error',
  )
  const OPENED = SWALLOWED.split('\n\n').slice(0, 2).join('\n\n')
  const FAILED = event(
    '{"type":"response.created","sequence_number":0,"response":{"id":"r","object":"response","status":"in_progress","output":[]}}',
    'response.created',
  ).concat(
    event(
      '{"type":"response.failed","sequence_number":1,"response":{"id":"r","object":"response","status":"failed","output":[],"error":{"code":"server_error","message":"boom"}}}',
      'response.failed',
    ),
  )
  it.each<readonly [string, DialectId, CapturedReply, CapturedRequest | undefined, RegExp]>([
    [
      'a page instead of a reply',
      'openai-chat',
      page,
      undefined,
      /throws nothing: .* body as a string \(text\/html\)/,
    ],
    [
      'a page instead of a stream',
      'openai-chat',
      page,
      streaming,
      /throws OpenAIError “request ended without sending any/,
    ],
    ['a page to Gemini’s', 'gemini', { ...page, status: 502 }, undefined, /throws ApiError “.*Log in/],
    ['nothing', 'anthropic-messages', { body: '' }, streaming, /throws AnthropicError .* no reply at all/],
    [
      'too many requests',
      'openai-responses',
      { status: 429, body: '{"error":{"message":"Slow down"}}' },
      streaming,
      /throws RateLimitError “429 Slow down”, once it has asked twice more/,
    ],
    [
      'an error in mid-stream',
      'anthropic-messages',
      { body: `${OPENED}\n\n${OVERLOADED}` },
      streaming,
      /throws APIError .*Overloaded.* after it handed out a call/,
    ],
    [
      'a failure in an event',
      'openai-responses',
      { body: FAILED },
      streaming,
      /throws nothing: the program must look for the error “boom”/,
    ],
    [
      'a stream that just stops',
      'gemini',
      { body: 'data: {"candidates":[{"content":{"parts":[{"text":"Hel"}]}}]}\n\n' },
      undefined,
      /text, and does not tell it that the end is missing/,
    ],
    [
      'a prompt refused',
      'gemini',
      { body: 'data: {"promptFeedback":{"blockReason":"SAFETY"}}\n\n' },
      undefined,
      /promptFeedback.blockReason “SAFETY”/,
    ],
    [
      'a good end',
      'openai-chat',
      { body: NAMELESS.replace('null', '"stop"') },
      streaming,
      /gives its program what stood on the wire: text and finish_reason “stop”/,
    ],
  ])('says in one sentence what a program gets of %s', async (_, dialect, reply, request, sentence) => {
    expect((await watchClient(reply, dialect, request)).sentence).toMatch(sentence)
  })
})

describe('what the vendors’ clients make of recorded replies is what we read', () => {
  it.each(['response', 'stream'] as const)('each %s', { timeout: 120_000 }, async (kind) => {
    const broken = new Map<string, string>()
    const seen = new Set<string>()
    for (const body of recorded(kind)) {
      seen.add(body.file)
      const { thrown, differs } = await watchClient({ body: body.text() }, body.dialect)
      if (thrown) broken.set(body.file, `throws ${thrown.message.slice(0, 80)}`)
      else if (differs.length > 0) broken.set(body.file, `other ${differs.join(', ')}`)
    }
    tell(`clients: ${share(seen.size - broken.size, seen.size)} recorded ${kind}s are seen as we read them`)
    expect(judgeLaw(`clients-${kind}`, broken, seen)).toEqual([])
  })
})
