import type { DialectEvent } from '../dialects/dialect.ts'
import type { DialectId } from '../hub/dialect.ts'
import type { WrittenObject } from '../hub/leaf.ts'
import type { ReplyStep, RequestStep } from './step.ts'

/** A known defect of a real gateway: the replacement of a step, or the wrapping of a stage. Otherwise the same code path. */
export interface Fault {
  /** `litellm-25836:V1`: the issue, and the rung of its ladder. */
  readonly id: string
  /** What the gateway did, in one sentence. */
  readonly title: string
  readonly issue: string
  /** What mends it, and since when, as far as known. */
  readonly mended: string
  /** The step or stage of the gateway that has the defect, by the name that ours has. */
  readonly stage: string
  /** On which half of an exchange it shows. */
  readonly half: 'request' | 'reply'
  /** The routes on which the gateway took this path; absent: all. */
  readonly from?: readonly DialectId[]
  readonly to?: readonly DialectId[]
  readonly requestSteps?: (right: readonly RequestStep[]) => readonly RequestStep[]
  readonly replySteps?: (right: readonly ReplyStep[]) => readonly ReplyStep[]
  /** Changes what was written: for defects of the last stage. */
  readonly wrapRequest?: (body: WrittenObject) => WrittenObject
  readonly wrapEvent?: (event: DialectEvent) => DialectEvent
}

/** The right steps with one replaced by the fault's. Where the route has no such step, the fault's is put at the end. */
export function replace<S extends { readonly name: string }>(
  right: readonly S[],
  name: string,
  faulty: S,
): readonly S[] {
  return right.some((step) => step.name === name)
    ? right.map((step) => (step.name === name ? faulty : step))
    : [...right, faulty]
}
