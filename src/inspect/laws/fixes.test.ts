import { describe, expect, it } from 'vitest'
import { withBodies } from '../../transcript/edited.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { applyEdits } from '../../wire/text-edit.ts'
import { check } from '../check.ts'
import type { Finding, Place } from '../finding.ts'
import { FIXERS } from '../fixes/catalogue.ts'
import type { Fix } from '../fixes/find-fix.ts'
import { findFix } from '../fixes/find-fix.ts'
import { SAMPLES } from '../rules/samples/catalogue.ts'
import type { Sample } from '../rules/samples/sample.ts'

/** The law: what is offered as a fix leaves the rule nothing to say at that place, and no other rule an error. */

const transcriptOf = ({ exchanges }: Sample): Transcript => ({
  version: 1,
  exchanges: exchanges.map((one, i) => ({ ...one, id: `x${i + 1}` })),
})

const placeWords = ({ exchange, half, frame, pointer }: Place): string =>
  [exchange, half, frame, pointer].join(' ')

/** An error that answers the request as it was is none of the new one’s. */
function mended({ exchanges, ...rest }: Transcript, { exchange, half, edits }: Fix): Transcript {
  const body = applyEdits(exchanges.find(({ id }) => id === exchange)?.[half]?.body ?? '', edits)
  const transcript = withBodies({ ...rest, exchanges }, [{ exchange, half, body }])
  if (half === 'reply') return transcript
  return {
    ...transcript,
    exchanges: transcript.exchanges.map(({ reply, ...asked }) =>
      asked.id === exchange && (reply?.status ?? 0) >= 400
        ? asked
        : { ...asked, ...(reply ? { reply } : {}) },
    ),
  }
}

const errorsOf = (findings: readonly Finding[]): string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)

const failing = Object.entries(SAMPLES).map(
  ([rule, samples]) => [rule, samples.filter(({ at }) => at !== undefined)] as const,
)

const fixed = new Map<string, number>()

describe.each(failing)('%s', (rule, samples) => {
  it.each(samples.map((sample) => [sample.what, sample] as const))('%s', (_, sample) => {
    const transcript = transcriptOf(sample)
    const findings = check(transcript)
    const finding = findings.find((one) => one.rule === rule)
    const fix = finding && findFix(transcript, finding)
    if (!finding || !fix) return
    fixed.set(rule, (fixed.get(rule) ?? 0) + 1)
    const after = check(mended(transcript, fix))
    const place = placeWords(finding.places[0] as Place)
    const again = after.filter(
      (one) => one.rule === rule && one.places[0] && placeWords(one.places[0]) === place,
    )
    expect(again.map(({ message }) => message)).toEqual([])
    const before = errorsOf(findings)
    expect(errorsOf(after).filter((one) => !before.includes(one))).toEqual([])
  })
})

it('mends a sample of each rule that has a fix', () => {
  expect(Object.keys(FIXERS).filter((rule) => !fixed.has(rule))).toEqual([])
})

it('mends more than fifty rules, with what the other side of a gateway says', () => {
  expect(fixed.size).toBeGreaterThan(50)
})
