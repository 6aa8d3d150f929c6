import type { Extras } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Template } from '../../hub/template.ts'
import { Repeated, templateOf } from '../../hub/template.ts'
import type { DialectEvent } from '../dialect.ts'

/** A frame that said one piece of a part, and which the next ones may repeat. Plain data. */
export interface LastFrame {
  readonly part: number
  readonly text: Leaf<string>
  readonly entries: Extras['entries']
  readonly written: DialectEvent
  template?: Template | undefined
}

/**
 * The next frame where it is the last one but for its text, and for padding at the top: told by the very leaves, which are
 * the same only where a reader told the frames apart by their text.
 */
export function repeatFrame(
  last: LastFrame | undefined,
  events: readonly ReplyEvent[],
  { name, extras }: Extract<ReplyEvent, { kind: 'frame' }>,
): DialectEvent | undefined {
  const [event] = events
  if (!last || events.length !== 1 || event?.kind !== 'part-delta' || event.part !== last.part)
    return undefined
  const padding = changedPadding(last.entries, extras?.entries)
  if (!padding || name !== last.written.name) return undefined
  last.template ??= templateOf(last.written, last.text)
  if (!last.template) return undefined
  const repeated = new Repeated(last.template, event.text, 0)
  if (padding.length === 0) return repeated
  const data: WrittenObject = { ...repeated.data, ...Object.fromEntries(padding) }
  return name === undefined ? { data } : { name, data }
}

/** The fields at the top of the frame whose leaves are others; undefined where more is. */
function changedPadding(
  before: Extras['entries'],
  after: Extras['entries'] | undefined,
): [string, Written][] | undefined {
  if (before === after) return []
  if (before.length !== after?.length) return undefined
  const changed: [string, Written][] = []
  for (let at = 0; at < before.length; at++) {
    const [[key, leaf], [nextKey, next]] = [before[at], after[at]] as [Entry, Entry]
    if (key !== nextKey) return undefined
    if (leaf === next) continue
    if (!TOP.test(key)) return undefined
    changed.push([key.slice(1), next as Written])
  }
  return changed
}

type Entry = Extras['entries'][number]

const TOP = /^\/[a-z_]+$/
