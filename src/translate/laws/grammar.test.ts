import { describe, expect, it } from 'vitest'
import { framesOf, recorded, share, tell } from '../../../bench/corpus.ts'
import { judgeLaw } from '../../../bench/exceptions.ts'
import { firstIllegal } from '../../../bench/legal.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Frame } from '../../wire/frame.ts'
import { encodeEvent, StreamTranslation } from '../stream.ts'

function translated(frames: readonly Frame[], from: DialectId, to: DialectId): readonly Frame[] {
  const translation = new StreamTranslation({ from, to })
  const steps = [...frames.map((frame) => translation.take(frame)), translation.end()]
  return framesOf(
    steps
      .flatMap(({ written }) => written)
      .map(encodeEvent)
      .join(''),
  )
}

const CREATED = '{"type":"response.created","response":{}}'
const START = '{"type":"message_start","message":{}}'
const TEXT = '{"type":"content_block_start","index":0,"content_block":{"type":"text"}}'

/** A check that has gone blind passes everything: one breach of each grammar, by its sentence. */
const BREACHES: readonly (readonly [DialectId, readonly string[], string])[] = [
  [
    'openai-chat',
    ['{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{}}]}}]}'],
    'before it was named',
  ],
  ['openai-chat', ['{"choices":[{"index":1,"delta":{"content":"a"}}]}'], 'finish reason for choice 1'],
  ['openai-chat', ['[DONE]', '{"choices":[]}'], 'follow [DONE]'],
  ['openai-responses', ['{"type":"response.in_progress","response":{}}'], 'before response.created'],
  ['openai-responses', [CREATED, '{"type":"response.output_text.delta","output_index":0}'], 'not added'],
  ['openai-responses', [CREATED], 'without its closing event'],
  ['anthropic-messages', [START, '{"type":"content_block_stop","index":0}'], 'is not open'],
  ['anthropic-messages', [START, TEXT, TEXT.replace('0', '1')], 'while block 0 is open'],
  [
    'anthropic-messages',
    [START, TEXT, '{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta"}}'],
    'in a block of type text',
  ],
  ['gemini', ['{"candidates":[{"content":{"parts":[{"functionCall":{}}]}}]}'], 'no name'],
  ['gemini', ['{"candidates":[{"content":{"role":"assistant"}}]}'], 'role of a reply'],
  ['gemini', ['{"error":{}}', '{"candidates":[]}'], 'follow an error'],
]

describe('law 8: streams are legal by the grammar of their dialect', () => {
  it.each(BREACHES)('%s names the first breach of %s', (dialect, events, sentence) => {
    const text = events.map((data) => `data: ${data}\n\n`).join('')
    expect(firstIllegal(framesOf(text), dialect)).toContain(sentence)
  })

  it('as they were recorded', { timeout: 120_000 }, () => {
    const broken = new Map<string, string>()
    const seen = new Set<string>()
    for (const body of recorded('stream')) {
      seen.add(body.file)
      const found = firstIllegal(framesOf(body.text()), body.dialect)
      if (found !== undefined) broken.set(body.file, found)
    }
    tell(`law 8, grammar: ${share(seen.size - broken.size, seen.size)} recorded streams are legal`)
    expect(judgeLaw('grammar-recorded', broken, seen)).toEqual([])
  })

  it('as we write them, for every ordered pair', { timeout: 240_000 }, () => {
    const broken = new Map<string, string>()
    const seen = new Set<string>()
    for (const body of recorded('stream')) {
      const frames = framesOf(body.text())
      // What breaks the grammar, or off, before it is translated does so behind it.
      if (firstIllegal(frames, body.dialect) !== undefined) continue
      for (const to of DIALECT_IDS) {
        if (to === body.dialect) continue
        seen.add(`${body.file} → ${to}`)
        const found = firstIllegal(translated(frames, body.dialect, to), to)
        if (found !== undefined) broken.set(`${body.file} → ${to}`, found)
      }
    }
    tell(`law 8, grammar: ${share(seen.size - broken.size, seen.size)} written streams are legal`)
    expect(judgeLaw('grammar-written', broken, seen)).toEqual([])
  })
})
