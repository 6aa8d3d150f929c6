import { describe, expect, it } from 'vitest'
import { ByteText } from './byte-text.ts'
import { TextOffsets } from './text-offsets.ts'

/** One, two, three and four bytes, over the border of blocks. */
const LONG = 'aé€😀\r\n'.repeat(9_000)

describe('ByteText', () => {
  it('counts as an encoder does', () =>
    expect(new ByteText(LONG).length).toBe(new TextEncoder().encode(LONG).length))

  it('finds the byte of each character, and the character of each byte', () => {
    const bytes = new ByteText(LONG)
    for (const offset of [0, 1, 2, 3, 16_383, 16_384, 16_386, 40_001, LONG.length - 1]) {
      const whole = /[\udc00-\udfff]/.test(LONG[offset] ?? '') ? offset - 1 : offset
      expect(bytes.ofByte(bytes.byteAt(whole))).toBe(whole)
    }
    expect(bytes.ofByte(1)).toBe(1)
    expect(bytes.ofByte(2)).toBe(1)
    expect(bytes.ofByte(5)).toBe(2)
    expect(bytes.ofByte(bytes.length + 9)).toBe(LONG.length)
  })

  it('says the same as reading from the beginning', () => {
    const plain = 'aé€\n'.repeat(30_000)
    const [bytes, offsets] = [new ByteText(plain), new TextOffsets(plain)]
    for (let byte = 0; byte < bytes.length; byte += 6_997)
      expect(bytes.byteAt(bytes.ofByte(byte))).toBeLessThanOrEqual(byte)
    expect(bytes.ofByte(7 * 20_000)).toBe(offsets.ofByte(7 * 20_000))
  })

  it('bears nothing, and half a pair', () => {
    expect(new ByteText('').ofByte(3)).toBe(0)
    expect(new ByteText('\ud800').length).toBe(2)
  })
})
