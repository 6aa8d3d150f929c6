import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Bodies } from '../../../bench/accounts.ts'
import { breachesOf } from '../../../bench/accounts.ts'
import type { Kind, Recorded } from '../../../bench/corpus.ts'
import { firstOf, framesOf, recorded, share, tell } from '../../../bench/corpus.ts'
import type { Mutation } from '../../../bench/mutate.ts'
import { mutateFrames, mutateJson, mutations } from '../../../bench/mutate.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Json } from '../../wire/json.ts'
import { parseJson } from '../../wire/json.ts'
import { createStreamTranslator, translateStream } from '../stream.ts'
import { translateError, translateReply, translateRequest } from '../translate.ts'

/** `INTERLINEAR_RUNS=10000` for the long run. */
const RUNS = Number(process.env.INTERLINEAR_RUNS ?? 1500)
const SEED = Number(process.env.INTERLINEAR_SEED ?? 20261121)
/** Nothing of the size below takes a tenth of this, even on a busy machine. */
const HANGS = 5000
const LARGEST = 12_000
const CASES = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...DIALECT_IDS), mutations)
const KINDS = ['request', 'response', 'error', 'stream'] as const

const WHOLE = { request: translateRequest, response: translateReply, error: translateError } as const

const poolOf = (dialect: DialectId, kind: Kind): readonly Recorded[] =>
  recorded(kind).filter((body) => body.dialect === dialect && body.text().length < LARGEST)

/** What breaks the law when a body is mutated so, and translated; empty where it holds. */
function breachOf(body: Recorded, changes: readonly Mutation[], to: DialectId): string {
  try {
    return breachIn(body, changes, to)
  } catch (error) {
    return `threw ${(error as Error).stack?.split('\n').slice(0, 3).join(' ') ?? ''}`
  }
}

function breachIn(body: Recorded, changes: readonly Mutation[], to: DialectId): string {
  if (body.kind === 'stream')
    return breachOfStream(mutateFrames(framesOf(body.text()), changes), body.dialect, to)
  const parsed = parseJson(body.text())
  if ('problem' in parsed) return ''
  const json = changes.reduce(mutateJson, parsed.value)
  const { body: output, accounting } = WHOLE[body.kind](json, { from: body.dialect, to })
  return breachesOf(new Map([[undefined, json]]), new Map([[undefined, output]]), accounting)[0] ?? ''
}

function breachOfStream(text: string, from: DialectId, to: DialectId): string {
  const frames = framesOf(text)
  const { text: output, accounting } = translateStream(frames, { from, to })
  const live = createStreamTranslator({ from, to })
  const pushed = live.push(text) + live.end()
  if (pushed !== output) return 'with origins and without, the output differs'
  return breachesOf(bodiesOf(frames), bodiesOf(framesOf(output)), accounting)[0] ?? ''
}

/** As every client does, nothing is read behind `[DONE]`. */
const bodiesOf = (frames: ReturnType<typeof framesOf>): Bodies =>
  new Map(
    frames.slice(0, endOf(frames)).flatMap(({ index, data }): [number, Json][] => {
      const parsed = parseJson(data)
      return 'value' in parsed ? [[index, parsed.value]] : []
    }),
  )

function endOf(frames: ReturnType<typeof framesOf>): number {
  const at = frames.findIndex(({ data }) => data === '[DONE]')
  return at < 0 ? frames.length : at
}

describe('law 1: total', () => {
  it.each(DIALECT_IDS)('whatever becomes of a body of %s', { timeout: 600_000 }, (dialect) => {
    const pools = KINDS.map((kind) => poolOf(dialect, kind)).filter((pool) => pool.length > 0)
    const broken: string[] = []
    let slowest = 0
    for (const [kind, which, to, changes] of fc.sample(CASES, { numRuns: RUNS, seed: SEED })) {
      const pool = pools[kind % pools.length] as readonly Recorded[]
      const body = pool[which % pool.length] as Recorded
      const started = performance.now()
      const breach = breachOf(body, changes, to)
      slowest = Math.max(slowest, performance.now() - started)
      if (breach !== '')
        broken.push(`${body.file} → ${to}: ${breach} after ${JSON.stringify(changes).slice(0, 300)}`)
    }
    tell(
      `law 1, ${dialect}: ${share(RUNS - broken.length, RUNS)} mutated bodies are borne, the slowest ${Math.round(slowest)} ms`,
    )
    expect(firstOf(broken)).toEqual([])
    expect(slowest).toBeLessThan(HANGS)
  })
})
