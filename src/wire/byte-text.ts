import type { TextRange } from './json-index.ts'

/** UTF-16 code units between two notes of where they stand in bytes. */
const BLOCK = 16_384

const BEYOND_ASCII = /[^\0-\x7f]/

/** What a code unit takes in UTF-8: each half of a surrogate pair two of the four bytes. */
const bytesOf = (code: number): number => {
  if (code < 0x80) return 1
  return code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3
}

const isLow = (code: number): boolean => code >= 0xdc00 && code < 0xe000

/** A text as its UTF-8 bytes, any stretch of which is found without reading what is before it. */
export class ByteText {
  readonly text: string
  /** Bytes in all. */
  readonly length: number
  /** By block: the byte at which it begins. */
  private readonly starts: number[] = []

  constructor(text: string) {
    this.text = text
    let byte = 0
    for (let start = 0; start < text.length; start += BLOCK) {
      this.starts.push(byte)
      const end = Math.min(start + BLOCK, text.length)
      const plain = text.slice(start, end).search(BEYOND_ASCII)
      byte += plain === -1 ? end - start : plain
      for (let i = plain === -1 ? end : start + plain; i < end; i++) byte += bytesOf(text.charCodeAt(i))
    }
    this.length = byte
  }

  /** The offset of the character that holds the byte; the length of the text beyond its end. */
  ofByte(byte: number): number {
    if (byte >= this.length) return this.text.length
    const block = this.blockAt(byte)
    let at = this.starts[block] ?? 0
    let offset = block * BLOCK
    for (; offset < this.text.length; offset++) {
      const next = at + bytesOf(this.text.charCodeAt(offset))
      if (next > byte) break
      at = next
    }
    // Both halves of a pair are one character.
    return isLow(this.text.charCodeAt(offset)) && offset > 0 ? offset - 1 : offset
  }

  /** The byte at which a character begins. */
  byteAt(offset: number): number {
    const to = Math.max(0, Math.min(offset, this.text.length))
    const block = Math.min(Math.floor(to / BLOCK), Math.max(0, this.starts.length - 1))
    let byte = this.starts[block] ?? 0
    for (let i = block * BLOCK; i < to; i++) byte += bytesOf(this.text.charCodeAt(i))
    return byte
  }

  rangeOf({ start, end }: TextRange): TextRange {
    return { start: this.byteAt(start), end: this.byteAt(end) }
  }

  private blockAt(byte: number): number {
    let low = 0
    let high = this.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.starts[middle] ?? 0) <= byte) low = middle
      else high = middle - 1
    }
    return low
  }
}
