import { describe, expect, it } from 'vitest'
import { bare } from '../../hub/leaf.ts'
import { StreamTranslation } from '../../translate/stream.ts'
import { translateError, translateReply } from '../../translate/translate.ts'
import { frameBody } from '../../wire/framings.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { dialectOf } from '../catalogue.ts'

/** How servers that call themselves compatible deviate: openai.md §7, by its numbers. */
interface Deviation {
  readonly name: string
  /** Our own wire example: events, and lines that are none. */
  readonly stream: readonly (JsonObject | string)[]
  /** What its whole reply says in Chat. */
  readonly inChat: JsonObject
}

const response = { id: 'resp_1', object: 'response', created_at: 7, model: 'm', status: 'in_progress' }
const created: JsonObject = { type: 'response.created', response: { ...response, output: [] } }
const completed = (output: readonly Json[], more: JsonObject = {}): JsonObject => ({
  type: 'response.completed',
  response: { ...response, status: 'completed', output, ...more },
})
const text = (said: string): JsonObject => ({ type: 'output_text', text: said, annotations: [] })
const message = (said: string, id = 'msg_1'): JsonObject => ({
  id,
  type: 'message',
  status: 'completed',
  role: 'assistant',
  content: [text(said)],
})
const added = (item: JsonObject, output_index = 0): JsonObject => ({
  type: 'response.output_item.added',
  output_index,
  item,
})
const done = (item: JsonObject, output_index = 0): JsonObject => ({
  type: 'response.output_item.done',
  output_index,
  item,
})
const delta = (said: string, item_id = 'msg_1'): JsonObject => ({
  type: 'response.output_text.delta',
  item_id,
  output_index: 0,
  content_index: 0,
  delta: said,
})
const part = (kind: 'added' | 'done', said: string, item_id = 'msg_1'): JsonObject => ({
  type: `response.content_part.${kind}`,
  item_id,
  output_index: 0,
  content_index: 0,
  part: text(said),
})
const call = (call_id: string, status: string, args: string): JsonObject => ({
  id: `fc_${status}`,
  type: 'function_call',
  status,
  call_id,
  name: 'tide',
  arguments: args,
})
const ARGUMENTS = '{"port":"Brest"}'
const calling = (call_id: string): readonly JsonObject[] => [
  created,
  added(call(call_id, 'in_progress', '')),
  { type: 'response.function_call_arguments.delta', output_index: 0, item_id: 'x', delta: ARGUMENTS },
  { type: 'response.function_call_arguments.done', output_index: 0, item_id: 'y', arguments: ARGUMENTS },
  done(call(call_id, 'completed', ARGUMENTS)),
]
const answer = (content: string, finish_reason: string | null = 'stop'): JsonObject => ({
  choices: [{ message: { content }, ...(finish_reason !== null && { finish_reason }) }],
})
const calls = (id: string): JsonObject => ({
  choices: [
    {
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ id, type: 'function', function: { name: 'tide', arguments: ARGUMENTS } }] },
    },
  ],
})

const speaking = [
  created,
  added({ ...message(''), content: [] }),
  part('added', ''),
  delta('High '),
  delta('tide'),
]

const DEVIATIONS: readonly Deviation[] = [
  {
    name: 'Q6: ids of calls that look like no id of OpenAI',
    stream: [...calling('tk85n1k4m'), completed([call('tk85n1k4m', 'completed', ARGUMENTS)])],
    inChat: calls('tk85n1k4m'),
  },
  {
    name: 'Q7: a reply with calls ends as completed, and nothing says that it waits for tools',
    stream: [...calling('call_1'), completed([call('call_1', 'completed', ARGUMENTS)])],
    inChat: calls('call_1'),
  },
  {
    name: 'Q14: each event of one item has another item_id, and the last list has further ones (Copilot)',
    stream: [
      created,
      added({ ...message('', 'a1'), content: [] }),
      part('added', '', 'b2'),
      delta('High ', 'c3'),
      delta('tide', 'd4'),
      part('done', 'High tide', 'e5'),
      done(message('High tide', 'f6')),
      { ...completed([message('High tide', 'g7')]), copilot_usage: { total_nano_aiu: 5 } },
    ],
    inChat: answer('High tide'),
  },
  {
    name: 'Q15: each lifecycle event has another response id; the first one holds',
    stream: [
      created,
      { type: 'response.in_progress', response: { ...response, id: 'resp_2', output: [] } },
      ...speaking.slice(1),
      done(message('High tide')),
      completed([message('High tide')], { id: 'resp_3' }),
    ],
    inChat: { id: 'resp_1', ...answer('High tide') },
  },
  {
    name: 'Q16: the last event lists no items (the backend of Codex)',
    stream: [...speaking, part('done', 'High tide'), done(message('High tide')), completed([])],
    inChat: answer('High tide'),
  },
  {
    name: 'Q16: items come whole only, and the last event lists none',
    stream: [created, done(message('High tide')), completed([])],
    inChat: answer('High tide'),
  },
  {
    name: 'Q23: comments and heartbeats between the events (OpenRouter)',
    stream: [
      ': OPENROUTER PROCESSING',
      ...speaking.slice(0, 4),
      { type: 'response.keep_alive', sequence_number: 9 },
      { type: 'keepalive' },
      ...speaking.slice(4),
      done(message('High tide')),
      completed([message('High tide')]),
    ],
    inChat: answer('High tide'),
  },
  {
    name: 'Q24: thinking in plain text, in the list content (LM Studio, vLLM)',
    stream: [
      created,
      added({ id: 'rs_1', type: 'reasoning', summary: [], content: [] }),
      {
        type: 'response.reasoning_text.delta',
        item_id: 'rs_1',
        output_index: 0,
        content_index: 0,
        delta: 'The moon.',
      },
      {
        type: 'response.reasoning_text.done',
        item_id: 'rs_1',
        output_index: 0,
        content_index: 0,
        text: 'The moon.',
      },
      done({
        id: 'rs_1',
        type: 'reasoning',
        summary: [],
        content: [{ type: 'reasoning_text', text: 'The moon.' }],
      }),
      done(message('High tide'), 1),
      completed([]),
    ],
    inChat: { choices: [{ message: { content: 'High tide', reasoning_content: 'The moon.' } }] },
  },
  {
    name: 'Q25: the response id is a bare uuid, and item ids are made of it (xAI)',
    stream: [
      { type: 'response.created', response: { ...response, id: '0b7c-11', output: [] } },
      done(message('High tide', 'msg_0b7c-11')),
      completed([message('High tide', 'msg_0b7c-11')], { id: '0b7c-11' }),
    ],
    inChat: answer('High tide'),
  },
  {
    name: 'Q26: the stream stops without its closing event: no finish is made up',
    stream: speaking,
    inChat: answer('High tide', null),
  },
  {
    name: 'Q26: after its closing event comes [DONE], which is Chat’s',
    stream: [...speaking, done(message('High tide')), completed([message('High tide')]), 'data: [DONE]'],
    inChat: answer('High tide'),
  },
]

const framesOf = (stream: Deviation['stream']) =>
  frameBody(
    stream.map((line) => (typeof line === 'string' ? line : `data: ${JSON.stringify(line)}`)).join('\n\n') +
      '\n\n',
    'sse',
  )

function written(stream: Deviation['stream'], to: 'openai-chat' | 'openai-responses') {
  const translation = new StreamTranslation({ from: 'openai-responses', to })
  const steps = [...framesOf(stream).map((frame) => translation.take(frame)), translation.end()]
  return steps.flatMap((step) => step.written)
}

function wholeInChat(stream: Deviation['stream']): Json {
  const { assembler } = dialectOf('openai-chat')
  const state = assembler.start()
  for (const event of written(stream, 'openai-chat')) assembler.take(state, event)
  return bare(assembler.result(state))
}

describe('deviations', () => {
  it.each(DEVIATIONS)('$name', ({ stream, inChat }) => {
    expect(wholeInChat(stream)).toMatchObject(inChat)
    const home = written(stream, 'openai-responses').map(({ data }) =>
      typeof data === 'string' ? data : bare(data),
    )
    expect(home).toEqual(stream.filter((line) => typeof line !== 'string'))
  })

  it('Q16: an error that stands in `detail`', () => {
    const error = { detail: 'Unsupported parameter: max_output_tokens' }
    const inChat = translateError(error, { from: 'openai-responses', to: 'openai-chat' })
    expect(inChat.body).toMatchObject({ error: { message: error.detail } })
    expect(translateError(error, { from: 'openai-responses', to: 'openai-responses' }).body).toEqual(error)
  })

  it('Q19: a total that is not the sum is carried as it was counted', () => {
    const reply = {
      ...response,
      status: 'completed',
      output: [message('High tide')],
      usage: { input_tokens: 307, output_tokens: 26, total_tokens: 560 },
    }
    const { body } = translateReply(reply, { from: 'openai-responses', to: 'openai-chat' })
    expect(body).toMatchObject({ usage: { prompt_tokens: 307, completion_tokens: 26, total_tokens: 560 } })
    expect(translateReply(reply, { from: 'openai-responses', to: 'openai-responses' }).body).toEqual(reply)
  })
})
