import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Mutation } from '../../../bench/mutate.ts'
import { mutateJson, mutations } from '../../../bench/mutate.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Exchange, Side } from '../../transcript/transcript.ts'
import type { Json } from '../../wire/json.ts'
import { parseJson } from '../../wire/json.ts'
import { applyEdits } from '../../wire/text-edit.ts'
import { check } from '../check.ts'
import { findFix } from '../fixes/find-fix.ts'
import { SAMPLES } from '../rules/samples/catalogue.ts'

const RUNS = Number(process.env.INTERLINEAR_RUNS ?? 1500)
const SEED = Number(process.env.INTERLINEAR_SEED ?? 20261121)

const CAPTURES = Object.values(SAMPLES).flatMap((samples) => samples.map(({ exchanges }) => exchanges))
const SIDES: readonly (Side | undefined)[] = ['client', 'upstream', undefined]

/** A body that is JSON, with something done to it; the lines of a stream one by one. */
function spoilt(body: string, changes: readonly Mutation[]): string {
  const spoil = (text: string): string => {
    const parsed = parseJson(text)
    return 'value' in parsed ? JSON.stringify(changes.reduce<Json>(mutateJson, parsed.value)) : text
  }
  return body.startsWith('{') ? spoil(body) : body.replaceAll(/(?<=^data: ?)\{.*$/gm, spoil)
}

interface Spoiling {
  readonly capture: number
  readonly side: number
  readonly dialect: DialectId
  readonly changes: readonly Mutation[]
}

/** The capture with its bodies spoilt, on any side, and one of its exchanges in a dialect that it does not speak. */
const exchangesOf = ({ capture, side, dialect, changes }: Spoiling): Exchange[] =>
  (CAPTURES[capture % CAPTURES.length] ?? []).map(({ request, reply, ...one }, i): Exchange => {
    const at = SIDES[(side + i) % SIDES.length]
    return {
      ...one,
      id: `x${i + 1}`,
      ...(i === side % 4 ? { dialect } : {}),
      ...(at ? { side: at } : {}),
      ...(request ? { request: { ...request, body: spoilt(request.body, changes) } } : {}),
      ...(reply ? { reply: { ...reply, body: spoilt(reply.body, changes) } } : {}),
    }
  })

const spoiling = fc.record({
  capture: fc.nat(),
  side: fc.nat(),
  dialect: fc.constantFrom(...DIALECT_IDS),
  changes: mutations,
})

it('no capture, however spoilt, makes a rule throw; and each finding has a place and words', () => {
  fc.assert(
    fc.property(spoiling, (one) => {
      const exchanges = exchangesOf(one)
      for (const { message, places } of check({ version: 1, exchanges })) {
        expect(message).toMatch(/\S/)
        expect(exchanges.map(({ id }) => id)).toContain(places[0]?.exchange)
      }
    }),
    { numRuns: RUNS, seed: SEED },
  )
})

it('nor does any finding of it make its fix throw, and what is offered can be written', () => {
  fc.assert(
    fc.property(spoiling, (one) => {
      const transcript = { version: 1, exchanges: exchangesOf(one) } as const
      for (const finding of check(transcript).slice(0, 3)) {
        const fix = findFix(transcript, finding)
        const body = transcript.exchanges.find(({ id }) => id === fix?.exchange)?.[fix?.half ?? 'reply']?.body
        if (fix && body !== undefined) expect(applyEdits(body, fix.edits)).not.toBe(body)
      }
    }),
    { numRuns: Math.ceil(RUNS / 3), seed: SEED },
  )
})
