const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const STANDARD = `${LETTERS}+/`
const URL_SAFE = `${LETTERS}-_`

/** Six bits by character code, in either alphabet. */
const sixtetByCode = new Uint8Array(128)
for (const alphabet of [STANDARD, URL_SAFE])
  for (let i = 0; i < 64; i++) sixtetByCode[alphabet.charCodeAt(i)] = i

const FOREIGN = /[^A-Za-z0-9+/_-]/

/**
 * The bytes of standard or URL-safe base64, padded or not; undefined where a character is neither. Bits that fill no
 * byte are dropped. RFC 4648 §4, §5.
 */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const letters = text.replace(/=+$/, '')
  if (FOREIGN.test(letters)) return undefined
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4))
  let held = 0
  let bits = 0
  let at = 0
  for (let i = 0; i < letters.length; i++) {
    held = ((held << 6) | (sixtetByCode[letters.charCodeAt(i)] as number)) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 0xff
  }
  return bytes
}

function spell(bytes: Uint8Array, alphabet: string): string {
  const letters: string[] = []
  for (let at = 0; at < bytes.length; at += 3) {
    const triple = ((bytes[at] as number) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const last = Math.min(bytes.length - at, 3)
    for (let i = 0; i <= last; i++) letters.push(alphabet[(triple >> (18 - 6 * i)) & 63] as string)
  }
  return letters.join('')
}

/** URL-safe, without padding. RFC 4648 §5. */
export const base64UrlOf = (bytes: Uint8Array): string => spell(bytes, URL_SAFE)

/** Standard, padded, of a text's UTF-8 bytes. RFC 4648 §4. */
export function base64Of(text: string): string {
  const letters = spell(new TextEncoder().encode(text), STANDARD)
  return letters.padEnd(Math.ceil(letters.length / 4) * 4, '=')
}
