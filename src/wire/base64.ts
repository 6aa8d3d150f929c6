const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUE = new Map([...ALPHABET].map((letter, value) => [letter, value]))

/** The bytes of standard or URL-safe base64, padded or not; undefined where a character is neither. RFC 4648 §4, §5. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
  const letters = text.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/')
  const bytes = new Uint8Array(Math.floor((letters.length * 6) / 8))
  let bits = 0
  let count = 0
  let at = 0
  for (const letter of letters) {
    const value = VALUE.get(letter)
    if (value === undefined) return undefined
    bits = ((bits << 6) | value) & 0xffff
    count += 6
    if (count >= 8) {
      count -= 8
      bytes[at++] = (bits >> count) & 0xff
    }
  }
  return bytes
}

/** Standard base64, padded, of a text's UTF-8 bytes. */
export const base64Of = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
