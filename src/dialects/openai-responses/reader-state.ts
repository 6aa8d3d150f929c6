import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import type { FrameWish } from '../dialect.ts'
import type { Told } from './frames/told.ts'
import { startTold } from './frames/told.ts'

/** Where we stand in one item of the output. */
export interface Slot {
  kind: 'message' | 'reasoning' | 'call' | 'opaque'
  /** The item's `type` and, for messages, `role`: what the tags of its parts stand for too. */
  wrap: Leaf<unknown>[]
  id?: Leaf<string>
  /** The hub part that is open, if any. */
  part?: number
  /** UTF-16 units given out of the open part: what `done` events say beyond them is still to be given. */
  length: number
  /** Parts opened in this item so far: the `content_index` of the open one is one less. */
  count: number
  /** How many citations and tokens were given of the open part. */
  cited: number
  tokens: number
  /** What the open part leaves over, known once `content_part.done` came. */
  held?: Extras
  /** Which list of a reasoning item its part shows. The other one stays raw. */
  body?: 'summary' | 'content'
  /** Of a tool that OpenAI ran: what its events said of the input before the item was whole. */
  said?: Leaf<string>[]
  isDone: boolean
}

export interface ReaderState {
  isStarted: boolean
  hasFailed: boolean
  /** The next hub part. */
  parts: number
  /** By `output_index`, the only key that proxies keep stable. openai.md §§5.1, 7 (Q14). */
  slots: Record<number, Slot>
  /** What was told of the reply so far, where each frame is to come home. */
  told?: Told
}

export const startReader = ({ keepsFrames }: FrameWish = {}): ReaderState => ({
  isStarted: false,
  hasFailed: false,
  parts: 0,
  slots: {},
  ...(keepsFrames && { told: startTold() }),
})

export const addSlot = (
  state: ReaderState,
  index: number,
  kind: Slot['kind'],
  wrap: Slot['wrap'] = [],
): Slot => {
  const slot: Slot = { kind, wrap, length: 0, count: 0, cited: 0, tokens: 0, isDone: false }
  state.slots[index] = slot
  return slot
}

export const indexOf = (frame: Cursor): number | undefined => {
  const index = frame.peek('output_index')
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 ? index : undefined
}

/** The last item that is not done, else a new one: for servers that do not count. */
export function guessIndex(state: ReaderState): number {
  const indices = Object.keys(state.slots).map(Number)
  return indices.findLast((index) => !state.slots[index]?.isDone) ?? (indices.at(-1) ?? -1) + 1
}

export const slotOf = (state: ReaderState, frame: Cursor): Slot | undefined =>
  state.slots[indexOf(frame) ?? guessIndex(state)]

export const nextIndex = (state: ReaderState): number =>
  Math.max(-1, ...Object.keys(state.slots).map(Number)) + 1

/** The slot of a text event, also where nothing announced its item: `item_id` is then all that is known of it. */
export function expectSlot(
  state: ReaderState,
  frame: Cursor,
  kind: 'message' | 'reasoning',
): Slot | undefined {
  const index = indexOf(frame) ?? guessIndex(state)
  const known = state.slots[index]
  if (known) return known.kind === kind ? known : undefined
  const slot = addSlot(state, index, kind)
  const id = frame.string('item_id')
  if (id) slot.id = id
  return slot
}

export const contentIndexOf = (frame: Cursor, slot: Slot): number => {
  const index = frame.peek('content_index')
  return typeof index === 'number' ? index : Math.max(0, slot.count - 1)
}
