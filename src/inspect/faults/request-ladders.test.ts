import { describe, expect, it } from 'vitest'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import { bare } from '../../hub/leaf.ts'
import type { Exchange, Transcript } from '../../transcript/transcript.ts'
import type { Fault } from '../../translate/fault.ts'
import { FAULTS } from '../../translate/faults/catalogue.ts'
import { runRequest } from '../../translate/translate.ts'
import { turnsOf } from '../../translate/turns.ts'
import type { Json } from '../../wire/json.ts'
import { compareSides } from '../compare/compare.ts'
import { sayHop } from '../compare/sentence.ts'
import { namedIn, namesOf } from './named.ts'
import { respelledRequest } from './samples/noise.ts'
import type { RequestCapture } from './samples/requests.ts'
import { REQUEST_CAPTURES } from './samples/requests.ts'

/** Every fault of requests over every client's request: what was sent on, or refused, is traced to those that do so. */

interface Outcome {
  readonly to: DialectId
  readonly isRefused: boolean
  readonly body: Json
  /** Those that give this very request; none where it is the right one. */
  readonly faults: readonly Fault[]
}

function outcomesOf(capture: RequestCapture, to: DialectId): readonly Outcome[] {
  const { from, request, earlier = [], startedAt } = capture
  const run = (fault?: Fault): Omit<Outcome, 'faults'> => {
    const history = turnsOf(earlier, from)
    const { written, isRefused = false } = runRequest(request, {
      from,
      to,
      history,
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(fault ? { fault } : {}),
    })
    return { to, isRefused, body: bare(written) }
  }
  const right = run()
  const outcomes = new Map<string, Outcome>([[JSON.stringify(right), { ...right, faults: [] }]])
  for (const fault of FAULTS) {
    const isOnRoute = (fault.from?.includes(from) ?? true) && (fault.to?.includes(to) ?? true)
    if (fault.half !== 'request' || !isOnRoute) continue
    const made = run(fault)
    const key = JSON.stringify(made)
    const before = outcomes.get(key)
    if (key !== JSON.stringify(right))
      outcomes.set(key, { ...made, faults: [...(before?.faults ?? []), fault] })
  }
  return [...outcomes.values()]
}

function transcriptOf(
  { from, request, earlier = [], startedAt }: RequestCapture,
  outcome: Outcome,
): Transcript {
  const body = JSON.stringify(outcome.body)
  const client: Exchange = {
    id: 'x8',
    side: 'client',
    dialect: from,
    ...(startedAt === undefined ? {} : { startedAt }),
    request: { body: JSON.stringify(request) },
    ...(outcome.isRefused ? { reply: { status: 500, body } } : {}),
  }
  const upstream: Exchange = { id: 'x9', side: 'upstream', dialect: outcome.to, request: { body } }
  return { version: 1, exchanges: [...earlier, client, ...(outcome.isRefused ? [] : [upstream])] }
}

/** All that is said of the two sides of the last exchange. */
function saidOf(transcript: Transcript): string {
  const { hops, unpaired } = compareSides(transcript)
  return [
    ...hops.map((hop) => sayHop(hop, 0)),
    ...unpaired.flatMap(({ exchange, sentence }) => (exchange === 'x8' ? [sentence] : [])),
  ].join(' ')
}

describe.each(REQUEST_CAPTURES)('$from: $name', (capture) => {
  const outcomes = DIALECT_IDS.filter((to) => to !== capture.from).flatMap((to) => outcomesOf(capture, to))

  it('is traced to the faults that give it, in another spelling too', () => {
    for (const outcome of outcomes) {
      const names = namesOf(outcome.faults)
      const message = `${outcome.to}\n${JSON.stringify(outcome.body)}`
      expect(namedIn(transcriptOf(capture, outcome)), message).toEqual(names)
      if (outcome.isRefused) continue
      const spelled = { ...outcome, body: respelledRequest(outcome.body) }
      expect(namedIn(transcriptOf(capture, spelled)), JSON.stringify(spelled.body)).toEqual(names)
    }
  })

  it('is told in one sentence with stage and place', () => {
    for (const outcome of outcomes) {
      const [fault] = outcome.faults
      const said = saidOf(transcriptOf(capture, outcome))
      if (!fault) expect(said).toBe('The request came through: what x8 said, x9 was sent.')
      else if (outcome.isRefused)
        expect(said).toMatch(
          new RegExp(`^The gateway’s stage ${fault.stage} refused the request itself, as ${fault.id} does`),
        )
      else
        expect(said).toMatch(
          new RegExp(
            `^The gateway’s stage ${fault.stage} .+ \\((?:said|given) in x\\d (?:/|frame ).+, as ${fault.id} does`,
          ),
        )
    }
  })
})
