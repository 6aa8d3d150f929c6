import { describe, expect, it } from 'vitest'
import { Cursor } from '../../hub/cursor.ts'
import { foldReply } from '../../hub/fold.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { translateReply } from '../../translate/translate.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { atPointer } from '../../wire/json.ts'
import { anthropicMessages } from './index.ts'

const PAGE = {
  type: 'web_search_result_location',
  url: 'https://a.example/p',
  title: 'A page',
  cited_text: 'words of the page',
  encrypted_index: 'sealed',
}
const CHARS = {
  type: 'char_location',
  cited_text: 'grass is green',
  document_index: 0,
  document_title: 'Grass',
  start_char_index: 4,
  end_char_index: 18,
  file_id: 'file_1',
}
const FOUND = { type: 'search_result_location', source: 'https://a.example/q', title: 'Q', cited_text: 'q' }

const message = (content: readonly Json[], usage: JsonObject = {}): JsonObject => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-x',
  content,
  stop_reason: 'end_turn',
  usage: { input_tokens: 1, ...usage },
})
const cited = (...citations: readonly Json[]): JsonObject =>
  message([
    { type: 'text', text: 'Look: ' },
    { type: 'text', text: 'green', citations },
  ])

const readWhole = (body: Json): readonly ReplyEvent[] => anthropicMessages.readReply(Cursor.root(body, false))

function readStream(frames: readonly Json[]): readonly ReplyEvent[] {
  const state = anthropicMessages.reader.start()
  return frames.flatMap((frame) => anthropicMessages.reader.read(state, Cursor.root(frame, false), undefined))
}

const told = (events: readonly ReplyEvent[]): Json =>
  foldReply(events).parts.map(({ citations = [] }) =>
    citations.map(({ kind, url, title, quote, fileId }) =>
      [kind, url, title, quote, fileId].map((one) => (typeof one === 'string' ? one : (one?.value ?? null))),
    ),
  )

describe('citations', () => {
  it('say of a block what all of it rests on', () => {
    expect(told(readWhole(cited(PAGE, CHARS, FOUND, { type: 'odd' })))).toEqual([
      [],
      [
        ['url', PAGE.url, 'A page', PAGE.cited_text, null],
        ['document', null, 'Grass', 'grass is green', 'file_1'],
        ['url', FOUND.source, 'Q', 'q', null],
      ],
    ])
  })

  it('come after the text, though a stream tells them before it', () => {
    const events = readStream([
      { type: 'message_start', message: { content: [] } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '', citations: [] } },
      { type: 'content_block_delta', index: 0, delta: { type: 'citations_delta', citation: PAGE } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'green' } },
      { type: 'content_block_stop', index: 0 },
    ])
    expect(told(events)).toEqual([[['url', PAGE.url, 'A page', PAGE.cited_text, null]]])
    expect(events.map(({ kind }) => kind).slice(-3)).toEqual(['part-delta', 'part-citation', 'part-end'])
  })

  it('come home as they were', () => {
    const body = cited(PAGE, CHARS, { type: 'odd' })
    const home = translateReply(body, { from: 'anthropic-messages', to: 'anthropic-messages' })
    expect(home.body).toEqual(body)
    expect(home.accounting.lost).toEqual([])
  })

  it('reach a dialect that can say them', () => {
    const chat = translateReply(cited(PAGE), { from: 'anthropic-messages', to: 'openai-chat' }).body
    expect(atPointer(chat, '/choices/0/message/annotations/0/url_citation')).toMatchObject({
      url: PAGE.url,
      title: 'A page',
      start_index: 6,
      end_index: 11,
    })
  })
})

const leaf = <T>(value: T): Leaf<T> => ({ value, from: [{ pointer: '/x' }] })
const start: ReplyEvent = { kind: 'part-start', part: 0, head: { kind: 'text' } }
const text: ReplyEvent = { kind: 'part-delta', part: 0, text: leaf('Grass is green.') }

function written(events: readonly ReplyEvent[]): Json {
  const { writer, assembler } = anthropicMessages
  const [writing, assembling] = [writer.start({ dialect: 'anthropic-messages' }), assembler.start()]
  for (const event of events) for (const one of writer.write(writing, event)) assembler.take(assembling, one)
  return bare(assembler.result(assembling))
}

describe('citations from elsewhere', () => {
  const url = leaf('https://a.example')
  it.each([
    ['with the words of the page', { kind: 'url', url, quote: leaf('q') }, 'q'],
    ['with the piece that rests on it', { kind: 'url', url, start: leaf(9), end: leaf(14) }, 'green'],
    ['with all of the text', { kind: 'url', url }, 'Grass is green.'],
  ] as const)('are written %s', (_, citation, words) => {
    const body = written([{ kind: 'reply-start' }, start, text, { kind: 'part-citation', part: 0, citation }])
    expect(atPointer(body, '/content/0/citations')).toEqual([
      {
        type: 'web_search_result_location',
        cited_text: words,
        url: url.value,
        title: null,
        encrypted_index: '',
      },
    ])
  })

  it('are passed over where they point into files, or come after their text', () => {
    const file: ReplyEvent = { kind: 'part-citation', part: 0, citation: { kind: 'file', fileId: leaf('f') } }
    const late: ReplyEvent = { kind: 'part-citation', part: 0, citation: { kind: 'url', url } }
    const body = written([{ kind: 'reply-start' }, start, text, file, { kind: 'part-end', part: 0 }, late])
    expect(atPointer(body, '/content/0')).toEqual({ type: 'text', text: 'Grass is green.' })
  })
})

describe('the tier that served a reply', () => {
  it.each([
    ['standard', 'default'],
    ['priority', 'priority'],
    ['batch', undefined],
  ] as const)('%s is %s at OpenAI’s', (ours, theirs) => {
    const body = message([], { service_tier: ours })
    const chat = translateReply(body, { from: 'anthropic-messages', to: 'openai-chat' }).body
    expect(atPointer(chat, '/service_tier')).toBe(theirs)
    const home = translateReply(body, { from: 'anthropic-messages', to: 'anthropic-messages' }).body
    expect(atPointer(home, '/usage/service_tier')).toBe(ours)
  })

  it('is told where OpenAI tells it', () => {
    const choice = { index: 0, message: { role: 'assistant', content: 'a' }, finish_reason: 'stop' }
    const chat = { object: 'chat.completion', service_tier: 'default', choices: [choice] }
    const body = translateReply(chat, { from: 'openai-chat', to: 'anthropic-messages' }).body
    expect(atPointer(body, '/usage/service_tier')).toBe('standard')
  })
})
