import type { Extras } from '../../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../../hub/leaf.ts'
import { define, isLeaf, leafBelow } from '../../../hub/leaf.ts'
import type { Json } from '../../../wire/json.ts'
import { isObject } from '../../../wire/json.ts'
import { spread } from '../words.ts'
import { ABSENT } from './left-over.ts'

type Tree = Record<string, Written>

/** Sets each left-over at its place in the tree, and takes out what does not stand there. */
export function lay(tree: WrittenObject, extras: Extras['entries']): WrittenObject {
  const laid: Tree = {}
  // What stands at the top comes first, as on the wire: the type above all.
  for (const [pointer, value] of extras)
    if (isTop(pointer)) define<Written>(laid, stepsOf(pointer)[0] ?? '', value)
  for (const [key, value] of Object.entries(tree)) if (!Object.hasOwn(laid, key)) define(laid, key, value)
  for (const [pointer, value] of extras)
    if (pointer === ABSENT) takeOut(laid, value.value)
    else if (!isTop(pointer)) put(laid, stepsOf(pointer), value)
  return laid
}

const isTop = (pointer: string): boolean => pointer.lastIndexOf('/') === 0

const stepsOf = (pointer: string): string[] =>
  pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Lists are shortened from their end. */
function takeOut(tree: Tree, places: unknown): void {
  if (!Array.isArray(places)) return
  for (const place of places.toReversed()) put(tree, stepsOf(String(place)), undefined)
}

/** What is on the way is opened anew: the tree shares its branches with what was told. */
function put(
  into: Tree | Written[],
  [key = '', ...deeper]: readonly string[],
  value: Leaf | undefined,
): void {
  const index = Number(key)
  if (deeper.length > 0) {
    const child = opened(Array.isArray(into) ? into[index] : into[key])
    put(child, deeper, value)
    if (Array.isArray(into)) into[index] = child
    else define<Written>(into, key, child)
  } else if (Array.isArray(into)) {
    if (value) into[index] = value
    else into.length = Math.min(into.length, index)
  } else if (value) define<Written>(into, key, value)
  else delete into[key]
}

function opened(value: Written): Tree | Written[] {
  if (Array.isArray(value)) return [...value]
  if (!isLeaf(value)) return isObject(value) ? { ...(value as WrittenObject) } : {}
  const { value: inner } = value as Leaf
  if (!Array.isArray(inner)) return spread(value as Leaf)
  return inner.map((entry: Json, at) => leafBelow(value as Leaf, at, entry))
}
