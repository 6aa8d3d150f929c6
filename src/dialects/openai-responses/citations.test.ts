import { describe, expect, it } from 'vitest'
import { added } from '../../hub/leaf.ts'
import { encodeEvent, StreamTranslation } from '../../translate/stream.ts'
import { translateReply } from '../../translate/translate.ts'
import { frameBody } from '../../wire/framings.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { atPointer } from '../../wire/json.ts'
import { writeAnnotation } from './citations.ts'

const page = {
  type: 'url_citation',
  url: 'https://tides.example/brest',
  title: 'Tides',
  start_index: 0,
  end_index: 4,
}
const file = { type: 'file_citation', file_id: 'file_7', filename: 'pilot.pdf', index: 3 }
const tokens = [
  { token: 'High', logprob: -0.25, bytes: [72, 105, 103, 104], top_logprobs: [] },
  { token: ' tide', logprob: -0.5, bytes: [32, 116, 105, 100, 101], top_logprobs: [] },
]
const text = { type: 'output_text', text: 'High tide', annotations: [page, file], logprobs: tokens }
const message = { id: 'msg_1', type: 'message', status: 'completed', role: 'assistant', content: [text] }
const response = { id: 'resp_1', object: 'response', created_at: 7, status: 'completed', model: 'm' }
const reply = { ...response, service_tier: 'flex', output: [message], usage: null }

const at = { item_id: 'msg_1', output_index: 0, content_index: 0 }
const stream: readonly JsonObject[] = [
  { type: 'response.created', response: { ...response, status: 'in_progress', output: [] } },
  { type: 'response.output_item.added', output_index: 0, item: { ...message, content: [] } },
  { type: 'response.content_part.added', ...at, part: { ...text, text: '', annotations: [], logprobs: [] } },
  { type: 'response.output_text.delta', ...at, delta: 'High', logprobs: tokens.slice(0, 1) },
  { type: 'response.output_text.delta', ...at, delta: ' tide', logprobs: tokens.slice(1) },
  { type: 'response.output_text.annotation.added', ...at, annotation_index: 0, annotation: page },
  { type: 'response.output_text.annotation.added', ...at, annotation_index: 1, annotation: file },
  { type: 'response.output_text.done', ...at, text: 'High tide', logprobs: tokens },
  { type: 'response.content_part.done', ...at, part: text },
  { type: 'response.output_item.done', output_index: 0, item: message },
  { type: 'response.completed', response: { ...reply, usage: { input_tokens: 1, output_tokens: 2 } } },
]

const framesOf = (events: readonly Json[]) =>
  frameBody(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''), 'sse')

function through(events: readonly Json[], to: 'openai-chat' | 'openai-responses'): string {
  const translation = new StreamTranslation({ from: 'openai-responses', to })
  const steps = [...framesOf(events).map((frame) => translation.take(frame)), translation.end()]
  return steps.flatMap(({ written }) => written.map(encodeEvent)).join('')
}

const chatPage = {
  type: 'url_citation',
  url_citation: { url: page.url, title: 'Tides', start_index: 0, end_index: 4 },
}

describe('citations and tokens', () => {
  it('come home in a whole reply', () => {
    expect(translateReply(reply, { from: 'openai-responses', to: 'openai-responses' }).body).toEqual(reply)
  })

  it('arrive in Chat, where it has a form for them', () => {
    const { body } = translateReply(reply, { from: 'openai-responses', to: 'openai-chat' })
    expect(atPointer(body, '/choices/0/message/annotations')).toEqual([chatPage])
    expect(atPointer(body, '/choices/0/logprobs/content')).toEqual(tokens)
    expect(atPointer(body, '/service_tier')).toBe('flex')
  })

  it('are told once, however often a stream repeats them', () => {
    const written = through(stream, 'openai-chat')
    expect(written.split(page.url).length - 1).toBe(1)
    expect(written.split('-0.25').length - 1).toBe(1)
  })

  it('are told where a stream names them in its last events only', () => {
    const late = stream.filter(({ type }) => !/annotation|_text\.d/.test(String(type)))
    const written = through(late, 'openai-chat')
    expect(written.split(page.url).length - 1).toBe(1)
    expect(written.split('-0.25').length - 1).toBe(1)
  })

  it('come home in a stream, frame by frame', () => {
    const written = frameBody(through(stream, 'openai-responses'), 'sse').map(({ data }) => data)
    expect(written.map((data) => JSON.parse(data) as Json)).toEqual(stream)
  })

  it('are written for a reply of another dialect, also without a place', () => {
    const chat = {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 9,
      model: 'm',
      service_tier: 'default',
      citations: ['https://tides.example/sein'],
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'High tide', annotations: [chatPage] },
          logprobs: { content: tokens, refusal: null },
          finish_reason: 'stop',
        },
      ],
    }
    const { body } = translateReply(chat, { from: 'openai-chat', to: 'openai-responses' })
    const annotations = atPointer(body, '/output/0/content/0/annotations')
    expect(annotations).toContainEqual(page)
    expect(annotations).toContainEqual({
      type: 'url_citation',
      url: 'https://tides.example/sein',
      title: '',
      start_index: 0,
      end_index: 9,
    })
    expect(atPointer(body, '/output/0/content/0/logprobs')).toEqual(tokens)
    expect(atPointer(body, '/created_at')).toBe(9)
    expect(atPointer(body, '/service_tier')).toBe('default')
  })

  it('of a document that has neither address nor id cannot be written', () => {
    const title = added('Pilot', 'x', 'x')
    expect(writeAnnotation({ kind: 'document', title }, 4)).toBeUndefined()
    expect(writeAnnotation({ kind: 'document', title, fileId: added('file_1', 'x', 'x') }, 4)).toMatchObject({
      file_id: { value: 'file_1' },
      filename: title,
    })
  })
})
