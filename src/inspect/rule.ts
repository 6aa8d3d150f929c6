import type { Scene } from './evidence.ts'
import type { Finding, Severity } from './finding.ts'

/** What a rule found: all that is not the same for each of its findings. */
export type Hit = Pick<Finding, 'message' | 'places'> & {
  readonly severity?: Severity
  readonly consequence?: string
}

/** One thing that goes wrong, and how to see it. bugs.md §3 has the evidence behind each. */
export interface Rule {
  readonly id: string
  readonly title: string
  readonly severity: Severity
  readonly consequence: string
  readonly fix: string
  readonly references: readonly string[]
  find(scene: Scene): readonly Hit[]
}
