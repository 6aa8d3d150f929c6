import { describe, expect, it } from 'vitest'
import { importTranscript } from '../../imports/import-transcript.ts'
import { check } from '../check.ts'

const INNER = 'messages.1.content.1: Invalid `signature` in `thinking` block'
const BODY = { type: 'error', error: { type: 'invalid_request_error', message: INNER } }
const REQUEST = {
  model: 'claude-sonnet-4-5',
  max_tokens: 9,
  messages: [
    { role: 'user', content: 'go' },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Well' },
        { type: 'thinking', thinking: 'hm', signature: 'abc' },
        { type: 'tool_use', id: 'toolu_1', name: 'weigh', input: {} },
      ],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: '3 kg' }] },
  ],
}
const said = JSON.stringify(BODY)
const asPython = `{'type': 'error', 'error': {'type': 'invalid_request_error', 'message': '${INNER}'}}`
const json = (value: unknown): string => JSON.stringify(value)

/** How people get to see one and the same refusal. */
const ENVELOPES: Readonly<Record<string, string>> = {
  'the provider’s own': said,
  'LiteLLM’s, around JSON': json({
    error: {
      message: `litellm.BadRequestError: AnthropicException - ${said}. Received Model Group=a`,
      code: '400',
    },
  }),
  'LiteLLM’s, around Python’s bytes': json({
    error: {
      message: `litellm.BadRequestError: VertexAIException - b'${json(BODY).replaceAll('"', '\\"')}'`,
    },
  }),
  'Python’s print': json({ error: { message: `Error code: 400 - ${asPython}` } }),
  'OpenRouter’s': json({ error: { message: 'Provider returned error', code: 400, metadata: { raw: said } } }),
  'JSON in JSON in JSON': json({ error: { message: json({ error: { message: said } }) } }),
  'a text as error': json({ error: said }),
  'FastAPI’s': json({ detail: INNER }),
  'Bedrock’s': json({ message: `The model returned the following errors: ${INNER}` }),
  'AWS’s': json({ __type: 'ValidationException', message: INNER }),
  'Cloudflare’s': json({ success: false, errors: [{ message: INNER }] }),
  'Google’s list': json([{ error: { code: 400, message: INNER, status: 'INVALID_ARGUMENT' } }]),
  'an event': `event: error\ndata: ${said}\n\n`,
  'an event of a gateway': `data: ${json({ error: { message: `AnthropicException - ${said}` } })}\n\n`,
  'a page': `<!DOCTYPE html><html><head><title>502</title></head><body><pre>${said.replaceAll('"', '&quot;')}</pre></body></html>`,
  'Claude Code’s': `API Error: 400 ${said}`,
  'a log': `10:11:12 ERROR proxy\nTraceback (most recent call last):\n  File "/app/x.py", line 5, in call\nBadRequestError: AnthropicException - ${said}\n10:11:13 INFO "POST /v1/messages HTTP/1.1" 400`,
  'Node’s stack': `BadRequestError: 400 ${INNER}\n    at APIError.generate (file:///app/error.mjs:41:20) {\n  status: 400\n}`,
  'the words alone': INNER,
  'a line of a log in JSON': json({ level: 'error', fields: { event: `upstream said: ${INNER}` } }),
}

const findingsIn = (pasted: string) => check(importTranscript(pasted).transcript)

describe('an error in any envelope leads to its rule', () => {
  it.each(Object.entries(ENVELOPES))('%s: to the place too, behind its request', (_, envelope) => {
    const found = findingsIn(`${JSON.stringify(REQUEST, null, 2)}\n\n${envelope}`)
    expect(found.map(({ rule, places: [place] }) => [rule, place?.half, place?.pointer])).toEqual([
      ['THINKING_BLOCK_ALTERED', 'request', '/messages/1/content/1'],
    ])
    expect(found[0]?.message).toContain(INNER)
  })

  it.each(Object.entries(ENVELOPES))('%s: alone, with what would show the place', (_, envelope) => {
    const [first, ...others] = findingsIn(envelope)
    expect(first).toMatchObject({ rule: 'THINKING_BLOCK_ALTERED', severity: 'error' })
    expect(first?.message).toContain('paste the request that was refused')
    expect(others).toEqual([])
  })

  it.each([
    ['prose', 'The server is overloaded, please try again.'],
    ['a page', '<html><body><h1>502 Bad Gateway</h1></body></html>'],
  ])('and no other words do: %s', (_, words) => {
    expect(findingsIn(words)).toEqual([])
  })
})

describe('words of another dialect’s server, passed on by a gateway', () => {
  const chat = (...messages: readonly object[]) => ({ model: 'claude-opus-4-5', messages })
  const go = { role: 'user', content: 'go' }
  const call = { id: 'f.a:0', type: 'function', function: { name: 'a', arguments: '{}' } }
  const asked = chat(
    { role: 'system', content: 'Be brief.' },
    go,
    { role: 'assistant', content: 'Well', tool_calls: [call] },
    { role: 'tool', tool_call_id: 'f.a:0', content: '1' },
  )
  it.each([
    [
      asked,
      "messages.1.content.1.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'",
      '/messages/2/tool_calls/0/id',
    ],
    [asked, 'messages.1.content.1: Invalid `signature` in `thinking` block', '/messages/2/tool_calls/0'],
    [
      chat(go, { role: 'assistant', content: [{ type: 'text', text: '' }] }, go),
      'messages: text content blocks must be non-empty',
      '/messages/1/content/0/text',
    ],
    [
      asked,
      'Unable to submit request because Function call `default_api:a` in the 2. content block is missing a `thought_signature`.',
      '/messages/2/tool_calls/0/function/name',
    ],
  ])('%j: %s', (request, words, pointer) => {
    const found = findingsIn(
      `${JSON.stringify(request, null, 2)}\n\n${json({ error: { message: words, code: '400' } })}`,
    )
    expect(found.map(({ places: [place] }) => place?.pointer)).toContain(pointer)
  })
})

describe('where words and request stand apart', () => {
  const request = { model: 'gpt-5', messages: [{ role: 'tool', tool_call_id: 'call_1', content: '1' }] }
  const words =
    "Error code: 400 - {'error': {'message': \"messages with role 'tool' must be a response to a preceding message with 'tool_calls'.\"}}"
  const block = `\`\`\`json\n${JSON.stringify(request, null, 2)}\n\`\`\``
  it.each([
    ['in front of it', `I get\n${words}\nfor\n${JSON.stringify(request, null, 2)}`],
    ['in a block behind it', `${block}\nends in\n\`\`\`\n${words}\n\`\`\``],
    ['in a block before it', `I get\n\`\`\`\n${words}\n\`\`\`\nfor\n${block}`],
    ['around its block', `I get ${words} for\n${block}`],
  ])('%s', (_, pasted) => {
    const found = findingsIn(pasted)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      rule: 'CALL_RESULT_UNPAIRED',
      places: [{ half: 'request' }, { half: 'reply' }],
    })
  })
})
