import { describe, expect, it } from 'vitest'
import { framesOf } from '../../../bench/corpus.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { translateStream } from '../../translate/stream.ts'
import type { Json } from '../../wire/json.ts'

/** The types of the blocks that a stream of Messages opens, when it is made of these frames. */
function blocksOf(from: DialectId, frames: readonly Json[]): readonly string[] {
  const body = frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('')
  const { text } = translateStream(framesOf(body), { from, to: 'anthropic-messages' })
  return [...text.matchAll(/"content_block":\{"type":"(\w+)"/g)].map(([, type]) => type as string)
}

const reasoning = (texts: readonly string[]): Json => ({
  type: 'reasoning',
  id: 'rs',
  summary: texts.map((text) => ({ type: 'summary_text', text })),
  encrypted_content: 'sealed',
})
const message: Json = {
  type: 'message',
  id: 'msg',
  role: 'assistant',
  content: [{ type: 'output_text', text: 'a' }],
}
const answer = (...output: readonly Json[]): readonly Json[] => [
  { type: 'response.created', response: { id: 'r', object: 'response', status: 'in_progress', output: [] } },
  ...output.map((item, output_index) => ({ type: 'response.output_item.done', output_index, item })),
  { type: 'response.completed', response: { id: 'r', object: 'response', status: 'completed', output } },
]

describe('a block of thinking', () => {
  it.each([
    ['opens for thoughts that are shown', [reasoning(['hm']), message], ['thinking', 'text']],
    ['is not opened for a foreign seal alone', [reasoning([]), message], ['text']],
    ['is not opened for empty thoughts', [reasoning(['']), message], ['text']],
  ] as const)('of Responses %s', (_, output, types) => {
    expect(blocksOf('openai-responses', answer(...output))).toEqual(types)
  })

  it('of our own comes home empty', () => {
    const frames = [
      { type: 'message_start', message: { id: 'm', type: 'message', role: 'assistant', content: [] } },
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'thinking', thinking: '', signature: '' },
      },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
    ]
    expect(blocksOf('anthropic-messages', frames)).toEqual(['thinking'])
  })
})
