import type { Written } from '../../hub/leaf.ts'
import { define, isLeaf } from '../../hub/leaf.ts'

/** An object of a written tree while it is being made. */
export type Fields = Record<string, Written>

const isFields = (tree: Written): tree is Fields =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !isLeaf(tree)

/** The object at a place of a list, made where none is. */
export function fieldsAt(list: Written[], at: number): Fields {
  while (list.length <= at) list.push({})
  const found = list[at]
  if (isFields(found)) return found
  const fields: Fields = {}
  list[at] = fields
  return fields
}

/** The object below a key, made where none is. */
export function fieldsOf(object: Fields, key: string): Fields {
  const found = object[key]
  if (isFields(found)) return found
  const fields: Fields = {}
  object[key] = fields
  return fields
}

/** The list below a key, made where none is. */
export function listOf(object: Fields, key: string): Written[] {
  const found = object[key]
  if (Array.isArray(found)) return found as Written[]
  const list: Written[] = []
  object[key] = list
  return list
}

/** Puts a value at a JSON pointer. A list must stand there already; anything else is made on the way. */
export function lay(root: Fields, pointer: string, value: Written): void {
  // Most values stand at the top.
  if (pointer.lastIndexOf('/') === 0) {
    define(root, unescaped(pointer.slice(1)), value)
    return
  }
  const steps = pointer.slice(1).split('/').map(unescaped)
  let here: Fields | Written[] = root
  for (const step of steps.slice(0, -1)) {
    const next: Written = Array.isArray(here) ? here[Number(step)] : here[step]
    if (Array.isArray(next)) here = next as Written[]
    else if (Array.isArray(here)) here = fieldsAt(here, Number(step))
    else here = fieldsOf(here, step)
  }
  const last = steps.at(-1) ?? ''
  if (!Array.isArray(here)) define(here, last, value)
  else {
    while (here.length < Number(last)) here.push({})
    here[Number(last)] = value
  }
}

const unescaped = (step: string): string =>
  step.includes('~') ? step.replaceAll('~1', '/').replaceAll('~0', '~') : step
