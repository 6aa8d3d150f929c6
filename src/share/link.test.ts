import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { Exchange, Transcript } from '../transcript/transcript.ts'
import { DICTIONARY_V1 } from './dictionary-v1.ts'
import type { LinkState } from './link.ts'
import { decodeLink, encodeLink } from './link.ts'
import { packBody } from './pack.ts'
import { unpackBody } from './unpack.ts'

const one = (body: string): LinkState => ({
  transcript: { version: 1, exchanges: [{ id: 'x1', reply: { body } }] },
})

const bodyOf = (link: string): string | undefined => {
  const decoded = decodeLink(link)
  return decoded.ok ? decoded.state.transcript.exchanges[0]?.reply?.body : decoded.sentence
}

/** Lehmer's generator: the same stream on every machine. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

/** About as much as a weather question with one call: words of a small vocabulary, cut and padded as the wire does. */
function anthropicStream(bytes: number): string {
  const next = seeded(11)
  const words =
    'the weather in this town is mild with some wind from the west and rain will come tomorrow evening but nothing serious'.split(
      ' ',
    )
  const frame = (event: string, data: object) =>
    `event: ${event}\ndata: ${JSON.stringify(data).replace(/\}$/, () => `${' '.repeat(Math.floor(next() * 14))}}`)}\n\n`
  let body = frame('message_start', {
    type: 'message_start',
    message: {
      id: 'msg_01Made4ThisTest',
      role: 'assistant',
      content: [],
      usage: { input_tokens: 9, output_tokens: 1 },
    },
  })
  body += frame('content_block_start', {
    type: 'content_block_start',
    index: 0,
    content_block: { type: 'text', text: '' },
  })
  while (body.length < bytes) {
    const text = Array.from(
      { length: 1 + Math.floor(next() * 4) },
      () => ` ${words[Math.floor(next() * words.length)]}`,
    ).join('')
    body += frame('content_block_delta', {
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text },
    })
  }
  return (
    body +
    frame('content_block_stop', { type: 'content_block_stop', index: 0 }) +
    frame('message_stop', { type: 'message_stop' })
  )
}

const KEY = 'sk-ant-api03-Q7wJx2mZpL9vTk4RbN8sYd3HfGc6'

const full: LinkState = {
  transcript: {
    version: 1,
    title: 'Wetter: Aufruf verloren ☔',
    exchanges: [
      {
        id: 'x1',
        side: 'client',
        dialect: 'anthropic-messages',
        request: {
          method: 'POST',
          url: 'https://api.anthropic.com/v1/messages',
          headers: [['content-type', 'application/json']],
          body: '{"a":"ä\u2028"}',
        },
        reply: { status: 200, headers: [['x', '']], body: anthropicStream(3000), times: [0, 12, 24, 900] },
        startedAt: '2026-01-02T03:04:05Z',
        name: 'a.har',
        sessionId: 'session-7',
        traceId: 'trace-9',
      } satisfies Required<Exchange>,
      { id: 'x2', reply: { body: '\ud800 half', times: [0.5, 1.25] } },
      { id: 'x3', request: { body: '\ufeff{}' } },
    ],
  },
  view: {
    exchange: 'x2',
    tab: 'assembled',
    row: 17,
    lanes: ['gemini', 'openai-chat'],
    problem: 0,
    side: 'client',
  },
}

describe('a link', () => {
  test('brings back what went in, place included', () => {
    const { link, length } = encodeLink(full, { base: 'https://example.org/app/#old', redact: 'none' })
    expect(link).toMatch(/^https:\/\/example\.org\/app\/#v1\.wetter-aufruf-verloren\.[\w-]+$/)
    expect(length).toBe(link.length)
    expect(decodeLink(link)).toEqual({ ok: true, state: full, notes: [] })
  })

  test('carries pins and notes, with keys masked in them', () => {
    const remarks = [
      { exchange: 'x1', half: 'reply', frame: 2, pointer: '/delta', text: '' },
      { exchange: 'x1', half: 'request', text: `not ${KEY}` },
    ] as const
    const transcript = { version: 1, exchanges: [{ id: 'x1', reply: { body: '' } }], remarks } as const
    const opened = decodeLink(encodeLink({ transcript }).link)
    const there = opened.ok ? opened.state.transcript.remarks : undefined
    expect(there?.[0]).toEqual(remarks[0])
    expect(there?.[1]?.text).toMatch(/^not \S*\*{8}/)
  })

  test('is named after its dialect where it has no title', () => {
    expect(
      encodeLink({ transcript: { version: 1, exchanges: [{ id: 'x1', dialect: 'gemini' }] } }).link,
    ).toMatch(/^#v1\.gemini\./)
    expect(encodeLink({ transcript: { version: 1, exchanges: [] } }).link).toMatch(/^#v1\.transcript\./)
  })

  test('is redacted unless a person says otherwise', () => {
    const state: LinkState = {
      transcript: {
        version: 1,
        title: KEY,
        exchanges: [
          {
            id: 'x1',
            name: KEY,
            request: { url: `https://h/?key=${KEY}`, headers: [['x-api-key', KEY]], body: KEY },
            reply: { body: KEY },
          },
        ],
      },
    }
    const { link } = encodeLink(state)
    const decoded = decodeLink(link)
    expect(JSON.stringify(decoded)).not.toContain(KEY.slice(13))
    expect(link).not.toContain(KEY.slice(13).toLowerCase())
    expect(JSON.stringify(decodeLink(encodeLink(state, { redact: 'none' }).link))).toContain(KEY)
  })

  test('survives mail: wrapped, bracketed, with words around it', () => {
    const { link } = encodeLink(full, { base: 'https://example.org/', redact: 'none' })
    const wrapped = `${link.slice(0, 80)}\n${link.slice(80)}`
    for (const text of [wrapped, `<${link}>`, `see (${link}).`, link.slice(link.indexOf('#') + 1)]) {
      expect(decodeLink(text)).toEqual({ ok: true, state: full, notes: [] })
    }
  })

  test('any transcript comes back', () => {
    const body = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom(
            'data: {"a":1}\n\n',
            'data: {"a":"b"  }\n\n',
            '{"n":-1.5}\n',
            '\r\n',
            '"\\"',
            '7',
            ' }',
            '\x01\x04',
          ),
        )
        .map((pieces) => pieces.join('')),
    )
    const transcript: fc.Arbitrary<Transcript> = fc.record({
      version: fc.constant(1 as const),
      exchanges: fc.array(
        fc.record({
          id: fc.string(),
          request: fc.record({ body }),
          reply: fc.record({ body, times: fc.array(fc.nat()) }),
        }),
        { maxLength: 3 },
      ),
    })
    fc.assert(
      fc.property(
        transcript,
        (any) =>
          void expect(decodeLink(encodeLink({ transcript: any }, { redact: 'none' }).link)).toEqual({
            ok: true,
            state: { transcript: any },
            notes: [],
          }),
      ),
    )
  })
})

describe('a view this build does not know', () => {
  test('is passed over, said so, and the data opens', () => {
    const view = { exchange: 'x1', tab: 'hologram', zoom: 3 } as unknown as NonNullable<LinkState['view']>
    const decoded = decodeLink(encodeLink({ ...one('{}'), view }).link)
    expect(decoded).toMatchObject({ ok: true, state: { ...one('{}'), view: { exchange: 'x1' } } })
    expect(decoded.ok && decoded.notes).toEqual([
      `The link's view says "tab", which this build cannot read; it was passed over.`,
      `The link's view says "zoom", which this build does not know; it was passed over.`,
    ])
  })
})

describe('what cannot be opened says why', () => {
  const { link } = encodeLink({ transcript: { ...full.transcript, title: 'Lost call' } }, { redact: 'none' })
  const payload = link.split('.')[2] ?? ''
  const sentence = (text: string): string => {
    const decoded = decodeLink(text)
    expect(decoded.ok, text.slice(0, 80)).toBe(false)
    return decoded.ok ? '' : decoded.sentence
  }

  test.each([
    ['', /no link here/],
    ['#', /no link here/],
    ['hello', /not an Interlinear link/],
    ['https://example.org/#section', /not an Interlinear link/],
    ['#v999.x.abc', /version 999.*up to version 1.*Nothing was lost.*newer build/],
    ['#v0.x.abc', /never existed/],
    ['#v1', /cut off after 3 characters/],
    ['#v1.weather', /cut off after 11 characters/],
    ['#v1.weather.', /cut off: 0 characters/],
    [`#v1.x.${payload.slice(0, 20)}%${payload.slice(20)}`, /damaged: character 21 .*"%"/],
  ])('%s', (text, expected) => expect(sentence(text)).toMatch(expected))

  test('a link cut in the middle says how much came, and what could be read', () => {
    const half = link.slice(0, link.length - payload.length / 2)
    expect(sentence(half)).toMatch(
      /cut off: \d+ characters of its data arrived and the end.*missing.*"lost-call".*[1-9]\d* bytes.*at least one exchange/,
    )
  })

  test('cut anywhere, it is never opened and never called damaged', () => {
    for (let length = 0; length < payload.length - 1; length += 7)
      expect(sentence(`#v1.x.${payload.slice(0, length)}`)).toMatch(/cut off/)
  })

  test('a flipped letter never opens as something else', () => {
    fc.assert(
      fc.property(fc.nat(payload.length - 1), fc.constantFrom(...'AZaz09-_'), (at, letter) => {
        if (payload[at] === letter) return
        const decoded = decodeLink(`#v1.x.${payload.slice(0, at)}${letter}${payload.slice(at + 1)}`)
        // The last letter holds spare bits; they carry nothing.
        if (decoded.ok) expect(decoded.state.transcript).toEqual({ ...full.transcript, title: 'Lost call' })
        else expect(decoded.sentence).toMatch(/damaged|cut off|not opened/)
      }),
      { numRuns: 500 },
    )
  })

  test('nothing throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void decodeLink(text)))
    fc.assert(
      fc.property(fc.base64String(), (text) => void decodeLink(`#v1.x.${text.replace(/[+/=]/g, '_')}`)),
    )
  })

  test('whole, but none of ours', () => {
    for (const text of [
      'null',
      '{}',
      '{"transcript":{"version":2,"exchanges":[]}}',
      '{"transcript":{"version":1,"exchanges":[{"id":7}]}}',
      '{"transcript":{"version":1,"exchanges":[{"id":"x1","reply":{"body":[3,900000000]}}]}}\n\x05a',
      '[[['.repeat(100_000),
    ]) {
      expect(sentence(`#v1.x.${forge(text)}`)).toMatch(/whole, but not one of ours/)
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('a bomb is not inflated', () => {
    expect(sentence(`#v1.x.${forge('a'.repeat(70_000_000))}`)).toMatch(/not opened.*64 MB/)
    const runs = `{"transcript":{"version":1,"exchanges":[{"id":"x1","reply":{"body":[9,60000000]}}]}}\n\x05${'a'}\x07zzzzzz`
    expect(sentence(`#v1.x.${forge(runs)}`)).toMatch(/not one of ours/)
  })

  test('a link that would not open says so when it is made', () => {
    expect(encodeLink(one('x'.repeat(66 * 1024 * 1024)), { redact: 'none' }).problem).toMatch(/at most 64 MB/)
    expect(encodeLink(one('x')).problem).toBeUndefined()
  })
})

/** A payload with a true checksum over whatever text. CRC-32 by long division: slow, and not the code under test. */
function forge(text: string): string {
  const plain = Buffer.from(text)
  let crc = 0xffffffff
  const table = Array.from({ length: 256 }, (_, n) =>
    Array.from({ length: 8 }).reduce<number>((c) => (c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1), n),
  )
  for (const byte of plain) crc = (table[(crc ^ byte) & 255] as number) ^ (crc >>> 8)
  const head = Buffer.alloc(4)
  head.writeUInt32BE(~crc >>> 0)
  return Buffer.concat([
    head,
    deflateSync(plain, { level: 9, dictionary: Buffer.from(DICTIONARY_V1) }),
  ]).toString('base64url')
}

describe('length', () => {
  test('a 13 KB Anthropic stream takes less than a quarter', () => {
    const body = anthropicStream(13_000)
    const { link, length } = encodeLink(one(body))
    expect(bodyOf(link)).toBe(body)
    expect(length).toBeLessThan(body.length / 4)
  })

  test('the dictionary is small, and frozen', () => {
    expect(Buffer.byteLength(DICTIONARY_V1)).toBeLessThanOrEqual(6144)
    // Links made by the first build. They open for ever.
    expect(bodyOf(FROZEN)).toBe('event: ping\ndata: {"type": "ping"}\n\n')
  })
})

const FROZEN = '#v1.transcript.IsqQsQNmJZxRjSt-4c6FmGZsBjGKmPIPAA'

describe('packing', () => {
  test('gives back the same text or nothing', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'data: {"i":1,"t":"a"}\n\n',
        'data: {"i":2,"t":"bcd"}   }\n\n',
        'data: {"i":3,"t":"\\"e"}\r\n\r\n',
        '\n',
        '\r\n',
        ': ping\n\n',
        'data: {"i":1e5,"t":null}\n\n',
        '"',
        '\\',
        '{"x":-0}\n',
        '~',
      ),
      fc.string({ maxLength: 5 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const body = pieces.join('')
        const packed = packBody(body)
        if (packed !== undefined) expect(unpackBody(packed, body.length)).toBe(body)
      }),
      { numRuns: 500 },
    )
  })

  test('forged text gives something or nothing, within its limit', () => {
    const piece = fc.constantFrom(
      '\x01',
      '\x02',
      '\x03',
      '\x04',
      '\x05',
      '\x06',
      '\x07',
      '\x08',
      'a',
      '0',
      'zzzz',
      '~zzz.',
      '1*zz',
      ' ',
      '=',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        (pieces) =>
          void expect((unpackBody(pieces.join(''), 10_000) ?? '').length).toBeLessThanOrEqual(10_000),
      ),
    )
  })
})

const CORPUS = '../shared/corpus'

describe.skipIf(!existsSync(CORPUS))('recorded bodies (skipped where ../shared/corpus is absent)', () => {
  const recorded = (folder: string) =>
    readdirSync(`${CORPUS}/${folder}`).map((file) => readFileSync(`${CORPUS}/${folder}/${file}`, 'utf8'))
  const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN

  test.each([
    ['anthropic/stream', 11_500, 15_000, 2200],
    ['responses/stream', 23_000, 27_000, 3000],
  ])('%s of %d to %d characters', (folder, from, to, bound) => {
    const lengths = recorded(folder)
      .filter(({ length }) => length >= from && length <= to)
      .map((body) => {
        const { link, length } = encodeLink(one(body))
        expect(bodyOf(link)).toBe(body)
        return length
      })
    expect(median(lengths)).toBeLessThanOrEqual(bound)
  })

  test.each(['anthropic', 'responses', 'chat', 'gemini'])(
    'every %s stream comes back',
    (dialect) => {
      for (const body of recorded(`${dialect}/stream`)) {
        const packed = packBody(body)
        if (packed !== undefined) expect(unpackBody(packed, body.length) === body).toBe(true)
      }
    },
    60_000,
  )
})
