import { check } from '../../inspect/check.ts'
import type { Rule } from '../../inspect/rule.ts'
import { CAVEATS, RULES } from '../../inspect/rules/catalogue.ts'
import type { Sample, Samples } from '../../inspect/rules/samples/sample.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import type { Problem } from '../answers/problem.ts'
import type { RulePage, RuleText } from '../answers/rules.ts'

/** Only who reads a rule's page needs its captures. */
const loadSamples = async (): Promise<Samples> =>
  (await import('../../inspect/rules/samples/catalogue.ts')).SAMPLES

const NONE: Problem = { problem: 'There is no rule of that name.' }

export const rulesOf = (): readonly RuleText[] =>
  RULES.toSorted((left, right) => (left.number ?? 0) - (right.number ?? 0)).map(textOf)

/** Functions and patterns do not cross to the screen. */
const textOf = ({ find: _, texts: __, suspects: ___, isAboutReply: ____, ...text }: Rule): RuleText => text

export async function rulePage(id: string): Promise<RulePage | Problem> {
  const rule = [...RULES, ...CAVEATS].find((one) => one.id === id)
  if (!rule) return NONE
  const samples = await loadSamples()
  const examples = (samples[id] ?? []).map((sample) => {
    const said = sample.at === undefined ? undefined : messageOf(id, sample)
    return { what: sample.what, isFound: sample.at !== undefined, ...(said === undefined ? {} : { said }) }
  })
  return { rule: textOf(rule), examples }
}

/** What the rule says of one of its captures. */
const messageOf = (id: string, sample: Sample): string | undefined =>
  check(transcriptOf(id, sample)).find(({ rule }) => rule === id)?.message

/** One of a rule's own captures as a transcript. */
export async function exampleOf(id: string, index: number): Promise<Transcript | undefined> {
  const sample = (await loadSamples())[id]?.[index]
  return sample && transcriptOf(id, sample)
}

const transcriptOf = (id: string, { what, exchanges }: Sample): Transcript => ({
  version: 1,
  title: `${id}: ${what}`,
  exchanges: exchanges.map((exchange, at) => ({ ...exchange, id: `x${at + 1}` })),
})
