import { expect, it } from 'vitest'
import { base64Of, base64UrlOf, bytesOfBase64 } from './base64.ts'

/** RFC 4648 §10. */
const VECTORS = [
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
] as const

const utf8 = (text: string) => new TextEncoder().encode(text)

it.each(VECTORS)('spells %j and reads it again, padded or not', (text, base64) => {
  expect(base64Of(text)).toBe(base64)
  expect(base64UrlOf(utf8(text))).toBe(base64.replace(/=+$/, ''))
  expect(bytesOfBase64(base64)).toEqual(utf8(text))
  expect(bytesOfBase64(base64.replace(/=+$/, ''))).toEqual(utf8(text))
})

it('reads both alphabets, and writes each', () => {
  const bytes = new Uint8Array([0xfb, 0xef, 0xff])
  expect(bytesOfBase64('--__')).toEqual(bytesOfBase64('++//'))
  expect(bytesOfBase64('++__')).toEqual(new Uint8Array([0xfb, 0xef, 0xff]))
  expect(base64UrlOf(bytes)).toBe('--__')
  expect(base64Of('ÿ~?')).toBe('w79+Pw==')
})

it.each(['a b', 'ä', 'Zm9v.', '=Zg'])('reads nothing of %j, which is no base64', (text) => {
  expect(bytesOfBase64(text)).toBeUndefined()
})
