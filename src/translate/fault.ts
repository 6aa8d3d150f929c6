import type { DialectEvent } from '../dialects/dialect.ts'
import type { DialectId } from '../hub/dialect.ts'
import type { WrittenObject } from '../hub/leaf.ts'
import type { ReplyStep, RequestStep } from './step.ts'

/** What is other than right: the replacement of a step, or the wrapping of a stage. Otherwise the same code path. */
export interface FaultForm {
  readonly requestSteps?: (right: readonly RequestStep[]) => readonly RequestStep[]
  readonly replySteps?: (right: readonly ReplyStep[]) => readonly ReplyStep[]
  /** Changes what was written: for defects of the last stage. */
  readonly wrapRequest?: (body: WrittenObject) => WrittenObject
  readonly wrapEvent?: (event: DialectEvent) => DialectEvent
}

/** A known defect of a real gateway. */
export interface Fault extends FaultForm {
  /** `litellm-25836:V1`: the issue, and the rung of its ladder. */
  readonly id: string
  /** Under what else it is asked for: the rung of a fault whose id is the issue alone. */
  readonly aliases?: readonly string[]
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
  /** The rule that speaks of what it does to the client. */
  readonly rule: string
  /** A capture that shows it and no narrower rung of its ladder, as the object of a sentence. */
  readonly shownBy: string
  /** The same defect as other versions of the gateway have it. */
  readonly otherForms?: readonly FaultForm[]
  /** An id that no reply has but by this fault. */
  readonly constantId?: string
  /** Some versions tell the client of their failure in the stream, others just stop. */
  readonly mayEndInError?: boolean
  /** It takes several streams at once: none of them alone shows it. */
  readonly isAcrossStreams?: boolean
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
