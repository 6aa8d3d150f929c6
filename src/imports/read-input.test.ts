import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkIntegrity } from '../transcript/integrity.ts'
import { replyFraming } from '../transcript/reply-framing.ts'
import { openTranscript, saveTranscript } from '../transcript/saved.ts'
import { isObject } from '../wire/json.ts'
import type { RecogniseDialect } from './format.ts'
import { readInput } from './read-input.ts'

/** Just enough to tell the bodies below apart; the dialects' own recognisers are tested with them. */
const stub: RecogniseDialect = ({ json, frames }) => {
  const claim = (
    dialect: 'openai-chat' | 'anthropic-messages',
    kind: 'request' | 'reply' | 'stream' | 'error',
  ) => ({ dialect, kind, score: 0.9, reasons: ['stub'] }) as const
  if (frames) {
    if (frames.some((frame) => frame.data.includes('message_start')))
      return claim('anthropic-messages', 'stream')
    return frames.some((frame) => frame.data.includes('chat.completion.chunk'))
      ? claim('openai-chat', 'stream')
      : undefined
  }
  if (!isObject(json)) return undefined
  if (json.error !== undefined) return claim('openai-chat', 'error')
  if (json.choices !== undefined) return claim('openai-chat', 'reply')
  if (json.messages === undefined) return undefined
  return claim(json.max_tokens === undefined ? 'openai-chat' : 'anthropic-messages', 'request')
}

const read = (input: string | Uint8Array, name?: string) => readInput(input, stub, name)

const CHAT = '{"model":"gpt-5","messages":[{"role":"user","content":"it\\u0027s"}]}'
const CLAUDE = '{"model":"claude","max_tokens":1,"messages":[]}'
const REPLY = '{"id":"c1","choices":[{"message":{"role":"assistant","content":"hi"}}]}'
const ERROR = '{"error":{"message":"no"}}'
const CHUNK = '{"object":"chat.completion.chunk","choices":[]}'
const STREAM = `data: ${CHUNK}\n\ndata: [DONE]\n\n`
const CLAUDE_STREAM = 'event: message_start\ndata: {"type":"message_start"}\n\n'

/** An exchange in one line: dialect, status, the halves as they begin. */
const shown = (input: string | Uint8Array): string[] =>
  read(input).transcript.exchanges.map(({ dialect, side, request, reply }) =>
    [
      side,
      dialect ?? '?',
      request && `> ${request.method ?? ''} ${request.url ?? ''} ${request.body.slice(0, 12)}`,
      reply && `< ${reply.status ?? ''} ${replyFraming(reply)}`,
    ]
      .filter((part) => part !== undefined)
      .join(' ')
      .replace(/ +/g, ' '),
  )

const found: readonly (readonly [
  name: string,
  input: string,
  format: string,
  expected: readonly string[],
])[] = [
  ['a request', CHAT, 'json', ['openai-chat > {"model":"gp']],
  ['a request with a byte order mark', `\ufeff${CHAT}`, 'json', ['openai-chat > {"model":"gp']],
  ['a reply', REPLY, 'json', ['openai-chat < json']],
  ['an error', ERROR, 'json', ['openai-chat < json']],
  ['a stream', STREAM, 'stream', ['openai-chat < sse']],
  ['a stream behind a comment', `: ping\n\n${STREAM}`, 'stream', ['openai-chat < sse']],
  ['an indented stream', STREAM.replace(/^(?=.)/gm, '    '), 'stream', ['openai-chat < sse']],
  ['events by line', `${CHUNK}\n${CHUNK}\n`, 'json', ['openai-chat < ndjson']],
  ['events as an array', `[${CHUNK},\n${CHUNK}]`, 'json', ['openai-chat < json-array']],
  [
    'both halves in one object',
    `{"request":${CHAT},"response":${REPLY}}`,
    'json',
    ['openai-chat > {"model":"gp < json'],
  ],
  [
    'both halves with envelopes',
    `{"request":{"method":"POST","url":"http://a/v1","headers":{"a":"b"},"body":${CHAT}},"response":{"status_code":200,"body_raw":${JSON.stringify(STREAM)}}}`,
    'json',
    ['openai-chat > POST http://a/v1 {"model":"gp < 200 sse'],
  ],
  [
    'recordings by line',
    `{"request":${CHAT},"response":${REPLY}}\n{"request":${CLAUDE},"response":null}\n`,
    'json',
    ['openai-chat > {"model":"gp < json', 'anthropic-messages > {"model":"cl'],
  ],
  ['request and stream in one paste', `${CHAT}\n\n${STREAM}`, 'json', ['openai-chat > {"model":"gp < sse']],
  ['request and reply in one paste', `${CHAT}\n\n${REPLY}`, 'json', ['openai-chat > {"model":"gp < json']],
  [
    'curl -i output',
    `HTTP/2 200\r\ncontent-type: text/event-stream\r\nx-a: b\r\n\r\n${STREAM}`,
    'http',
    ['openai-chat < 200 sse'],
  ],
  [
    '100 Continue in front',
    `HTTP/1.1 100 Continue\n\nHTTP/1.1 400 Bad Request\nA: b\n\n${ERROR}`,
    'http',
    ['openai-chat < 400 json'],
  ],
  [
    'raw request and reply',
    `POST /v1/chat/completions HTTP/1.1\nHost: localhost:4000\n\n${CHAT}\n\nHTTP/1.1 200 OK\n\n${REPLY}`,
    'http',
    ['openai-chat > POST http://localhost:4000/v1/chat/completions {"model":"gp < 200 json'],
  ],
  [
    'curl -v output',
    `*   Trying 1.2.3.4...\n> POST /v1/messages HTTP/2\n> Host: api.anthropic.com\n>\n< HTTP/2 200\n< content-type: text/event-stream\n<\n{ [5 bytes data]\n${CLAUDE_STREAM}* Connection left intact`,
    'http',
    ['anthropic-messages > POST https://api.anthropic.com/v1/messages < 200 sse'],
  ],
  [
    'curl',
    `curl https://a/v1 \\\n  -H 'A: b' \\\n  -d '${CHAT}'`,
    'curl',
    ['openai-chat > POST https://a/v1 {"model":"gp'],
  ],
  [
    'curl behind a prompt, with its output',
    `$ curl -sN https://a/v1 -d '${CHAT}' | cat\n${STREAM}`,
    'curl',
    ['openai-chat > POST https://a/v1 {"model":"gp < sse'],
  ],
  [
    'curl -v with all it printed',
    `curl -v https://a/v1 -d '${CHAT}'\n* Trying\n> POST /v1 HTTP/1.1\n> Host: a\n>\n< HTTP/1.1 400 Bad Request\n<\n${ERROR}`,
    'curl',
    ['openai-chat > POST https://a/v1 {"model":"gp < 400 json'],
  ],
  [
    'an issue with code blocks',
    `It fails:\n\n\`\`\`bash\ncurl https://a/v1 -d '${CHAT}'\n\`\`\`\n\nand I get\n\n\`\`\`\n${STREAM}\`\`\`\nPlease help`,
    'fenced',
    ['openai-chat > POST https://a/v1 {"model":"gp < sse'],
  ],
  ['a quoted stream', STREAM.replace(/^/gm, '> '), 'stream', ['openai-chat < sse']],
  ['a container log', STREAM.replace(/^/gm, 'api-1  | '), 'stream', ['openai-chat < sse']],
  [
    'a request after a sentence',
    `I send this:\n${CHAT}\nand get:\n${ERROR}\nWhy?`,
    'json',
    ['openai-chat > {"model":"gp < json'],
  ],
  ['half a request', CHAT.slice(0, 50), 'json', ['openai-chat > {"model":"gp']],
]

describe('readInput', () => {
  test.each(found)('%s', (_name, input, format, expected) => {
    expect(shown(input)).toEqual(expected)
    const { transcript, report } = read(input)
    expect(report.format).toBe(format)
    expect(report.ok).toBe(true)
    expect(report.exchanges).toBe(expected.length)
    expect(report.reasons.length).toBeGreaterThan(0)
    expect(checkIntegrity(transcript)).toEqual([])
    expect(openTranscript(saveTranscript(transcript))).toEqual({ transcript })
    expect(read(saveTranscript(transcript)).transcript).toEqual(transcript)
  })

  it('keeps bodies exactly as they were', () => {
    const odd = '{ "messages" : [], "n": 1.0, "big": 12345678901234567890 }'
    expect(read(odd).transcript.exchanges[0]?.request?.body).toBe(odd)
    expect(read(`{"request": ${odd}, "response": ${REPLY}}`).transcript.exchanges[0]?.request?.body).toBe(odd)
  })

  it('takes the name of the file', () => {
    expect(read(CHAT, 'a.json').transcript.exchanges[0]?.name).toBe('a.json')
  })
})

const bad: readonly (readonly [name: string, input: string | Uint8Array, words: string])[] = [
  ['nothing', '', 'Nothing was pasted'],
  ['space', ' \n\ufeff ', 'Nothing was pasted'],
  [
    'an HTML page',
    '<!DOCTYPE html><html><head><title>502 Bad\n Gateway</title>',
    'an HTML page, "502 Bad Gateway"',
  ],
  ['prose', 'please help, nothing works', 'No traffic was recognised'],
  ['fenced prose', 'see\n```\nnothing here\n```', 'nothing in it is traffic'],
  ['damaged gzip', new Uint8Array([0x1f, 0x8b, 8, 0]), 'gzip'],
  ['binary', new Uint8Array([0, 0, 0, 0x6a, 0xff, 0xfe, 1]), 'binary'],
  ['a newer transcript', '{"version":7,"exchanges":[]}', 'version 7'],
  ['a damaged HAR file', '{"log":{"entries":[{"request":', 'cut short or damaged'],
]

describe('bad input', () => {
  test.each(bad)('%s', (_name, input, words) => {
    const { report } = read(input)
    expect(report.ok).toBe(false)
    expect(report.sentence).toContain(words)
  })

  it('says where half a request ends', () => {
    const { report } = read('{"model":"m",\n"messages":[{"content":"hel')
    expect(report.notes[0]?.sentence).toContain('a Chat Completions request')
    expect(report.notes[0]?.sentence).toContain('inside the string at /messages/0/content, line 2')
    expect(report.ok).toBe(true)
  })

  it('warns where the two halves speak different dialects', () => {
    expect(
      read(`${CLAUDE}\n\n${REPLY}`).report.notes.some((note) => note.sentence.includes('its reply like')),
    ).toBe(true)
  })

  it('tells of what it left out, with the place', () => {
    const text = `hello there\n${CHAT}`
    const { report } = read(`\`\`\`\n${text}\n\`\`\``)
    const note = report.notes.find((one) => one.sentence.includes('hello there'))
    expect(note && `\`\`\`\n${text}`.slice(note.start, note.end)).toBe('hello there\n')
  })

  it.each([
    ['one long line', 'a'.repeat(50_000_000)],
    ['deep brackets', '['.repeat(300_000)],
    ['deep objects', '{"messages":['.repeat(100_000)],
    ['many quotes', `curl ${'"\''.repeat(200_000)}`],
    ['many blank lines', `x${'\n'.repeat(1_000_000)}`],
    ['many lines of prose', 'lorem ipsum\n'.repeat(300_000)],
    ['many lines of prose in a block', `\`\`\`\n${'lorem {\n'.repeat(100_000)}`],
    ['many openings', '{\n'.repeat(300_000)],
    ['many status lines', 'HTTP/1.1 200 OK\n\n'.repeat(20_000)],
    ['many requests', `${CHAT}\n`.repeat(5_000)],
  ])('is quick with %s', (_name, input) => {
    const before = performance.now()
    expect(read(input).report.sentence).not.toContain('failed inside')
    // A second, and ten on a machine that many share; what looks back over all of it would need minutes.
    expect(performance.now() - before).toBeLessThan(30_000)
  })

  it('never throws', () => {
    const piece = fc.constantFrom(
      'curl ',
      "-d '",
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '\\',
      '\n',
      '\n\n',
      'HTTP/1.1 200 OK\n',
      'data: ',
      '```\n',
      '> ',
      '< ',
      ':',
      CHAT,
      STREAM,
      '<html>',
      "$'",
      '^"',
      '\ud83d',
      ' ',
      ' | ',
      '{"log":{"entries":[',
      '"request":',
      'POST /v1 HTTP/1.1\n',
      '__proto__',
      '@',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const { transcript, report } = read(pieces.join(''))
        expect(report.sentence).not.toContain('failed inside')
        expect(checkIntegrity(transcript)).toEqual([])
      }),
      { numRuns: 3000 },
    )
    fc.assert(
      fc.property(
        fc.uint8Array(),
        (bytes) => void expect(read(bytes).report.sentence).not.toContain('failed inside'),
      ),
    )
    fc.assert(
      fc.property(
        fc.json(),
        (json) => void expect(read(json).report.sentence).not.toContain('failed inside'),
      ),
    )
  })
})
