import { replyFraming } from '../transcript/reply-framing.ts'
import type { Exchange } from '../transcript/transcript.ts'
import type { Frame } from '../wire/frame.ts'
import { frameInBody, rangeInBody } from '../wire/frame-in-body.ts'
import { FramedBody } from '../wire/framed-body.ts'
import { frameBody } from '../wire/framings.ts'
import type { TextRange } from '../wire/json-index.ts'
import { nearestRanges } from '../wire/json-nearest.ts'
import { TextOffsets } from '../wire/text-offsets.ts'
import type { Place } from './finding.ts'

type Spot = Pick<Place, 'frame' | 'pointer'>

/** Frames of a reply, cut out of its body when they are asked for. */
export interface CutFrames {
  at(index: number): Frame | undefined
  /** The frame that holds a place of the body. */
  around(place: { readonly offset: number; readonly byte: number }): Frame | undefined
}

/** Finds places of one half in the text of its body. */
export function rangesIn(
  exchange: Exchange,
  half: Place['half'],
  frames = framesOfReply(exchange),
  offsets: Pick<TextOffsets, 'ofByte'> = new TextOffsets(exchange[half]?.body ?? ''),
): (spot: Spot) => TextRange | undefined {
  const find = finderIn(exchange, half, frames, offsets)
  return (spot) => find(spot, (json, pointer) => nearestRanges(json, [pointer]).get(pointer))
}

/** The same of many places: each text is read once for all that are in it. */
export function rangesOf<T extends Spot>(
  exchange: Exchange,
  half: Place['half'],
  spots: readonly T[],
): readonly { readonly spot: T; readonly range: TextRange }[] {
  const find = finderIn(exchange, half, framesOfReply(exchange), new TextOffsets(exchange[half]?.body ?? ''))
  const pointers = new Map<number | undefined, string[]>()
  for (const { frame, pointer } of spots) {
    const here = pointers.get(frame) ?? []
    if (pointer !== undefined) here.push(pointer)
    pointers.set(frame, here)
  }
  const found = new Map<number | undefined, ReadonlyMap<string, TextRange>>()
  return spots.flatMap((spot) => {
    const range = find(spot, (json, pointer) => {
      const here = found.get(spot.frame) ?? nearestRanges(json, pointers.get(spot.frame) ?? [])
      found.set(spot.frame, here)
      return here.get(pointer)
    })
    return range ? [{ spot, range }] : []
  })
}

/** `nearest`: what a pointer points to; where that is missing, what it is missing from. */
function finderIn(
  exchange: Exchange,
  half: Place['half'],
  frames: CutFrames,
  offsets: Pick<TextOffsets, 'ofByte'>,
) {
  const body = exchange[half]?.body
  return (
    { frame: index, pointer }: Spot,
    nearest: (json: string, pointer: string) => TextRange | undefined,
  ): TextRange | undefined => {
    if (body === undefined) return undefined
    if (index === undefined) return pointer === undefined ? undefined : nearest(body, pointer)
    const frame = frames.at(index)
    if (!frame) return undefined
    const stands = frameInBody(body, frame, offsets)
    const inData = pointer ? nearest(frame.data, pointer) : undefined
    return inData ? rangeInBody(stands, inData) : { start: stands.start, end: stands.end }
  }
}

/** Looks where the frames stand when one is asked for first. A whole reply is one, and no place of it is in a frame. */
export function framesOfReply({ reply }: Exchange): CutFrames {
  const framing = reply && replyFraming(reply)
  if (!reply || !framing || framing === 'json')
    return {
      at: (index) => (reply ? frameBody(reply.body, 'json')[index] : undefined),
      around: () => undefined,
    }
  let known: FramedBody | undefined
  const whole = (): FramedBody => {
    known ??= new FramedBody(reply.body, framing)
    while (!known.isWhole) known.advance()
    return known
  }
  return { at: (index) => whole().frames(index, index + 1)[0], around: (place) => whole().frameAround(place) }
}
