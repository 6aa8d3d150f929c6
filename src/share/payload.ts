import { deflateSync, FlateErrorCode, Inflate, strFromU8, strToU8 } from 'fflate'
import { base64UrlOf, bytesOfBase64 } from '../wire/base64.ts'
import { joinBytes } from '../wire/join-bytes.ts'
import { DICTIONARY_V1 } from './dictionary-v1.ts'

/** A link is a decompression bomb until proven otherwise: no more than this is ever inflated. Bytes. */
export const INFLATED_LIMIT = 64 * 1024 * 1024
/** Recorded streams reach 100:1. Far more, once it is much, is a bomb; the writer keeps to the same limit. */
const RATIO_LIMIT = 600
const RATIO_FREE_BYTES = 4 * 1024 * 1024
/** Deflate cannot grow by more than 1032:1, so one piece overshoots the limit by half a megabyte at most. Bytes. */
const PIECE_BYTES = 512
const CHECKSUM_BYTES = 4

export type Inflated =
  | { readonly kind: 'whole' | 'cut' | 'damaged'; readonly text: string; readonly bytes: number }
  | { readonly kind: 'bomb'; readonly bytes: number }

const dictionary = strToU8(DICTIONARY_V1)

const isBomb = (packedBytes: number, bytes: number): boolean =>
  bytes > INFLATED_LIMIT || (bytes > RATIO_FREE_BYTES && bytes > packedBytes * RATIO_LIMIT)

/** Text → checksum of the text, then its deflated bytes, as base64url. `opens` is false where reading would be refused. */
export function deflateText(text: string): { payload: string; opens: boolean } {
  const plain = strToU8(text)
  const packed = deflateSync(plain, { level: 9, mem: 12, dictionary })
  const bytes = new Uint8Array(CHECKSUM_BYTES + packed.length)
  new DataView(bytes.buffer).setUint32(0, crc32(plain))
  bytes.set(packed, CHECKSUM_BYTES)
  return { payload: base64UrlOf(bytes), opens: !isBomb(packed.length, plain.length) }
}

/** Never throws. A cut or damaged payload gives what came out before the trouble. */
export function inflatePayload(payload: string): Inflated {
  const bytes = bytesOfBase64(payload) ?? new Uint8Array()
  const packed = bytes.subarray(CHECKSUM_BYTES)
  const pieces: Uint8Array[] = []
  let size = 0
  // A piece may be a view of a buffer that fflate goes on to use, hence the copy.
  const inflate = new Inflate({ dictionary }, (piece) => {
    pieces.push(piece.slice())
    size += piece.length
  })
  const last = packed.length - 1
  if (last < 0) return { kind: 'cut', text: '', bytes: 0 }
  try {
    for (let at = 0; at < last; at += PIECE_BYTES) {
      inflate.push(packed.subarray(at, Math.min(at + PIECE_BYTES, last)))
      if (isBomb(packed.length, size)) return { kind: 'bomb', bytes: size }
    }
    // The last byte goes alone: what a piece gave before its end was missed is lost with it.
    inflate.push(packed.subarray(last), true)
  } catch (error) {
    const isCut = (error as { code?: number }).code === FlateErrorCode.UnexpectedEOF
    return { kind: isCut ? 'cut' : 'damaged', text: strFromU8(joinBytes(pieces)), bytes: size }
  }
  const plain = joinBytes(pieces)
  const isSound = new DataView(bytes.buffer).getUint32(0) === crc32(plain)
  return { kind: isSound ? 'whole' : 'damaged', text: strFromU8(plain), bytes: size }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

/** CRC-32 as in ISO 3309 and PNG (annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
