import type { Rule } from '../inspect/rule.ts'
import { CAVEATS, RULES } from '../inspect/rules/catalogue.ts'
import type { Samples } from '../inspect/rules/samples/sample.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { Problem, RulePage, RuleText } from './protocol.ts'

/** Only who reads a rule's page needs its captures. */
const loadSamples = async (): Promise<Samples> =>
  (await import('../inspect/rules/samples/catalogue.ts')).SAMPLES

const NONE: Problem = { problem: 'There is no rule of that name.' }

export const rulesOf = (): readonly RuleText[] =>
  RULES.toSorted((left, right) => (left.number ?? 0) - (right.number ?? 0)).map(textOf)

/** Functions and patterns do not cross to the screen. */
const textOf = ({ find: _, texts: __, ...text }: Rule): RuleText => text

export async function rulePage(id: string): Promise<RulePage | Problem> {
  const rule = [...RULES, ...CAVEATS].find((one) => one.id === id)
  if (!rule) return NONE
  const samples = await loadSamples()
  const examples = (samples[id] ?? []).map(({ what, at }) => ({ what, isFound: at !== undefined }))
  return { rule: textOf(rule), examples }
}

/** One of a rule's own captures as a transcript. */
export async function exampleOf(id: string, index: number): Promise<Transcript | undefined> {
  const sample = (await loadSamples())[id]?.[index]
  return (
    sample && {
      version: 1,
      title: `${id}: ${sample.what}`,
      exchanges: sample.exchanges.map((exchange, at) => ({ ...exchange, id: `x${at + 1}` })),
    }
  )
}
