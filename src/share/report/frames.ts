import { replyFraming } from '../../transcript/reply-framing.ts'
import type { CapturedReply } from '../../transcript/transcript.ts'
import { frameInBody } from '../../wire/frame-in-body.ts'
import { frameBody } from '../../wire/framings.ts'
import { TextOffsets } from '../../wire/text-offsets.ts'

/** A framed body in stretches that can be put together again in their order, any of them left out. */
interface Stretches {
  /** By frame. */
  readonly frames: readonly string[]
  readonly head: string
  readonly between: string
  readonly tail: string
}

/** How many frames a reply is cut into; 0 for one that is no stream. */
export const countFrames = (reply: CapturedReply | undefined): number =>
  reply && replyFraming(reply) !== 'json' ? stretchesOf(reply).frames.length : 0

/** The reply with some of its frames, told by number, and with the times of these. Each keeps its spelling. */
export function withFrames(reply: CapturedReply, kept: ReadonlySet<number>): CapturedReply {
  const { frames, head, between, tail } = stretchesOf(reply)
  const body = head + frames.filter((_, index) => kept.has(index)).join(between) + tail
  const { times, ...timeless } = reply
  const areKnown = times?.length === frames.length
  return {
    ...timeless,
    body,
    ...(areKnown ? { times: times.filter((_, index) => kept.has(index)) } : {}),
  }
}

const known = new WeakMap<CapturedReply, Stretches>()

function stretchesOf(reply: CapturedReply): Stretches {
  const before = known.get(reply)
  if (before) return before
  const made = cut(reply)
  known.set(reply, made)
  return made
}

function cut(reply: CapturedReply): Stretches {
  const { body } = reply
  const framing = replyFraming(reply)
  const offsets = new TextOffsets(body)
  const stands = frameBody(body, framing).map((frame) => frameInBody(body, frame, offsets))
  if (framing === 'json-array') {
    const [first, second] = stands
    return {
      frames: stands.map(({ start, end }) => body.slice(start, end)),
      head: body.slice(0, first?.start ?? body.length),
      between: first && second ? body.slice(first.end, second.start) : '',
      tail: first ? body.slice(stands.at(-1)?.end) : '',
    }
  }
  // What stands before a frame, and is none, goes with the one before it: comments, blank lines.
  const starts = stands.map(({ start }, index) => (index === 0 ? 0 : start))
  return {
    frames: starts.map((start, index) => body.slice(start, starts[index + 1] ?? body.length)),
    head: '',
    between: '',
    tail: '',
  }
}
