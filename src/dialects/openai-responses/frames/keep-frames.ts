import type { Cursor } from '../../../hub/cursor.ts'
import type { Extras } from '../../../hub/extras.ts'
import { bare } from '../../../hub/leaf.ts'
import type { ReplyEvent } from '../../../hub/reply.ts'
import type { DialectEvent } from '../../dialect.ts'
import { ID, spread } from '../words.ts'
import type { Spot } from './form.ts'
import { formOf, isDelta } from './form.ts'
import { lay } from './lay.ts'
import { leftOfDelta, leftOver } from './left-over.ts'
import type { Told } from './told.ts'
import { hear, hearText, placeItem, startTold } from './told.ts'

type FrameEnd = Extract<ReplyEvent, { kind: 'frame' }>

/** The end of a frame that was read into these events: it brings what they do not say. */
export function endFrame(
  told: Told,
  events: readonly ReplyEvent[],
  frame: Cursor,
  name: string | undefined,
): FrameEnd {
  const spot = spotOf(name, (key) => frame.peek(key))
  hear(told, events, spot.output)
  return {
    kind: 'frame',
    dialect: ID,
    ...(name !== undefined && { name }),
    extras: { dialect: ID, entries: leftOf(told, events, frame, spot) },
  }
}

function leftOf(told: Told, events: readonly ReplyEvent[], frame: Cursor, spot: Spot): Extras['entries'] {
  if (events.some(({ kind }) => kind === 'opaque')) return []
  if (isDelta(spot) && events.at(-1)?.kind === 'part-delta') return leftOfDelta(frame)
  return leftOver(frame, bare(formOf(told, events, spot)))
}

/** What a writer that keeps frames has heard: of the whole reply, and of the frame that is being told. */
export interface Keeping {
  readonly told: Told
  /** Of its pieces of text the latest. */
  readonly events: ReplyEvent[]
  /** How many items there were before the frame. */
  items: number
}

export const startKeeping = (): Keeping => ({ told: startTold(), events: [], items: 0 })

const NOTHING: readonly DialectEvent[] = []

/** One event of the dialect for each frame that was read, when all of it has been told. */
export function keepFrame(keeping: Keeping, event: ReplyEvent): readonly DialectEvent[] {
  const { told, events } = keeping
  if (event.kind === 'part-delta') {
    hearText(told, event)
    if (events[events.length - 1]?.kind === 'part-delta') events[events.length - 1] = event
    else events.push(event)
    return NOTHING
  }
  if (event.kind !== 'frame') {
    hear(told, [event], undefined)
    events.push(event)
    return NOTHING
  }
  const written = event.dialect === ID ? [eventOf(keeping, event)] : []
  events.length = 0
  keeping.items = told.items.length
  return written
}

function eventOf({ told, events, items }: Keeping, { name, extras }: FrameEnd): DialectEvent {
  const entries = extras?.entries ?? []
  const spot = spotOf(name, (key) => entries.find(([pointer]) => pointer === `/${key}`)?.[1].value)
  placeItem(told, spot.output, items)
  const whole = events.find((event) => event.kind === 'opaque')
  const data = whole?.kind === 'opaque' ? spread(whole.raw) : lay(formOf(told, events, spot), entries)
  return name === undefined ? { data } : { name, data }
}
/** `type` tells which frame it is; the name of its SSE event only repeats it. */
function spotOf(name: string | undefined, peek: (key: string) => unknown): Spot {
  const type = peek('type') ?? name
  return {
    type: typeof type === 'string' ? type : undefined,
    output: indexOf(peek('output_index')),
    content: indexOf(peek('content_index')),
    summary: indexOf(peek('summary_index')),
  }
}

const indexOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined
