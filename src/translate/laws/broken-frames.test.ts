import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breachesOf } from '../../../bench/accounts.ts'
import type { Break } from '../../../bench/break-frames.ts'
import { BREAKS, breakFrame } from '../../../bench/break-frames.ts'
import { firstOf, framesOf, recorded, share, tell } from '../../../bench/corpus.ts'
import type { Illegal } from '../../../bench/legal.ts'
import { judgeFrames } from '../../../bench/legal.ts'
import { mustBeNamed } from '../../../bench/structure.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Frame } from '../../wire/frame.ts'
import type { Json } from '../../wire/json.ts'
import { parseJson } from '../../wire/json.ts'
import { translateStream } from '../stream.ts'

/** `INTERLINEAR_RUNS=10000` for the long run. */
const RUNS = Number(process.env.INTERLINEAR_RUNS ?? 1000)
const SEED = Number(process.env.INTERLINEAR_SEED ?? 20261121)
/** Milliseconds. Nothing of the size below takes a tenth of it. */
const HANGS = 5000
const LARGEST = 12_000

/** Text behind a finish is worth more than a stream without fault: it is written where it stood (see exceptions.json). */
const GOES_ON = /goes on after its finish reason|begins after message_delta/

interface Case {
  readonly file: string
  readonly from: DialectId
  readonly to: DialectId
  readonly frames: readonly Frame[]
  readonly place: number
  readonly act: Break
  readonly spot: number
}

interface Verdict {
  readonly named: Illegal | undefined
  readonly breaches: readonly string[]
}

/** Where the frame is hit, nothing that stands before it can be at fault. */
function judgeSource({ frames, from, place, act }: Case, named: Illegal | undefined): string[] {
  if (named?.frame !== undefined && named.frame < place)
    return [`the grammar names frame ${named.frame}: ${named.sentence}`]
  if (act === 'truncate' && named?.frame !== place)
    return ['the grammar passes over a frame that is cut short']
  const isWhole = judgeFrames(frames.slice(0, place), from) === undefined
  if (act === 'cut' && named === undefined && !isWhole) return ['the grammar misses nothing at the end']
  if (named === undefined && mustBeNamed({ frames, place, act, dialect: from }))
    return ['the grammar names nothing']
  return []
}

/** What we write from a broken source is sound, or unfinished as the source is. */
function judgeWritten(output: readonly Frame[], to: DialectId, named: Illegal | undefined): string[] {
  const found = judgeFrames(output, to)
  if (found === undefined || GOES_ON.test(found.sentence)) return []
  return named !== undefined && found.frame === undefined ? [] : [`written: ${found.sentence}`]
}

const bodiesOf = (frames: readonly Frame[]): Map<number, Json> =>
  new Map(
    frames.flatMap(({ index, data }): [number, Json][] => {
      const parsed = parseJson(data)
      return 'value' in parsed ? [[index, parsed.value]] : []
    }),
  )

function judge(one: Case): Verdict {
  const text = breakFrame(one.frames, one.place, one.act, one.spot)
  const broken = framesOf(text)
  const named = judgeFrames(broken, one.from)
  const { text: written, accounting } = translateStream(broken, one)
  const output = framesOf(written)
  // As every client does, nothing is read behind `[DONE]`.
  const done = broken.findIndex(({ data }) => data === '[DONE]')
  const read = done < 0 ? broken : broken.slice(0, done)
  return {
    named,
    breaches: [
      ...judgeSource(one, named),
      ...judgeWritten(output, one.to, named),
      ...breachesOf(bodiesOf(read), bodiesOf(output), accounting).slice(0, 1),
    ],
  }
}

function* casesOf(dialect: DialectId): Generator<Case> {
  const pool = recorded('stream')
    .filter((body) => body.dialect === dialect && body.text().length < LARGEST)
    .map((body) => ({ file: body.file, frames: framesOf(body.text()) }))
    .filter(({ frames }) => frames.length > 0 && judgeFrames(frames, dialect) === undefined)
  const others = DIALECT_IDS.filter((id) => id !== dialect)
  const choices = fc.tuple(
    fc.nat(),
    fc.nat(),
    fc.constantFrom(...BREAKS),
    fc.nat(),
    fc.constantFrom(...others),
  )
  for (const [which, where, act, spot, to] of fc.sample(choices, { numRuns: RUNS, seed: SEED })) {
    const { file, frames } = pool[which % pool.length] as (typeof pool)[number]
    yield { file, from: dialect, to, frames, place: where % frames.length, act, spot }
  }
}

describe('laws 1 and 8: one frame of a stream cut, doubled, dropped, reordered or truncated', () => {
  it.each(DIALECT_IDS)('of %s', { timeout: 600_000 }, (dialect) => {
    const broken: string[] = []
    let named = 0
    let slowest = 0
    for (const one of casesOf(dialect)) {
      const started = performance.now()
      const verdict = judge(one)
      slowest = Math.max(slowest, performance.now() - started)
      if (verdict.named) named++
      for (const breach of verdict.breaches)
        broken.push(`${one.file} → ${one.to}, frame ${one.place} ${one.act} (${one.spot}): ${breach}`)
    }
    tell(
      `laws 1 and 8, ${dialect}: ${share(RUNS - broken.length, RUNS)} broken streams are borne, ${named} of them named by the grammar, the slowest ${Math.round(slowest)} ms`,
    )
    expect(firstOf(broken)).toEqual([])
    expect(slowest).toBeLessThan(HANGS)
  })
})
