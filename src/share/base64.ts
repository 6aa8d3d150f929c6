// `atob` and `btoa` belong to the DOM, and want strings of bytes.

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const sixtetByCode = new Uint8Array(128)
for (let i = 0; i < 64; i++) sixtetByCode[LETTERS.charCodeAt(i)] = i
sixtetByCode['+'.charCodeAt(0)] = 62
sixtetByCode['/'.charCodeAt(0)] = 63

/** RFC 4648 §5, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  const letters: string[] = []
  for (let at = 0; at < bytes.length; at += 3) {
    const triple = ((bytes[at] as number) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const last = Math.min(bytes.length - at, 3)
    for (let i = 0; i <= last; i++) letters.push(LETTERS[(triple >> (18 - 6 * i)) & 63] as string)
  }
  return letters.join('')
}

/** Letters of either alphabet (RFC 4648 §4 and §5), no padding, nothing else. Bits that fill no byte are dropped. */
export function fromBase64(letters: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4))
  let held = 0
  let bits = 0
  let at = 0
  for (let i = 0; i < letters.length; i++) {
    held = ((held << 6) | (sixtetByCode[letters.charCodeAt(i)] ?? 0)) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 0xff
  }
  return bytes
}
