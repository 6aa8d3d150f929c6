import type { Report } from '../imports/report.ts'

/** Why what was given could not be opened, with what was given, for a person to mend and try again. */
export interface Refusal {
  readonly sentence: string
  readonly reasons: readonly string[]
  readonly notes: Report['notes']
  readonly head: string
  /** How much stands behind the head, not shown: characters of a text, bytes of a file. */
  readonly rest: number
  /** What stands behind the head of a pasted text; none of a file. */
  readonly tail?: string
}

const NO_NOTES: Report['notes'] = []

export const refuse = (sentence: string, head = '', reasons: readonly string[] = []): Refusal => ({
  sentence,
  reasons,
  notes: NO_NOTES,
  head,
  rest: 0,
})
