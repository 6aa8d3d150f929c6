/** From UTF-8 bytes to UTF-16 offsets of one text. Asked in ascending order it reads the text once. */
export class TextOffsets {
  private readonly text: string
  private byte = 0
  private offset = 0

  constructor(text: string) {
    this.text = text
  }

  /** The offset of the character that holds the byte; the length of the text beyond its end. */
  ofByte(byte: number): number {
    if (byte < this.byte) {
      this.byte = 0
      this.offset = 0
    }
    while (this.byte < byte && this.offset < this.text.length) {
      const code = this.text.charCodeAt(this.offset)
      // Each half of a surrogate pair counts two of the four bytes.
      this.byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xe000 ? 2 : 3
      this.offset++
    }
    return this.offset
  }
}
