import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../transcript/transcript.ts'
import { ByteText } from '../../wire/byte-text.ts'
import { byteRanges, spotOfByte, windowOf } from './bytes.ts'

const exchange: Exchange = {
  id: 'x1',
  dialect: 'openai-chat',
  request: { body: '{"model":"m","messages":[]}' },
  reply: { body: ': ping\r\n\r\ndata: {"a":"é","b":[1,2]}\r\n\r\ndata: {"a":2}\r\n\r\n' },
}
const body = exchange.reply?.body ?? ''
const text = new ByteText(body)
const byteOf = (words: string): number => text.byteAt(body.indexOf(words))

describe('windows of bytes', () => {
  it('give each byte its sign, and each character one', () => {
    const { bytes, signs, total } = windowOf(new ByteText('\ufeffé\r\n\t�a'), 0, 99)
    expect([...bytes].map((byte) => byte.toString(16)).join(' ')).toBe('ef bb bf c3 a9 d a 9 ef bf bd 61')
    expect(signs).toEqual(['⊢', '', '', 'é', '', '←', '↵', '→', '�', '', '', 'a'])
    expect(total).toBe(12)
  })

  it('begin and end in the middle of a character', () => {
    const { bytes, signs } = windowOf(new ByteText('a😀b'), 2, 2)
    expect([[...bytes], signs]).toEqual([
      [0x9f, 0x98],
      ['', ''],
    ])
  })
})

describe('from fields to bytes and back', () => {
  it.each([
    ['"é"', { frame: 0, pointer: '/a' }],
    ['2]', { frame: 0, pointer: '/b/1' }],
    ['data: {"a":2', { frame: 1, pointer: '' }],
    ['2}\r', { frame: 1, pointer: '/a' }],
  ])('%s belongs to %o', (words, origin) => {
    const spot = spotOfByte(exchange, { key: '', exchange: 'x1', half: 'reply', at: byteOf(words) })
    expect(spot).toMatchObject({ origin })
    const ranges = byteRanges(exchange, { key: '', exchange: 'x1', half: 'reply', origins: [origin] })
    expect(ranges).toEqual(['range' in spot ? spot.range : undefined])
  })

  it('counts bytes, not characters', () =>
    expect(
      byteRanges(exchange, {
        key: '',
        exchange: 'x1',
        half: 'reply',
        origins: [{ frame: 0, pointer: '/a' }],
      }),
    ).toEqual([{ start: byteOf('"é"'), end: byteOf('"é"') + 4 }]))

  it('finds nothing between frames', () =>
    expect(spotOfByte(exchange, { key: '', exchange: 'x1', half: 'reply', at: 2 })).toEqual({}))

  it('finds the fields of a body without frames', () =>
    expect(spotOfByte(exchange, { key: '', exchange: 'x1', half: 'request', at: 10 })).toEqual({
      origin: { pointer: '/model' },
      range: { start: 9, end: 12 },
    }))
})
