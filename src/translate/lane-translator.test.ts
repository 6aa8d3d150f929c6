import { expect, it } from 'vitest'
import { framesOf, recorded } from '../../bench/corpus.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import { createLaneTranslator } from './lane-translator.ts'
import { createStreamTranslator } from './stream.ts'

it('gives each lane what it would be alone, piece by source frame', () => {
  for (const { dialect, text, file } of recorded('stream').slice(0, 60)) {
    const body = text()
    const lanes = createLaneTranslator({ from: dialect, to: DIALECT_IDS })
    const pushed = lanes.push(body)
    const ended = lanes.end()
    DIALECT_IDS.forEach((to, at) => {
      const alone = createStreamTranslator({ from: dialect, to })
      const pieces = [...(pushed[at] ?? []), ...(ended[at] ?? [])]
      expect(pieces.map((piece) => piece.text).join(''), `${file} → ${to}`).toBe(
        alone.push(body) + alone.end(),
      )
      const frames = framesOf(body).length
      expect(pieces.every(({ frame }) => frame >= -1 && frame < frames)).toBe(true)
    })
  }
})
