import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { define, isLeaf } from '../../hub/leaf.ts'
import { stepsOf } from './words.ts'

type Fields = Record<string, Written>
export type Entry = readonly [pointer: string, value: Leaf]

/** All that one chunk says by its events, candidate by candidate; and by its extras, place by place. */
export interface ChunkPieces {
  readonly fields: WrittenObject | undefined
  readonly parts: readonly (readonly [choice: number, part: Written])[]
  readonly finishes: readonly (readonly [choice: number, word: Leaf<string>])[]
  readonly extras: readonly Entry[]
}

/** A part that stands among the extras whole. */
const PART = /^\/candidates\/\d+\/content\/parts\/\d+$/

/** The chunk: extras stand where they stood, and the parts that events tell of take, in their order, the places left free. */
export function buildChunk({ fields, parts, finishes, extras }: ChunkPieces): WrittenObject {
  const root: Fields = { ...fields }
  const isWhole = extras.map(([pointer]) => PART.test(pointer))
  for (const [i, [pointer, leaf]] of extras.entries()) if (isWhole[i]) put(root, stepsOf(pointer), leaf)
  for (const [choice, part] of parts) addPart(root, placeOf(choice, extras), part)
  for (const [choice, word] of finishes)
    put(root, ['candidates', `${placeOf(choice, extras)}`, 'finishReason'], word)
  for (const [i, [pointer, leaf]] of extras.entries()) if (!isWhole[i]) put(root, stepsOf(pointer), leaf)
  return root
}

const FINISH = '/finishReason'

/** The candidates whose finish word stands among the extras. */
export function finishedAmong(extras: readonly Entry[]): number[] {
  const found: number[] = []
  for (const [pointer] of extras) {
    const [, list, place, field, ...below] = pointer.endsWith(FINISH) ? pointer.split('/') : []
    if (list === 'candidates' && place !== undefined && field === 'finishReason' && below.length === 0)
      found.push(indexAt(place, extras) ?? 0)
  }
  return found
}

const indexAt = (place: string, extras: readonly Entry[]): number | undefined => {
  const value = extras.find(([pointer]) => pointer === `/candidates/${place}/index`)?.[1].value
  return typeof value === 'number' ? value : undefined
}

/** Where a candidate stands: where its number is said, or, where it is said nowhere, in the first place without one. */
function placeOf(choice: number, extras: readonly Entry[]): number {
  for (let place = 0; ; place++) {
    const index = indexAt(`${place}`, extras)
    if (index === choice || index === undefined) return place
  }
}

function addPart(root: Fields, place: number, part: Written): void {
  const parts = holderAt(root, ['candidates', `${place}`, 'content', 'parts'])
  for (let at = 0; parts; at++) {
    if (parts[at] !== undefined) continue
    parts[at] = part
    return
  }
}

function put(root: Fields, steps: readonly string[], leaf: Leaf): void {
  const holder = holderAt(root, steps.slice(0, -1))
  if (holder) define<Written>(holder, steps.at(-1) as string, leaf)
}

/** Only these two hold lists; all else on the way to a leaf is an object. */
const LISTS = new Set(['candidates', 'parts'])

/** The object or list at the end of the steps, made where it is missing; none where a leaf is in the way. */
function holderAt(root: Fields, steps: readonly string[]): Fields | undefined {
  let here = root
  for (const step of steps) {
    const next = Object.hasOwn(here, step) ? here[step] : undefined
    if (next === undefined) {
      const made: Written = LISTS.has(step) ? [] : {}
      define<Written>(here, step, made)
      here = made as Fields
    } else if (typeof next !== 'object' || next === null || isLeaf(next)) return undefined
    else here = next as Fields
  }
  return here
}
