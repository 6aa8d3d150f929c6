import { deepEqual } from '../../wire/json.ts'
import type { Unit } from './units.ts'

/** Whether two say the same thing. */
export const isSame = (left: Unit, right: Unit): boolean =>
  left.kind === right.kind &&
  left.name === right.name &&
  left.role === right.role &&
  deepEqual(left.value, right.value)
