import { expect, it } from 'vitest'
import { BREAKS, breakFrame } from '../../../bench/break-frames.ts'
import { firstOf, framesOf, recorded, share, tell } from '../../../bench/corpus.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { readExchange, readFrames } from '../../translate/reading.ts'
import { scenesOf } from '../evidence.ts'
import { RULES } from '../rules/catalogue.ts'

/** What the rules find in a stream, with frames that repeat read in short, or each frame parsed and read. */
function foundIn(body: string, dialect: DialectId, mayRepeat: boolean): string {
  const reading = readExchange({ id: 'x1', dialect, reply: { status: 200, body } })
  const full =
    reading.reply?.kind === 'stream' && !mayRepeat
      ? { kind: 'stream' as const, ...readFrames(framesOf(body), dialect, false) }
      : reading.reply
  const scenes = scenesOf([full ? { ...reading, reply: full } : reading])
  return JSON.stringify(scenes.map((scene) => RULES.map((rule) => [rule.id, rule.find(scene)])))
}

it('rules find the same whether frames that repeat are read in short or in full', {
  timeout: 240_000,
}, () => {
  const broken: string[] = []
  let count = 0
  for (const [number, { file, dialect, text }] of recorded('stream').entries()) {
    const frames = framesOf(text())
    const act = BREAKS[number % BREAKS.length] ?? 'double'
    const place = (number * 7) % Math.max(frames.length, 1)
    for (const [what, body] of [
      ['as recorded', text()],
      [`${act} at frame ${place}`, breakFrame(frames, place, act, number)],
    ] as const) {
      count++
      if (foundIn(body, dialect, true) !== foundIn(body, dialect, false)) broken.push(`${file}, ${what}`)
    }
  }
  tell(`rules over streams read in short: ${share(count - broken.length, count)} as in full`)
  expect(firstOf(broken)).toEqual([])
})
