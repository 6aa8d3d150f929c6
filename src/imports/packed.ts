import { Gunzip, unzipSync } from 'fflate'
import { joinBytes } from '../wire/join-bytes.ts'

/** More than a text can hold in any engine, and the end of whatever was packed to do harm. Bytes. */
const UNPACKED_LIMIT = 1024 * 1024 * 1024
/** What is unpacked at a time: deflate grows by 1032:1 at most, so one piece overshoots the limit by little. Bytes. */
const PIECE = 65_536

export type Unpacked =
  /** `isCut`: the file ends before its text does, or is damaged from there on. */
  { readonly bytes: Uint8Array; readonly isCut: boolean } | { readonly problem: string }

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** What is in a gzip file. RFC 1952. Never throws. */
export function gunzip(packed: Uint8Array): Unpacked {
  const pieces: Uint8Array[] = []
  let size = 0
  // A piece may be a view of a buffer that fflate goes on to use, hence the copy.
  const stream = new Gunzip((piece) => {
    pieces.push(piece.slice())
    size += piece.length
  })
  let isCut = false
  try {
    for (let at = 0; at < packed.length; at += PIECE) {
      stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length)
      if (size > UNPACKED_LIMIT)
        return {
          problem: 'What is packed in this gzip file is larger than 1 GB: unpack it, and drop a part of it.',
        }
    }
  } catch {
    isCut = true
  }
  if (size === 0) return { problem: 'This gzip file is damaged: nothing of it could be unpacked.' }
  return { bytes: joinBytes(pieces), isCut }
}

export interface PackedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04

/** What systems put beside the files that a person packed. */
const BESIDE = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$)|\/$/

/** The files in a zip archive, in their order; undefined where it cannot be read. Never throws. */
export function filesInZip(packed: Uint8Array): readonly PackedFile[] | undefined {
  let size = 0
  try {
    const files = unzipSync(packed, {
      filter({ name, originalSize }) {
        if (BESIDE.test(name)) return false
        size += originalSize
        return size <= UNPACKED_LIMIT
      },
    })
    return Object.entries(files).map(([name, bytes]) => ({ name, bytes }))
  } catch {
    return undefined
  }
}
