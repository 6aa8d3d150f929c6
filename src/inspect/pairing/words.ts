import type { Leaf } from '../../hub/leaf.ts'
import type { CallSeen, ResultSeen, Trouble } from './request-pairs.ts'

const nameOfCall = ({ part: { name, id } }: CallSeen): string =>
  id?.value ? `${name.value} (${id.value})` : name.value

const nameOfResult = ({ part: { name, callId } }: ResultSeen): string =>
  callId?.value || name?.value || 'without an id'

/** What does not fit, as one sentence. */
export function sayTrouble(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'orphan':
      return trouble.itemOf
        ? `The result ${nameOfResult(trouble.result)} names the item of the call ${nameOfCall(trouble.itemOf)}, not its call id.`
        : `The result ${nameOfResult(trouble.result)} answers no call of this request.`
    case 'unanswered':
      return `Turns follow the call ${nameOfCall(trouble.call)}, and no result is among them.`
    case 'repeated-call':
      return `The call ${nameOfCall(trouble.call)} has the id of an earlier one.`
    case 'repeated-result':
      return `The result ${nameOfResult(trouble.result)} stands here a second time.`
    case 'early':
      return `The result ${nameOfResult(trouble.result)} stands before its call.`
    case 'late':
      return `Another message stands between the call ${nameOfCall(trouble.call)} and its result.`
    case 'not-first':
      return `Something else comes before the result ${nameOfResult(trouble.result)} in its message.`
  }
}

/** The leaf to look at. */
export const leafOfTrouble = (trouble: Trouble): Leaf<unknown> | undefined =>
  'result' in trouble
    ? (trouble.result.part.callId ?? trouble.result.part.name)
    : (trouble.call.part.id ?? trouble.call.part.name)
