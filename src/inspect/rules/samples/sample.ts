import type { Captured } from './bodies/capture.ts'

/** A small capture of our own making, and what a rule says of it. */
export interface Sample {
  readonly what: string
  readonly exchanges: readonly Captured[]
  /** The first place of the first finding, as people read it: `x1 reply frame 2 /choices/0`. Absent where it is clean. */
  readonly at?: string
  /** Where it is another than the rule's. */
  readonly severity?: 'error' | 'warning' | 'info'
}

/** By the id of the rule: what it must find, and what it must leave in peace. */
export type Samples = Readonly<Record<string, readonly Sample[]>>

export const fails = (what: string, at: string, ...exchanges: readonly Captured[]): Sample => ({
  what,
  at,
  exchanges,
})
/** Found, with another severity than the rule's own. */
export const asWarning = (sample: Sample): Sample => ({ ...sample, severity: 'warning' })
export const asNote = (sample: Sample): Sample => ({ ...sample, severity: 'info' })
export const asError = (sample: Sample): Sample => ({ ...sample, severity: 'error' })

export const passes = (what: string, ...exchanges: readonly Captured[]): Sample => ({ what, exchanges })
