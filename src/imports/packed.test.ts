import { gzipSync, strFromU8, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { importTranscript } from './import-transcript.ts'
import { filesInZip, gunzip } from './packed.ts'

const STREAM = Array.from(
  { length: 400 },
  (_, i) => `data: {"candidates":[{"content":{"role":"model","parts":[{"text":"word ${i * 7919} "}]}}]}\n\n`,
).join('')

describe('gzip', () => {
  it('is unpacked, also in several members', () => {
    const [a, b] = [gzipSync(strToU8('data: a\n\n')), gzipSync(strToU8('data: b\n\n'))]
    const unpacked = gunzip(new Uint8Array([...a, ...b]))
    expect('bytes' in unpacked && strFromU8(unpacked.bytes)).toBe('data: a\n\ndata: b\n\n')
  })

  it('gives what came before it was cut, and says so', () => {
    const packed = gzipSync(strToU8(STREAM))
    const { transcript, report } = importTranscript(packed.subarray(0, packed.length / 2))
    const body = transcript.exchanges[0]?.reply?.body ?? ''
    expect(body.length).toBeGreaterThan(STREAM.length / 5)
    expect(STREAM.startsWith(body)).toBe(true)
    expect(report.notes.map(({ sentence }) => sentence).join()).toMatch(/gzip.*cut/)
  })

  it('never throws, whatever is in it', () => {
    const packed = gzipSync(strToU8(STREAM))
    for (let i = 0; i < packed.length; i += 7) gunzip(packed.with(i, (packed[i] ?? 0) ^ 0x55))
    expect(gunzip(new Uint8Array([0x1f, 0x8b]))).toHaveProperty('problem')
  })
})

it('gives the files of a zip archive, without what systems put beside them', () => {
  const zip = zipSync({
    'logs/client.sse': strToU8('data: a\n\n'),
    'logs/upstream.sse': strToU8('data: b\n\n'),
    '__MACOSX/logs/._client.sse': strToU8('junk'),
  })
  expect(filesInZip(zip)?.map(({ name, bytes }) => [name, strFromU8(bytes)])).toEqual([
    ['logs/client.sse', 'data: a\n\n'],
    ['logs/upstream.sse', 'data: b\n\n'],
  ])
  expect(filesInZip(zip.subarray(0, 40))).toBeUndefined()
})
