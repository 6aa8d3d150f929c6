/** Offsets of Gemini count bytes of UTF-8, those of the hub UTF-16 code units. anthropic-gemini.md §G.3 */

/** How many bytes the character at a place takes, and how many code units; a lone surrogate is replaced, by three bytes. */
function widthAt(text: string, at: number): readonly [bytes: number, units: number] {
  const point = text.codePointAt(at) ?? 0
  if (point < 0x80) return [1, 1]
  if (point < 0x800) return [2, 1]
  return point < 0x10000 ? [3, 1] : [4, 2]
}

/** The place so many bytes into a text; within a character its beginning. Undefined behind the end. */
export function unitsAt(text: string, bytes: number): number | undefined {
  let at = 0
  for (let passed = 0; at < text.length; ) {
    const [width, units] = widthAt(text, at)
    if (passed + width > bytes) return at
    passed += width
    at += units
    if (passed === bytes) return at
  }
  return bytes === 0 ? 0 : undefined
}

/** The bytes before a place. */
export function bytesAt(text: string, units: number): number {
  let bytes = 0
  for (let at = 0; at < Math.min(units, text.length); ) {
    const [width, step] = widthAt(text, at)
    bytes += width
    at += step
  }
  return bytes
}
