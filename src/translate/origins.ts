import type { Leaf, Origin, Written, WrittenObject } from '../hub/leaf.ts'
import { isLeaf } from '../hub/leaf.ts'
import { textOfLeaf } from '../hub/text.ts'
import type { Json } from '../wire/json.ts'
import { atPointer } from '../wire/json.ts'
import type { Numbers } from '../wire/json-numbers.ts'
import { jsonText } from '../wire/json-numbers.ts'
import type { Place } from './books.ts'

export const originOf = (place: Place): Origin => (typeof place === 'string' ? { pointer: place } : place)

/** All leaves at and below a place of a written tree. A place inside a leaf's own value is that leaf. */
export function leavesAt(tree: Written, pointer: string): Leaf[] {
  let here: Written = tree
  for (const step of pointer === '' ? [] : pointer.slice(1).split('/')) {
    if (isLeaf(here) || typeof here !== 'object' || here === null) break
    here = (here as WrittenObject)[step.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return allLeaves(here)
}

/** All leaves of a node of the hub, or of a written tree. */
export function allLeaves(node: unknown): Leaf[] {
  if (typeof node !== 'object' || node === null) return []
  return isLeaf(node) ? [node] : Object.values(node).flatMap(allLeaves)
}

const SHOWN = 120

/** A value as one short line. */
export const shortValue = (value: Json | undefined, longest = SHOWN): string =>
  value === undefined ? '' : shorten(typeof value === 'string' ? value : JSON.stringify(value), longest)

/** What stands at a place of a body, as one short line. */
export function shortValueAt({ json, numbers }: Body, pointer: string): string {
  const value = json === undefined ? undefined : atPointer(json, pointer)
  return typeof value === 'object' || typeof value === 'number'
    ? shorten(jsonText(value, numbers, pointer))
    : shortValue(value)
}

/** A body, or a frame, as it was read. */
export interface Body {
  readonly json: Json | undefined
  /** How its numbers are spelled, where JavaScript would spell them otherwise. */
  readonly numbers?: Numbers | undefined
}

export const shortLeaf = (leaf: Leaf): string =>
  leaf.numbers ? shorten(textOfLeaf(leaf)) : shortValue(leaf.value)

const shorten = (text: string, longest = SHOWN): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text
