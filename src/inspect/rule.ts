import type { DialectId } from '../hub/dialect.ts'
import type { Scene } from './evidence.ts'
import type { Finding, Severity } from './finding.ts'

/** What a rule found: all that is not the same for each of its findings. */
export type Hit = Pick<Finding, 'message' | 'places'> & {
  readonly severity?: Severity
  readonly consequence?: string
}

/** What must be at hand for a rule to speak: one capture, both sides of a gateway, or the turn before as well. */
export type Evidence = 'one-side' | 'two-sides' | 'two-turns'

/** One thing that goes wrong, and how to see it. bugs.md §3 has the evidence behind each. */
export interface Rule {
  readonly id: string
  /** Its place in the table of bugs.md §3, from 1. What is said of the capture itself, not of what it shows, has none. */
  readonly number?: number
  readonly title: string
  readonly severity: Severity
  /** Any one of these is enough. */
  readonly evidence: readonly Evidence[]
  /** The dialects of the exchanges that it looks at; all where absent. */
  readonly dialects?: readonly DialectId[]
  /** Words of providers and gateways that name this very fault. bugs.md §3.2 */
  readonly texts?: readonly RegExp[]
  /** The words are a client's, about the reply: no place of the request can be meant. */
  readonly isAboutReply?: true
  /** Pointers to where in the request the fault can stand, for words that name no place and a capture that does not show more. */
  suspects?(scene: Scene): readonly string[]
  readonly consequence: string
  /** What the clients do that are known to meet it, by name. */
  readonly clients?: Readonly<Record<string, string>>
  readonly fix: string
  readonly references: readonly string[]
  find(scene: Scene): readonly Hit[]
}
