import { describe, expect, it } from 'vitest'
import type { Transcript } from '../../transcript/transcript.ts'
import { gatherScenes } from '../evidence.ts'
import type { Place } from '../finding.ts'
import { judge } from '../judge.ts'
import type { Rule } from '../rule.ts'
import { CAVEATS, RULES } from './catalogue.ts'
import { SAMPLES } from './samples/catalogue.ts'
import type { Sample } from './samples/sample.ts'

/** What one rule finds in a sample, with the severity that it has there. */
function findIn({ exchanges }: Sample, rule: Rule) {
  const transcript: Transcript = {
    version: 1,
    exchanges: exchanges.map((one, i) => ({ ...one, id: `x${i + 1}` })),
  }
  return gatherScenes(transcript)
    .filter(({ dialect }) => !rule.dialects || (dialect && rule.dialects.includes(dialect)))
    .flatMap((scene) => judge([rule], scene))
    .map(({ hit }) => ({ severity: rule.severity, ...hit }))
}

const words = ({ exchange, side, half, frame, pointer }: Place): string =>
  [exchange, side, half, frame === undefined ? undefined : `frame ${frame}`, pointer]
    .filter(Boolean)
    .join(' ')

const ALL = [...RULES, ...CAVEATS]

describe.each(ALL.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const samples = SAMPLES[id] ?? []
  it.each(samples.map((sample) => [sample.what, sample] as const))('%s', (_, sample) => {
    const hits = findIn(sample, rule)
    const seen = hits.map(({ places: [place], message, severity }) => ({
      at: place && words(place),
      severity,
      message,
    }))
    if (sample.at === undefined) expect(seen).toEqual([])
    else expect(seen[0]).toMatchObject({ at: sample.at, severity: sample.severity ?? rule.severity })
  })

  it('has a sample that fails and one that passes, and says all that a person needs', () => {
    expect(samples.some(({ at }) => at !== undefined)).toBe(true)
    expect(samples.some(({ at }) => at === undefined)).toBe(true)
    for (const sentence of [rule.consequence, rule.fix, ...Object.values(rule.clients ?? {})])
      expect(sentence).toMatch(/^\S.*[.”?]$/su)
    expect(rule.evidence).not.toEqual([])
  })
})

it('holds all 64 rules of the table, each once; and has samples of no other', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
  const numbers = RULES.map(({ number = 0 }) => number).sort((left, right) => left - right)
  expect(numbers).toEqual(Array.from({ length: 64 }, (_, i) => i + 1))
  expect(Object.keys(SAMPLES).filter((id) => !ALL.some((rule) => rule.id === id))).toEqual([])
})
