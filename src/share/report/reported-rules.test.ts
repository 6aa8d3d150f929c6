import { describe, expect, it } from 'vitest'
import { check } from '../../inspect/check.ts'
import { SAMPLES } from '../../inspect/rules/samples/catalogue.ts'
import type { Sample } from '../../inspect/rules/samples/sample.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { reportCase } from './case.ts'
import { GITHUB_LIMIT } from './markdown.ts'
import { sameIn } from './same-finding.ts'
import { issueOf } from './write.ts'

/** The law: whatever a rule finds can be reported, and what is left of its capture still shows it. */

const failing = Object.entries(SAMPLES).flatMap(([rule, samples]) =>
  samples.filter(({ at }) => at !== undefined).map((sample) => [rule, sample.what, sample] as const),
)

const transcriptOf = ({ exchanges }: Sample): Transcript => ({
  version: 1,
  exchanges: exchanges.map((one, i) => ({ ...one, id: `x${i + 1}` })),
})

describe('a report', () => {
  it.each(failing)('of %s: %s', (rule, _, sample) => {
    const transcript = transcriptOf(sample)
    const finding = check(transcript).find((one) => one.rule === rule)
    const made = finding && reportCase(transcript, finding, { judgements: 60, characters: 2_000_000 })
    if (!made || 'problem' in made) throw new Error(made?.problem ?? 'The rule does not find it.')
    const { smallest, isMaskedAway } = made
    expect(isMaskedAway).toBe(false)
    expect(sameIn(check(smallest.transcript), smallest.finding)).toBeDefined()
    expect(smallest.characters.left).toBeLessThanOrEqual(smallest.characters.of)
    const issue = issueOf(made)
    expect(issue).toContain(`\`${rule}\``)
    expect(issue.length).toBeLessThanOrEqual(GITHUB_LIMIT)
  })
})
