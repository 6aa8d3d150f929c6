import { describe, expect, it } from 'vitest'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import type { Fault } from '../../translate/fault.ts'
import { FAULTS } from '../../translate/faults/catalogue.ts'
import { createStreamTranslator } from '../../translate/stream.ts'
import { compareSides } from '../compare/compare.ts'
import { sayHop } from '../compare/sentence.ts'
import { namedIn, namesOf } from './named.ts'
import type { LadderCapture } from './samples/ladders.ts'
import { LADDER_CAPTURES } from './samples/ladders.ts'
import { respelled } from './samples/noise.ts'

/** Every rung over every provider's reply: what is wrong is traced to the rungs that give it, and to no other. */

interface Outcome {
  readonly to: DialectId
  readonly body: string
  /** Those that give this very output; none where it is the right one. */
  readonly rungs: readonly Fault[]
}

const replay = ({ from, body }: LadderCapture, to: DialectId, fault?: Fault): string => {
  const translator = createStreamTranslator({ from, to, ...(fault ? { fault } : {}) })
  return translator.push(body) + translator.end()
}

/** All different outputs that a client of one dialect can have been given. */
function outcomesOf(capture: LadderCapture, to: DialectId): readonly Outcome[] {
  const right = replay(capture, to)
  const rungsOf = new Map<string, Fault[]>([[right, []]])
  for (const fault of FAULTS) {
    const isOnRoute =
      (fault.from?.includes(capture.from) ?? true) &&
      (fault.to?.includes(to) ?? true) &&
      !fault.isAcrossStreams
    if (fault.half !== 'reply' || !isOnRoute) continue
    const body = replay(capture, to, fault)
    rungsOf.set(body, [...(rungsOf.get(body) ?? []), fault])
  }
  return [...rungsOf].map(([body, rungs]) => ({ to, body, rungs: body === right ? [] : rungs }))
}

const sides = ({ from, body: upstream }: LadderCapture, to: DialectId, body: string): Transcript => ({
  version: 1,
  exchanges: [
    { id: 'x1', side: 'client', dialect: to, reply: { status: 200, body } },
    { id: 'x2', side: 'upstream', dialect: from, reply: { status: 200, body: upstream } },
  ],
})

describe.each(LADDER_CAPTURES)('$from: $name', (capture) => {
  const outcomes = DIALECT_IDS.filter((to) => to !== capture.from).flatMap((to) => outcomesOf(capture, to))

  it('is traced to the rungs that give it', () => {
    for (const { to, body, rungs } of outcomes)
      expect(namedIn(sides(capture, to, body)), `${to}\n${body}`).toEqual(namesOf(rungs))
  })

  it('is traced to them in another spelling', () => {
    for (const { to, body, rungs } of outcomes) {
      const spelling = respelled(body)
      const [only] = rungs
      // Where nothing but the one id tells of it, another id tells of nothing.
      const isById =
        only?.constantId !== undefined &&
        namedIn(sides(capture, to, body.replaceAll(only.constantId, 'msg_0'))).length === 0
      expect(namedIn(sides(capture, to, spelling)), `${to}\n${spelling}`).toEqual(
        isById ? [] : namesOf(rungs),
      )
    }
  })

  it('is told in one sentence with stage and place', () => {
    for (const { to, body, rungs } of outcomes) {
      const [fault] = rungs
      const [hop, ...others] = compareSides(sides(capture, to, body)).hops
      expect(others).toEqual([])
      const sentence = hop ? sayHop(hop, 0) : ''
      if (!fault) expect(sentence).toBe('The reply came through: what x2 said, x1 was given.')
      else
        expect(sentence).toMatch(
          new RegExp(
            `^The gateway’s stage ${fault.stage} .+ \\((?:said|given) in x[12] frame \\d+.*, as ${fault.id} does`,
          ),
        )
    }
  })
})
