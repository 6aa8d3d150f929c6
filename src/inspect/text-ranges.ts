import { replyFraming } from '../transcript/reply-framing.ts'
import type { Exchange } from '../transcript/transcript.ts'
import type { Frame } from '../wire/frame.ts'
import { frameInBody, rangeInBody } from '../wire/frame-in-body.ts'
import { frameBody } from '../wire/framings.ts'
import type { TextRange } from '../wire/json-index.ts'
import { locate } from '../wire/json-index.ts'
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
  const body = exchange[half]?.body
  if (body === undefined) return () => undefined
  return ({ frame: index, pointer }) => {
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

/** What a pointer points to; where that is missing, what it is missing from. */
function nearest(json: string, pointer: string): TextRange | undefined {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = locate(json, at)
    if (found || at === '') return found
  }
}
