import { expect, it } from 'vitest'
import { framesOf, recorded } from '../../bench/corpus.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import { createLaneTranslator } from './lane-translator.ts'
import { createStreamTranslator, encodeEvent, StreamTranslation } from './stream.ts'

it('gives each lane what it would be alone, piece by source frame', () => {
  for (const { dialect, text, file } of recorded('stream').slice(0, 60)) {
    const body = text()
    const lanes = createLaneTranslator({ from: dialect, to: DIALECT_IDS })
    const pushed = lanes.push(body)
    const ended = lanes.end()
    DIALECT_IDS.forEach((to, at) => {
      const alone = createStreamTranslator({ from: dialect, to })
      const given = [pushed[at], ended[at]].filter((one) => one !== undefined)
      expect(given.map(({ text }) => text).join(''), `${file} → ${to}`).toBe(alone.push(body) + alone.end())
      const translation = new StreamTranslation({ from: dialect, to })
      const steps = [...framesOf(body).map((frame) => translation.take(frame)), translation.end()]
      const cut = given.flatMap(({ text, marks }) =>
        marks.map(({ frame, end }, i) => ({ frame, text: text.slice(marks[i - 1]?.end ?? 0, end) })),
      )
      for (const { frame, text } of cut)
        expect(text, `${file} → ${to}, frame ${frame}`).toBe(
          steps.at(frame)?.written.map(encodeEvent).join(''),
        )
    })
  }
})
