import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { isObject, pointerStep } from '../../wire/json.ts'
import { ERROR_AS_TEXT } from './errors.ts'
import { ID } from './words.ts'

/** What no event of a frame says, each with its JSON pointer into the frame: types and indexes, empty texts, unknown fields. */
export type Kept = (readonly [pointer: string, value: Leaf])[]

type FrameEnd = Extract<ReplyEvent, { kind: 'frame' }>

/** Keeps what nobody took of an object below the frame. */
export function keepRest(kept: Kept | undefined, pointer: string, place: Cursor): void {
  if (!kept) return
  keepEmpty(kept, pointer, place)
  for (const [key, value] of place.rest(ID)?.entries ?? []) kept.push([pointer + pointerStep(key), value])
}

/** Nothing can be said by an object without fields, and yet it stands there. */
export function keepEmpty(kept: Kept | undefined, pointer: string, place: Cursor): void {
  const isEmpty = isObject(place.value) && Object.keys(place.value).length === 0
  if (isEmpty && pointer !== '') kept?.push([pointer, place.leaf()])
}

/** The end of a frame that was read as these events. Frames that go by raw, and errors, have said all there is. */
export function endOfFrame(
  frame: Cursor,
  kept: Kept,
  events: readonly ReplyEvent[],
  name: string | undefined,
): FrameEnd {
  if (!events.some(saysAll)) keepRest(kept, '', frame)
  const extras: Extras | undefined = kept.length > 0 ? { dialect: ID, entries: kept } : undefined
  return { kind: 'frame', dialect: ID, ...present({ name, extras }) }
}

const saysAll = (event: ReplyEvent): boolean =>
  event.kind === 'opaque' || (event.kind === 'error' && event.failure.message.by !== ERROR_AS_TEXT)
