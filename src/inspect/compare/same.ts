import { deepEqual } from '../../wire/json.ts'
import { isLossy } from '../../wire/json-doubts.ts'
import type { Unit } from './units.ts'

/** Whether two say the same thing. */
export const isSame = (left: Unit, right: Unit): boolean =>
  left.kind === right.kind &&
  left.name === right.name &&
  left.role === right.role &&
  deepEqual(left.value, right.value) &&
  hasDigitsOf(left, right) &&
  hasDigitsOf(right, left)

/** Two numbers that a double does not tell apart are told by their digits: an id of 64 bits, rounded, names somebody else. */
const hasDigitsOf = ({ numbers = {} }: Unit, { numbers: others = {} }: Unit): boolean =>
  Object.entries(numbers).every(([pointer, raw]) => !isLossy(raw) || others[pointer] === raw)
