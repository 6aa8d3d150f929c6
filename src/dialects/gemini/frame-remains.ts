import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { pointerStep } from '../../wire/json.ts'
import { DIALECT } from './words.ts'

type Entry = readonly [pointer: string, value: Leaf]

/**
 * What no event of a chunk says in a form that can be written back there, while its frames are to be kept: the fields that
 * every chunk repeats, an empty part, a finish that is not said yet, and all that is not understood.
 */
export interface Remains {
  /** By JSON pointer from the root of the chunk. A part that stands here whole takes its place; the others are made of events. */
  entries: Entry[]
  /** Candidates whose finish word has stood in a chunk: of each, at most the first is told by its event. */
  readonly finished: Record<number, true>
}

export const noRemains = (): Remains => ({ entries: [], finished: {} })

export function keep(remains: Remains, pointer: string, leaf: Leaf | undefined): void {
  if (leaf) remains.entries.push([pointer, leaf])
}

/** The fields of an object that nobody took. */
export function keepRest(remains: Remains, pointer: string, rest: Extras | undefined): void {
  for (const [key, leaf] of rest?.entries ?? []) remains.entries.push([pointer + pointerStep(key), leaf])
}

/** Ends the events of a chunk. */
export function frameEvent(remains: Remains, name: string | undefined): ReplyEvent {
  const { entries } = remains
  remains.entries = []
  return {
    kind: 'frame',
    dialect: DIALECT,
    ...(name === undefined ? {} : { name }),
    ...(entries.length > 0 ? { extras: { dialect: DIALECT, entries } } : {}),
  }
}
