import type { Citation } from '../../../hub/citation.ts'
import type { Extras } from '../../../hub/extras.ts'
import type { Leaf } from '../../../hub/leaf.ts'
import { join } from '../../../hub/leaf.ts'
import type { Failure, PartHead, ReplyEvent, TokenLogprob } from '../../../hub/reply.ts'
import { isSettled, settle } from '../../../hub/settle.ts'
import type { Start } from '../item-words.ts'
import { JOIN_SUMMARIES } from '../words.ts'

/** One entry of a content or summary list, or the arguments of a call. */
interface ToldText {
  text?: Leaf<string>
  /** What parted this summary from the one before it. */
  readonly parting?: Leaf<string>
}

export interface ToldPart {
  readonly head: PartHead
  /** One text; of a reasoning item one a summary. */
  readonly texts: ToldText[]
  seal?: Leaf<string>
  readonly citations: Citation[]
  /** By the event that brought them. */
  readonly tokens: Leaf<readonly TokenLogprob[]>[]
  end?: Extras
}

/**
 * What the events of the hub have told so far of a reply in this dialect. Reader and writer each keep their own, from the
 * same events: what a later frame says again, the one need not send and the other can write. Plain data.
 */
export interface Told {
  start?: Start
  failure?: Failure
  /** By hub part. */
  readonly parts: Record<number, ToldPart>
  /** The hub parts of each item, in the order of opening. */
  readonly items: number[][]
  /** `output_index` → place in `items`. */
  readonly places: Record<number, number>
}

export const startTold = (): Told => ({ parts: {}, items: [], places: {} })

/** Takes the events of one frame. `index`: the frame's own output_index. */
export function hear(told: Told, events: readonly ReplyEvent[], index: number | undefined): void {
  const before = told.items.length
  for (const event of events) hearOne(told, event)
  placeItem(told, index, before)
}

/** An item that the frame opened stands where the frame says. `before`: how many there were. */
export function placeItem(told: Told, index: number | undefined, before: number): void {
  if (index !== undefined && told.items.length > before) told.places[index] = told.items.length - 1
}

function hearOne(told: Told, event: ReplyEvent): void {
  if (event.kind === 'part-delta') hearText(told, event)
  else if (event.kind === 'reply-start') told.start = event
  else if (event.kind === 'error') told.failure = event.failure
  else if (event.kind === 'part-start') hearStart(told, event.part, event.head)
  else if ('part' in event) {
    const part = told.parts[event.part]
    if (part && !isSettled(part)) hearPart(part, event)
  }
}

/** A message item goes on with its next part, unless that one says which item it opens. */
function hearStart(told: Told, part: number, head: PartHead): void {
  told.parts[part] = { head, texts: [{}], citations: [], tokens: [] }
  const last = told.items.at(-1)
  const isNext = isText(head) && !head.extras?.entries.some(([key]) => key === 'item/id')
  if (isNext && last && isText(told.parts[last[0] ?? -1]?.head)) last.push(part)
  else told.items.push([part])
}

export const isText = (head: PartHead | undefined): head is PartHead & { kind: 'text' | 'refusal' } =>
  head?.kind === 'text' || head?.kind === 'refusal'

/** Nearly all that is heard are pieces of text. */
export function hearText(told: Told, { part, text }: Extract<ReplyEvent, { kind: 'part-delta' }>): void {
  const known = told.parts[part]
  if (!known || isSettled(known)) return
  const { texts } = known
  const last = texts[texts.length - 1]
  if (text.by === JOIN_SUMMARIES) texts.push({ parting: text })
  else if (last) last.text = join(last.text, text)
}

function hearPart(part: ToldPart, event: ReplyEvent & { readonly part: number }): void {
  if (event.kind === 'part-seal') part.seal = event.seal.value
  else if (event.kind === 'part-citation') part.citations.push(event.citation)
  else if (event.kind === 'part-logprobs') part.tokens.push(event.tokens)
  else if (event.kind === 'part-end') {
    if (event.extras) part.end = event.extras
    settle(part)
  }
}

/** The parts of one item; where a server does not count, of the latest. */
export function partsAt(told: Told, index: number | undefined): readonly ToldPart[] | undefined {
  const item = index === undefined ? told.items.at(-1) : told.items[told.places[index] ?? -1]
  return item && partsOf(told, item)
}

const partsOf = (told: Told, item: readonly number[]): ToldPart[] =>
  item.map((part) => told.parts[part]).filter((part) => part !== undefined)

/** All items as the last event lists them: by their index, then those that had none. */
export function itemsOf(told: Told): ToldPart[][] {
  const counted = Object.values(told.places)
  const rest = [...told.items.keys()].filter((place) => !counted.includes(place))
  return [...counted, ...rest].map((place) => partsOf(told, told.items[place] ?? []))
}
