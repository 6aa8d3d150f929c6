import { replyFraming } from '../transcript/reply-framing.ts'
import type { Exchange } from '../transcript/transcript.ts'
import type { Frame } from '../wire/frame.ts'
import { frameInBody, rangeInBody } from '../wire/frame-in-body.ts'
import { frameBody } from '../wire/framings.ts'
import type { TextRange } from '../wire/json-index.ts'
import { nearestRanges } from '../wire/json-nearest.ts'
import { TextOffsets } from '../wire/text-offsets.ts'
import type { Place } from './finding.ts'

type Spot = Pick<Place, 'frame' | 'pointer'>

/** Finds places of one half in the text of its body, whose frames are cut once. */
export function rangesIn(
  exchange: Exchange,
  half: Place['half'],
  framesOf = framesOfReply(exchange),
  offsets: Pick<TextOffsets, 'ofByte'> = new TextOffsets(exchange[half]?.body ?? ''),
): (spot: Spot) => TextRange | undefined {
  const find = finderIn(exchange, half, framesOf, offsets)
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
  framesOf: () => readonly Frame[],
  offsets: Pick<TextOffsets, 'ofByte'>,
) {
  const body = exchange[half]?.body
  return (
    { frame: index, pointer }: Spot,
    nearest: (json: string, pointer: string) => TextRange | undefined,
  ): TextRange | undefined => {
    if (body === undefined) return undefined
    if (index === undefined) return pointer === undefined ? undefined : nearest(body, pointer)
    const frame = framesOf()[index]
    if (!frame) return undefined
    const stands = frameInBody(body, frame, offsets)
    const inData = pointer ? nearest(frame.data, pointer) : undefined
    return inData ? rangeInBody(stands, inData) : { start: stands.start, end: stands.end }
  }
}

/** Cuts the frames when they are asked for first. A whole reply is one. */
export function framesOfReply({ reply }: Exchange): () => readonly Frame[] {
  let cut: readonly Frame[] | undefined
  return () => {
    cut ??= reply ? frameBody(reply.body, replyFraming(reply)) : []
    return cut
  }
}
