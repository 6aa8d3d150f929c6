import { expect, it } from 'vitest'
import type { DialectId } from '../../hub/dialect.ts'
import type { Exchange } from '../../transcript/transcript.ts'
import type { Json } from '../../wire/json.ts'
import { translateRequest } from '../translate.ts'
import { turnsOf } from '../turns.ts'

const ASKED = { role: 'user', content: 'Weather?' }
const CALL = {
  type: 'function_call',
  id: 'fc_1',
  call_id: 'c1',
  name: 'f',
  arguments: '{}',
  status: 'completed',
}
const ANSWER = { type: 'function_call_output', call_id: 'c1', output: 'Sun' }

const captured = (id: string, dialect: DialectId, request: Json, reply: Json): Exchange => ({
  id,
  side: 'client',
  dialect,
  request: { body: JSON.stringify(request) },
  reply: { status: 200, body: JSON.stringify(reply) },
})

const responses = (id: string, request: object, output: readonly Json[]): Exchange =>
  captured(id, 'openai-responses', { model: 'gpt-4o', ...request } as Json, {
    id: `resp_${id}`,
    object: 'response',
    status: 'completed',
    model: 'gpt-4o',
    output,
  })

const THREAD = captured(
  'x1',
  'anthropic-messages',
  { model: 'claude-opus-5', max_tokens: 9, messages: [ASKED], thread: { type: 'create' } },
  {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-5',
    content: [{ type: 'text', text: 'Sun' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 1, output_tokens: 1 },
  },
)

const CALLED = [
  ASKED,
  {
    role: 'assistant',
    tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: 'c1', content: 'Sun' },
]
const ALONE = [{ role: 'tool', tool_call_id: 'c1', content: 'Sun' }]

/** What is written of a request that rests on what a server keeps, with the code that tells what became of the id. */
it.each<[string, readonly Exchange[], DialectId, object, Json, string, string]>([
  [
    'a response that is continued',
    [responses('x1', { input: [ASKED] }, [CALL])],
    'openai-responses',
    { input: [ANSWER], previous_response_id: 'resp_x1' },
    CALLED,
    '/previous_response_id',
    'chain-resolved',
  ],
  [
    'a response that nobody has seen',
    [],
    'openai-responses',
    { input: [ANSWER], previous_response_id: 'resp_x1' },
    ALONE,
    '/previous_response_id',
    'chain-unresolved',
  ],
  [
    'a conversation, whatever form its id has',
    [responses('x1', { input: [ASKED], conversation: { id: 'conv_1' } }, [CALL])],
    'openai-responses',
    { input: [ANSWER], conversation: 'conv_1' },
    CALLED,
    '/conversation',
    'conversation-resolved',
  ],
  [
    'another conversation',
    [responses('x1', { input: [ASKED], conversation: 'conv_2' }, [CALL])],
    'openai-responses',
    { input: [ANSWER], conversation: 'conv_1' },
    ALONE,
    '/conversation',
    'conversation-unresolved',
  ],
  [
    'a reference to an item of an earlier reply',
    [responses('x1', { input: [ASKED] }, [CALL])],
    'openai-responses',
    { input: [ASKED, { type: 'item_reference', id: 'fc_1' }, ANSWER] },
    CALLED,
    '/input/1/id',
    'reference-resolved',
  ],
  [
    'a reference to an item that is not at hand',
    [],
    'openai-responses',
    { input: [ASKED, { type: 'item_reference', id: 'fc_1' }, ANSWER] },
    [ASKED, ...ALONE],
    '/input/1/id',
    'reference-unresolved',
  ],
  [
    'a thread of Anthropic',
    [THREAD],
    'anthropic-messages',
    {
      max_tokens: 9,
      messages: [{ role: 'user', content: 'And then?' }],
      thread: { type: 'continue', previous_message_id: 'msg_1' },
    },
    [ASKED, { role: 'assistant', content: 'Sun' }, { role: 'user', content: 'And then?' }],
    '/thread/previous_message_id',
    'chain-resolved',
  ],
  [
    'a cache of Gemini',
    [],
    'gemini',
    { contents: [{ role: 'user', parts: [{ text: 'And then?' }] }], cachedContent: 'cachedContents/1' },
    [{ role: 'user', content: 'And then?' }],
    '/cachedContent',
    'cache-unresolved',
  ],
])('%s', (_, earlier, from, request, messages, place, code) => {
  const body = { ...(from === 'gemini' ? {} : { model: 'gpt-4o' }), ...request } as Json
  const translated = translateRequest(body, { from, to: 'openai-chat', history: turnsOf(earlier, from) })
  expect(translated.body).toMatchObject({ messages })
  expect((translated.body as { messages: Json[] }).messages).toHaveLength((messages as Json[]).length)
  expect(translated.accounting.lost).toContainEqual(expect.objectContaining({ from: place, code }))
})

it.each<[DialectId, Json]>([
  [
    'anthropic-messages',
    {
      model: 'm',
      max_tokens: 9,
      messages: [ASKED],
      thread: { type: 'continue', previous_message_id: 'msg_1' },
    },
  ],
  ['gemini', { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }], cached_content: 'cachedContents/1' }],
  ['openai-responses', { model: 'm', input: 'Hi', conversation: { id: 'conv_1' } }],
])('what %s keeps is asked for at home as it was', (dialect, body) => {
  expect(translateRequest(body, { from: dialect, to: dialect }).body).toEqual(body)
})
