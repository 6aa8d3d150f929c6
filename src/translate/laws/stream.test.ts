import { describe, expect, it } from 'vitest'
import { firstOf, hasCorpus, recorded, recordedBodies, share, tell } from '../../../bench/corpus.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import { createStreamTranslator } from '../stream.ts'
import { translateReply, translateRequest } from '../translate.ts'

/** The output of a stream whose text comes in pieces of these lengths, over and over. */
function inPieces(text: string, lengths: readonly number[], from: DialectId, to: DialectId): string {
  const translator = createStreamTranslator({ from, to })
  let output = ''
  for (let at = 0, i = 0; at < text.length; i++) {
    const length = lengths[i % lengths.length] as number
    output += translator.push(text.slice(at, at + length))
    at += length
  }
  return output + translator.end()
}

const WHOLE = [Number.MAX_SAFE_INTEGER]
/** Short and odd, so that cuts fall into line ends, escapes and surrogate pairs; then long, as networks cut. */
const SHORT = [1, 2, 3, 5, 1, 8, 1, 13]
const LONG = [1, 1021, 4093]

it('reads the samples, and the corpus where it is present', () => {
  expect(recorded('request').filter(({ file }) => file.startsWith('samples/')).length).toBeGreaterThan(10)
  if (hasCorpus) expect(recorded('stream').length).toBeGreaterThan(1800)
})

describe('laws 6 and 7 for streams', () => {
  it('give the same output however the input is cut, and however often', { timeout: 240_000 }, () => {
    const broken: string[] = []
    let count = 0
    for (const body of recorded('stream')) {
      const text = body.text()
      const cuts = text.length < 20_000 ? [WHOLE, SHORT, LONG] : [WHOLE, LONG]
      for (const to of DIALECT_IDS) {
        count++
        const once = inPieces(text, WHOLE, body.dialect, to)
        if (cuts.some((lengths) => inPieces(text, lengths, body.dialect, to) !== once))
          broken.push(`${body.file} → ${to}`)
      }
    }
    tell(`laws 6 and 7, streams: ${share(count - broken.length, count)} the same however cut, and twice`)
    expect(firstOf(broken)).toEqual([])
  })

  it('give the same body twice', { timeout: 120_000 }, () => {
    const broken: string[] = []
    let count = 0
    for (const kind of ['request', 'response'] as const) {
      const translate = kind === 'request' ? translateRequest : translateReply
      for (const { body, json } of recordedBodies(kind)) {
        const to = DIALECT_IDS[count % DIALECT_IDS.length] as DialectId
        count++
        const [once, twice] = [1, 2].map(() => JSON.stringify(translate(json, { from: body.dialect, to })))
        if (once !== twice) broken.push(`${body.file} → ${to}`)
      }
    }
    tell(`law 7, bodies: ${share(count - broken.length, count)} the same twice`)
    expect(firstOf(broken)).toEqual([])
  })
})
