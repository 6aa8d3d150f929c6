import { describe, expect, it } from 'vitest'
import { Cursor } from '../../../hub/cursor.ts'
import { bare } from '../../../hub/leaf.ts'
import type { ReplyEvent } from '../../../hub/reply.ts'
import type { Json, JsonObject } from '../../../wire/json.ts'
import { openaiResponses } from '../index.ts'

const { reader, writer } = openaiResponses

const response = { id: 'resp_1', object: 'response', created_at: 7, model: 'm', tools: [], usage: null }
const place = { item_id: 'rotates', output_index: 0 }
const message = (text: string, more: JsonObject = {}): JsonObject => ({
  id: 'msg_1',
  type: 'message',
  status: 'completed',
  role: 'assistant',
  content: [{ type: 'output_text', text, annotations: [] }],
  ...more,
})

const TEXT: readonly JsonObject[] = [
  { type: 'response.created', sequence_number: 4, response: { ...response, status: 'queued', output: [] } },
  { type: 'response.in_progress', response: { ...response, status: 'in_progress', output: [] } },
  { type: 'response.output_item.added', output_index: 0, item: { ...message(''), content: [] } },
  {
    type: 'response.content_part.added',
    ...place,
    content_index: 0,
    part: { type: 'output_text', text: '' },
  },
  { type: 'response.output_text.delta', ...place, content_index: 0, delta: 'Good ', obfuscation: 'xx' },
  { type: 'response.output_text.delta', ...place, content_index: 0, delta: 'morning', logprobs: [] },
  { type: 'response.output_text.delta', ...place, content_index: 0, delta: '' },
  { type: 'response.output_text.done', ...place, content_index: 0, text: 'Good morning' },
  { type: 'response.content_part.done', ...place, part: { type: 'output_text', text: 'Good morning' } },
  { type: 'response.output_item.done', output_index: 0, item: message('Good morning') },
  {
    type: 'response.completed',
    vendor: true,
    response: {
      ...response,
      status: 'completed',
      output: [message('Good morning', { id: 'msg_2' })],
      usage: { input_tokens: 3, output_tokens: 2, total_tokens: 5 },
    },
  },
]

const call = { id: 'fc_1', type: 'function_call', call_id: 'call_1', name: 'sail' }
const CALL: readonly JsonObject[] = [
  { type: 'response.created', response },
  { type: 'response.output_item.added', output_index: 0, item: { ...call, arguments: '' } },
  { type: 'response.function_call_arguments.delta', output_index: 0, delta: '{"to":"Brest"}' },
  { type: 'response.function_call_arguments.done', output_index: 0, arguments: '{"to":"Brest"}' },
  { type: 'response.output_item.done', output_index: 0, item: { ...call, arguments: '{"to":"Brest"}' } },
  { type: 'response.completed', response: { ...response, status: 'completed', output: [] } },
]

const thoughts = { id: 'rs_1', type: 'reasoning' }
const summaries = [
  { type: 'summary_text', text: 'First' },
  { type: 'summary_text', text: 'Then' },
]
const REASONING: readonly JsonObject[] = [
  { type: 'response.created', response },
  { type: 'response.output_item.added', output_index: 0, item: { ...thoughts, summary: [] } },
  ...summaries.flatMap((part, summary_index) => [
    {
      type: 'response.reasoning_summary_part.added',
      output_index: 0,
      summary_index,
      part: { ...part, text: '' },
    },
    { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index, delta: part.text },
    { type: 'response.reasoning_summary_text.done', output_index: 0, summary_index, text: part.text },
    { type: 'response.reasoning_summary_part.done', output_index: 0, summary_index, part },
  ]),
  {
    type: 'response.output_item.done',
    output_index: 0,
    item: { ...thoughts, summary: summaries, encrypted_content: 'gA' },
  },
  {
    type: 'response.incomplete',
    response: {
      ...response,
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{ ...thoughts, summary: summaries, encrypted_content: 'gB' }],
    },
  },
]

const HOSTED: readonly JsonObject[] = [
  { type: 'response.output_item.added', output_index: 0, item: { type: 'web_search_call', id: 'ws' } },
  { type: 'response.web_search_call.searching', output_index: 0, item_id: 'ws' },
  {
    type: 'response.output_item.done',
    output_index: 0,
    item: { type: 'web_search_call', id: 'ws', action: {} },
  },
  {
    type: 'response.completed',
    response: { output: [{ type: 'web_search_call', id: 'ws', action: { x: 1 } }] },
  },
]

const BROKEN: readonly JsonObject[] = [
  {
    type: 'error',
    sequence_number: 1,
    error: { type: 'server_error', code: 'x', message: 'No', param: null },
  },
  {
    type: 'response.failed',
    response: { ...response, status: 'failed', error: { code: 'x', message: 'No' } },
  },
  { type: 'error', code: 'x', message: 'Again' },
]

const ODD: readonly Json[] = [
  { type: 'keepalive' },
  { error: { message: 'bare' } },
  { type: 'response.output_text.delta', delta: 'nothing announced me' },
  { type: 'response.output_text.delta', delta: null, 'a/b': { '~': 1 } },
  { type: 'response.completed', response: { output: {}, usage: [] } },
  { type: 'response.completed', response: null },
  {},
]

const name = (json: Json): string | undefined => {
  const type = (json as JsonObject).type
  return typeof type === 'string' ? type : undefined
}

function home(frames: readonly Json[], record: boolean): { written: unknown[]; read: ReplyEvent[] } {
  const reading = reader.start({ keepsFrames: true })
  const writing = writer.start({ dialect: 'openai-responses' }, { keepsFrames: true })
  const read = frames.flatMap((json, at) => reader.read(reading, Cursor.root(json, record, at), name(json)))
  const events = [...read, ...reader.end(reading)]
  const written = events.flatMap((event) => writer.write(writing, structuredClone(event)))
  return {
    written: [...written, ...writer.end(writing)].map((event) => [
      event.name,
      typeof event.data === 'string' ? event.data : bare(event.data),
    ]),
    read,
  }
}

const STREAMS = Object.entries({ TEXT, CALL, REASONING, HOSTED, BROKEN, ODD })

describe('frames at home', () => {
  it.each(STREAMS)('each frame of %s comes back as it was', (_name, frames) => {
    const expected = frames.map((json) => [name(json), json])
    expect(home(frames, false).written).toEqual(expected)
    expect(home(frames, true).written).toEqual(expected)
  })

  it('has texts, names, ids and counts told by events only', () => {
    const read = [TEXT, CALL, REASONING].flatMap((frames) => home(frames, false).read)
    const beside = JSON.stringify(read.filter(({ kind }) => kind === 'frame'))
    for (const said of [
      'Good',
      'morning',
      'Brest',
      'sail',
      'call_1',
      'First',
      'Then',
      'resp_1',
      'gA',
      '_tokens',
    ])
      expect(beside).not.toContain(said)
  })

  it('says in a frame only what differs from what was told', () => {
    const { read } = home(TEXT, false)
    const last = read.findLast(({ kind }) => kind === 'frame')
    expect(last?.kind === 'frame' && last.extras?.entries.map(([key]) => key)).toEqual([
      '/type',
      '/vendor',
      '/response/output/0/id',
    ])
  })

  it('ends no frame for those who did not ask', () => {
    const state = reader.start()
    const events = TEXT.flatMap((json, at) => reader.read(state, Cursor.root(json, false, at), undefined))
    expect(events.some(({ kind }) => kind === 'frame')).toBe(false)
  })
})
