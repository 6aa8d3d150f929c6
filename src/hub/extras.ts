import type { DialectId } from './dialect.ts'
import type { Leaf, Written, WrittenObject } from './leaf.ts'
import { define } from './leaf.ts'

/** Fields that a reader did not understand, raw: written back in their own dialect, lost in any other (law 2). */
export interface Extras {
  readonly dialect: DialectId
  readonly entries: readonly (readonly [key: string, value: Leaf])[]
}

/** The fields to write back where the target speaks the dialect they came from; none elsewhere. */
export function restore(extras: Extras | undefined, dialect: DialectId): WrittenObject {
  const object: Record<string, Written> = {}
  if (extras?.dialect === dialect) for (const [key, value] of extras.entries) define(object, key, value)
  return object
}
