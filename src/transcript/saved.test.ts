import { describe, expect, it, test } from 'vitest'
import { checkIntegrity } from './integrity.ts'
import { replyFraming } from './reply-framing.ts'
import { openTranscript, saveTranscript } from './saved.ts'
import type { Transcript } from './transcript.ts'

const transcript: Transcript = {
  version: 1,
  title: 'A case',
  exchanges: [
    {
      id: 'x1',
      side: 'client',
      dialect: 'gemini',
      request: {
        method: 'POST',
        url: 'http://a',
        headers: [
          ['A', 'b'],
          ['a', 'c'],
        ],
        body: '{ }',
      },
      reply: { status: 200, headers: [], body: 'data: 1\n\n', times: [0, 5] },
      startedAt: '2026-01-02T03:04:05Z',
      name: 'a.har',
      sessionId: 's1',
      traceId: 't1',
    },
    { id: 'x2', reply: { body: '' } },
  ],
  remarks: [{ exchange: 'x1', half: 'reply', frame: 0, pointer: '/a', text: 'here' }],
}

describe('saved transcripts', () => {
  it('come back as they were', () =>
    expect(openTranscript(saveTranscript(transcript))).toEqual({ transcript }))

  it('may be written by hand', () => {
    expect(
      openTranscript('{"version":1,"exchanges":[{"id":"me","request":{"body":{"a":1}},"dialect":"chat"}]}'),
    ).toEqual({
      transcript: {
        version: 1,
        exchanges: [{ id: 'x1', dialect: 'openai-chat', request: { body: '{"a":1}' } }],
      },
    })
  })

  it('give remarks the new names of their exchanges, and drop what names no place', () => {
    const remarks =
      '[{"exchange":"me","half":"reply","text":"a"},{"exchange":"you","half":"reply"},{"exchange":"me"},7]'
    expect(
      openTranscript(`{"version":1,"exchanges":[{"id":"me","reply":{"body":""}}],"remarks":${remarks}}`),
    ).toMatchObject({ transcript: { remarks: [{ exchange: 'x1', half: 'reply', text: 'a' }] } })
  })

  test.each([
    ['{', 'no JSON'],
    ['[]', 'no list of exchanges'],
    ['{"exchanges":[]}', 'no version'],
    ['{"version":2,"exchanges":[]}', 'A newer Interlinear saved it'],
    ['{"version":1,"exchanges":[{}]}', 'Exchange 1'],
    ['{"version":1,"exchanges":[null]}', 'Exchange 1'],
  ])('%s', (text, words) => {
    const opened = openTranscript(text)
    expect('problem' in opened && opened.problem).toContain(words)
  })
})

describe('checkIntegrity', () => {
  it('finds a sound transcript sound', () => expect(checkIntegrity(transcript)).toEqual([]))

  test.each([
    [
      [
        { id: 'x1', reply: { body: '' } },
        { id: 'x1', reply: { body: '' } },
      ],
      'repeats the id x1',
    ],
    [[{ id: 'x2', reply: { body: '' } }], 'not x1'],
    [[{ id: 'x1' }], 'neither request nor reply'],
    [[{ id: 'x1', reply: { body: '', status: 99 } }], 'the status 99'],
    [[{ id: 'x1', reply: { body: '', times: [2, 1] } }], 'run backwards'],
  ] as const)('%j', (exchanges, words) =>
    expect(checkIntegrity({ version: 1, exchanges }).join(' ')).toContain(words),
  )
})

describe('replyFraming', () => {
  test.each([
    ['text/event-stream', 'data: 1\n\n', 'sse'],
    ['text/event-stream', ': waiting', 'sse'],
    ['text/event-stream; charset=utf-8', '{"error":1}', 'json'],
    ['application/json', 'data: {}\n\n', 'sse'],
    ['application/json', '[{"a":1}]', 'json-array'],
    ['application/json', '{"a":1}', 'json'],
    ['application/x-ndjson', '{"a":1}', 'ndjson'],
    ['', '{"a":1}\n{"b":1}', 'ndjson'],
  ])('%s with %j is %s', (type, body, framing) => {
    expect(replyFraming({ headers: [['Content-Type', type]], body })).toBe(framing)
  })
})
