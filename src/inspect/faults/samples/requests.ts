import type { DialectId } from '../../../hub/dialect.ts'
import type { Exchange } from '../../../transcript/transcript.ts'
import type { Json } from '../../../wire/json.ts'

/** Requests of clients, with the turns before them: each a way in which gateways were asked what the faults of requests spoil. */
export interface RequestCapture {
  readonly name: string
  readonly from: DialectId
  readonly request: Json
  readonly earlier?: readonly Exchange[]
  readonly startedAt?: string
}

const user = (content: Json): Json => ({ role: 'user', content })
const asked = (...calls: readonly (readonly [id: string, name: string, args: string])[]): Json => ({
  role: 'assistant',
  content: null,
  tool_calls: calls.map(([id, name, args]) => ({
    id,
    type: 'function',
    function: { name, arguments: args },
  })),
})
const tool = (id: string, content: string): Json => ({ role: 'tool', tool_call_id: id, content })
const chat = (...messages: readonly Json[]): Json => ({ model: 'gemini-3.5-flash', messages: [...messages] })

const CHAT: Readonly<Record<string, Json>> = {
  'one call with its result': chat(user('sum'), asked(['c9', 'add', '{"x":2}']), tool('c9', '7')),
  'two calls with their results': chat(
    { role: 'system', content: 'Be brief.' },
    user('weather and time'),
    asked(['a', 'weather', '{"city":"Oslo"}'], ['b', 'clock', '{"tz":"Europe/Oslo"}']),
    tool('a', '4C'),
    tool('b', '{"time":"09:10"}'),
  ),
  'two calls, each in a message of its own': chat(
    user('weather and time'),
    asked(['a', 'weather', '{}']),
    asked(['b', 'clock', '{}']),
    tool('a', '4C'),
    tool('b', '09:10'),
  ),
  'results out of order': chat(
    user('both'),
    asked(['a', 'weather', '{}'], ['b', 'clock', '{}']),
    tool('b', '09:10'),
    tool('a', '4C'),
  ),
  'text between call and result': chat(
    user('weather'),
    asked(['a', 'weather', '{}']),
    { role: 'assistant', content: 'One moment.' },
    tool('a', '4C'),
  ),
  'two rounds of calls': chat(
    user('go'),
    asked(['a', 'list', '{}']),
    tool('a', '[1,2]'),
    asked(['b', 'pick', '{"n":1}'], ['c', 'pick', '{"n":2}']),
    tool('b', 'ok'),
    tool('c', 'ok'),
    { role: 'assistant', content: 'Done.' },
    user('thanks'),
  ),
  'no call at all': chat(user('hi'), { role: 'assistant', content: 'Hello.' }, user('bye')),
  'letters of the world': chat(
    user('¿qué?'),
    asked(['ü', 'übersetze', '{"t":"naïve 😀"}']),
    tool('ü', '天真'),
  ),
}

const said = (text: string): Json => ({ type: 'message', role: 'user', content: text })
const callItem = (id: string, name: string, args: string): Json => ({
  type: 'function_call',
  call_id: id,
  name,
  arguments: args,
})
const output = (id: string, text: string): Json => ({
  type: 'function_call_output',
  call_id: id,
  output: text,
})
const TOOLS: Json = ['list_slots', 'book_slot'].map((name) => ({
  type: 'function',
  name,
  parameters: { type: 'object', properties: {} },
}))
const responses = (input: readonly Json[], rest: object = {}): Json => ({
  model: 'some-model',
  input: [...input],
  ...rest,
})

const RESPONSES: Readonly<Record<string, Json>> = {
  'parallel calls and results': responses([
    said('weather and time'),
    callItem('call_w1', 'weather', '{"city":"Oslo"}'),
    callItem('call_t2', 'clock', '{"tz":"Europe/Oslo"}'),
    output('call_w1', '4C'),
    output('call_t2', '09:10'),
  ]),
  'parallel calls, results the other way round': responses([
    said('weather and time'),
    callItem('call_w1', 'weather', '{}'),
    callItem('call_t2', 'clock', '{}'),
    output('call_t2', '09:10'),
    output('call_w1', '4C'),
  ]),
  'calls and results in turn': responses([
    said('weather and time'),
    callItem('call_w1', 'weather', '{}'),
    output('call_w1', '4C'),
    callItem('call_t2', 'clock', '{}'),
    output('call_t2', '09:10'),
  ]),
  'a result without its call': responses(
    [said('go'), callItem('a', 'book_slot', '{"n":1}'), output('a', 'done'), output('zz', 'ok')],
    { tools: TOOLS },
  ),
}

const turn = (
  id: string,
  input: readonly Json[],
  items: readonly Json[],
  rest: object,
  startedAt?: string,
): Exchange => ({
  id,
  side: 'client',
  dialect: 'openai-responses',
  ...(startedAt ? { startedAt } : {}),
  request: { body: JSON.stringify(responses(input, { tools: TOOLS, ...rest })) },
  reply: {
    status: 200,
    body: JSON.stringify({
      id: `resp_${id}`,
      object: 'response',
      created_at: 1,
      status: 'completed',
      model: 'some-model',
      output: [...items],
    }),
  },
})
const answer = (text: string): Json => ({
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [] }],
})

const FIRST = turn(
  'x1',
  [said('which slots are free?')],
  [answer('Three and five.')],
  {},
  '2026-11-20T10:00:00Z',
)
const BOOKING = [
  { ...(callItem('toolu_k7', 'book_slot', '{"n":3}') as object), id: 'fc_1', status: 'completed' },
]
const SECOND = turn(
  'x2',
  [said('book slot 3')],
  BOOKING,
  { previous_response_id: 'resp_x1' },
  '2026-11-20T10:05:00Z',
)
const ALONE = turn('x1', [said('book slot 3')], BOOKING, {}, '2026-11-20T10:05:00Z')

const CHAINS: readonly RequestCapture[] = [
  ['the third turn, with tools', [FIRST, SECOND], 'resp_x2', { tools: TOOLS }, '2026-11-20T10:06:00Z'],
  [
    'the third turn, four seconds later',
    [FIRST, SECOND],
    'resp_x2',
    { tools: TOOLS },
    '2026-11-20T10:05:04Z',
  ],
  ['the second turn, with tools', [ALONE], 'resp_x1', { tools: TOOLS }, '2026-11-20T10:06:00Z'],
  ['the second turn, four seconds later', [ALONE], 'resp_x1', { tools: TOOLS }, '2026-11-20T10:05:04Z'],
  ['the second turn, without tools', [ALONE], 'resp_x1', {}, '2026-11-20T10:06:00Z'],
].map(([name, earlier, previous, rest, startedAt]) => ({
  name: name as string,
  from: 'openai-responses',
  earlier: earlier as Exchange[],
  startedAt: startedAt as string,
  request: responses([output('toolu_k7', 'ok')], { previous_response_id: previous, ...(rest as object) }),
}))

const listed = (from: DialectId, table: Readonly<Record<string, Json>>): readonly RequestCapture[] =>
  Object.entries(table).map(([name, request]) => ({ name, from, request }))

export const REQUEST_CAPTURES: readonly RequestCapture[] = [
  ...listed('openai-chat', CHAT),
  ...listed('openai-responses', RESPONSES),
  ...CHAINS,
]
