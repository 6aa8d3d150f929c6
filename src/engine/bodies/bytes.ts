// The bytes of a body by window, and the way from bytes to fields and back.
import type { Origin } from '../../hub/leaf.ts'
import type { CutFrames } from '../../inspect/text-ranges.ts'
import { framesOfReply, rangesIn } from '../../inspect/text-ranges.ts'
import { replyFraming } from '../../transcript/reply-framing.ts'
import type { Exchange } from '../../transcript/transcript.ts'
import { ByteText } from '../../wire/byte-text.ts'
import type { Frame } from '../../wire/frame.ts'
import { frameInBody, offsetInData } from '../../wire/frame-in-body.ts'
import type { TextRange } from '../../wire/json-index.ts'
import { pointerAt } from '../../wire/json-index.ts'
import type { ByteSpot, ByteWindow } from '../answers/bytes.ts'
import type { Problem } from '../answers/problem.ts'
import type { Kept } from '../opening/kept.ts'
import { sheetOf } from '../opening/kept.ts'
import type { Asks } from '../protocol.ts'
import type { Half } from '../view.ts'

interface Laid {
  readonly bytes: ByteText
  readonly frames: CutFrames
  /** All of the body is in frames, or between them. */
  readonly isFramed: boolean
  readonly find: ReturnType<typeof rangesIn>
}

const NOT_HERE: Problem = { problem: 'This half was not captured.' }

/** What was worked out of a body stays as long as its exchange. */
const known = new WeakMap<Exchange, Map<Half, Laid>>()

function layOut(exchange: Exchange, half: Half, frames?: CutFrames): Laid | undefined {
  const body = exchange[half]?.body
  if (body === undefined) return undefined
  const halves = known.get(exchange) ?? new Map<Half, Laid>()
  known.set(exchange, halves)
  const before = halves.get(half)
  if (before) return before
  const bytes = new ByteText(body)
  const cut = frames ?? framesOfReply(exchange)
  const { reply } = exchange
  const isFramed = half === 'reply' && reply !== undefined && replyFraming(reply) !== 'json'
  const laid = { bytes, frames: cut, isFramed, find: rangesIn(exchange, half, cut, bytes) }
  halves.set(half, laid)
  return laid
}

/** The frames of a long reply that is read anyway. */
export function framesOfLong(all: Kept, exchange: Exchange): CutFrames | undefined {
  const sheet = exchange.reply && sheetOf(all, exchange, 'events')
  const long = sheet && !('problem' in sheet) ? sheet.long : undefined
  return (
    long && { at: (index) => long.frames(index, index + 1)[0], around: (place) => long.frameAround(place) }
  )
}

export function bytesOf(
  exchange: Exchange,
  { half, from, count }: Asks['bytes']['ask'],
): ByteWindow | Problem {
  const laid = layOut(exchange, half)
  return laid ? windowOf(laid.bytes, from, count) : NOT_HERE
}

/** Signs for what has none of its own; U+2400 and up are the pictures of control characters. */
const SIGNS: Readonly<Record<number, string>> = {
  9: '→',
  10: '↵',
  13: '←',
  127: '␡',
  // The byte order mark.
  65279: '⊢',
}

const signOf = (code: number): string =>
  SIGNS[code] ?? (code < 0x20 ? String.fromCharCode(0x2400 + code) : String.fromCodePoint(code))

/** Characters stand at their first byte; their other bytes have an empty sign. */
export function windowOf(bytes: ByteText, from: number, count: number): ByteWindow {
  const to = Math.min(bytes.length, from + count)
  const given: number[] = []
  const signs: string[] = []
  let offset = bytes.ofByte(from)
  let at = bytes.byteAt(offset)
  const encoder = new TextEncoder()
  while (at < to && offset < bytes.text.length) {
    const code = bytes.text.codePointAt(offset) ?? 0
    // Half a pair has no UTF-8: it counts two bytes and stands for none.
    const encoded =
      code >= 0xd800 && code < 0xe000 ? [0xef, 0xbf] : encoder.encode(String.fromCodePoint(code))
    for (const [i, byte] of encoded.entries()) {
      if (at + i < from || at + i >= to) continue
      given.push(byte)
      signs.push(i === 0 ? signOf(code) : '')
    }
    at += encoded.length
    offset += code > 0xffff ? 2 : 1
  }
  return { total: bytes.length, from, bytes: Uint8Array.from(given), signs }
}

/** Places of the source as bytes. */
export function byteRanges(
  exchange: Exchange,
  { half, origins }: Asks['byteRanges']['ask'],
  frames?: CutFrames,
): readonly TextRange[] | Problem {
  const laid = layOut(exchange, half, frames)
  if (!laid) return NOT_HERE
  return origins.flatMap((origin: Origin) => {
    const range = laid.find(origin)
    return range ? [laid.bytes.rangeOf(range)] : []
  })
}

/** What a byte belongs to: the innermost value around it, else its frame. */
export function spotOfByte(
  exchange: Exchange,
  { half, at }: Asks['byteSpot']['ask'],
  frames?: CutFrames,
): ByteSpot | Problem {
  const laid = layOut(exchange, half, frames)
  if (!laid) return NOT_HERE
  const { bytes, find } = laid
  const offset = bytes.ofByte(at)
  const frame = laid.isFramed && at < bytes.length ? laid.frames.around({ offset, byte: at }) : undefined
  const pointer = frame ? pointerIn(frame, bytes, offset) : pointerOfBody(laid, offset)
  const origin: Origin | undefined =
    frame || pointer !== undefined
      ? { ...(frame ? { frame: frame.index } : {}), pointer: pointer ?? '' }
      : undefined
  const range = origin && find(origin)
  return { ...(origin ? { origin } : {}), ...(range ? { range: bytes.rangeOf(range) } : {}) }
}

function pointerIn(frame: Frame, bytes: ByteText, offset: number): string | undefined {
  const inData = offsetInData(frameInBody(bytes.text, frame, bytes), offset)
  return inData === undefined ? undefined : pointerAt(frame.data, inData)
}

/** Where there are frames, what stands between them belongs to none. */
const pointerOfBody = ({ isFramed, bytes }: Laid, offset: number): string | undefined =>
  isFramed ? undefined : pointerAt(bytes.text, offset)
