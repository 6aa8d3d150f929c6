import { describe, expect, it } from 'vitest'
import { replyFraming } from '../transcript/reply-framing.ts'
import { isObject } from '../wire/json.ts'
import type { RecogniseDialect } from './format.ts'
import { readInput } from './read-input.ts'

const stub: RecogniseDialect = ({ json }) =>
  isObject(json) && json.messages !== undefined
    ? { dialect: 'openai-chat', kind: 'request', score: 1, reasons: [] }
    : undefined

const entry = (
  url: string,
  more: object = {},
  content: object = { mimeType: 'application/json', text: '{}' },
): object => ({
  startedDateTime: '2026-01-02T03:04:05.000Z',
  request: {
    method: 'POST',
    url,
    headers: [{ name: 'A', value: 'b' }],
    postData: { mimeType: 'application/json', text: '{"messages":[]}' },
  },
  response: { status: 200, headers: [['Content-Type', 'x/y']], content },
  ...more,
})
const read = (...entries: object[]) =>
  readInput(`\ufeff${JSON.stringify({ log: { version: '1.2', entries } })}`, stub)
const sides = (...entries: object[]) => read(...entries).transcript.exchanges.map((exchange) => exchange.side)

describe('har', () => {
  it('reads an entry', () => {
    expect(read(entry('https://a/v1')).transcript.exchanges).toEqual([
      {
        id: 'x1',
        dialect: 'openai-chat',
        request: { method: 'POST', url: 'https://a/v1', headers: [['A', 'b']], body: '{"messages":[]}' },
        reply: { status: 200, headers: [['Content-Type', 'x/y']], body: '{}' },
        startedAt: '2026-01-02T03:04:05.000Z',
        name: 'Entry 1',
      },
    ])
  })

  it('decodes base64 as UTF-8', () => {
    const text = btoa(String.fromCharCode(...new TextEncoder().encode('data: "é🙂"\n\n')))
    const reply = read(entry('https://a', {}, { mimeType: 'text/event-stream', text, encoding: 'base64' }))
      .transcript.exchanges[0]?.reply
    expect(reply?.body).toBe('data: "é🙂"\n\n')
    expect(reply && replyFraming(reply)).toBe('sse')
  })

  it('puts event messages together, and says so', () => {
    const messages = [
      { time: 1, eventName: 'message', eventId: '', data: '{"a":1}' },
      { time: 2, eventName: 'x', eventId: '7', data: 'a\nb' },
    ]
    const { transcript, report } = read(
      entry('https://a', { _eventSourceMessages: messages }, { mimeType: 'text/event-stream' }),
    )
    expect(transcript.exchanges[0]?.reply?.body).toBe(
      'data: {"a":1}\n\nevent: x\nid: 7\ndata: a\ndata: b\n\n',
    )
    expect(report.notes[0]?.sentence).toContain('put together')
  })

  it('says where the stream is missing', () => {
    expect(read(entry('https://a', {}, { mimeType: 'text/event-stream' })).report.notes[0]?.severity).toBe(
      'warning',
    )
  })

  it('tells sides from hosts only where both are there', () => {
    expect(sides(entry('http://localhost:4000/v1'), entry('https://api.openai.com/v1'))).toEqual([
      'client',
      'upstream',
    ])
    expect(
      sides(entry('http://gw.corp/v1'), entry('https://us-central1-aiplatform.googleapis.com/v1')),
    ).toEqual(['client', 'upstream'])
    expect(sides(entry('https://api.openai.com/v1'), entry('https://api.openai.com/v1'))).toEqual([
      undefined,
      undefined,
    ])
    expect(
      sides(entry('https://a', { _side: 'upstream' }), entry('https://b', { comment: 'client to gateway' })),
    ).toEqual(['upstream', 'client'])
  })

  it('leaves out what is no call, and says how much', () => {
    const page = {
      request: { method: 'GET', url: 'https://a/logo.png', headers: [] },
      response: { status: 200, content: {} },
    }
    const { transcript, report } = read(page, entry('https://a/v1'), page)
    expect(transcript.exchanges.map((exchange) => exchange.name)).toEqual(['Entry 2'])
    expect(report.notes.at(-1)?.sentence).toContain('2 of 3')
  })

  it('bears entries of any shape', () => {
    expect(
      read({}, { request: null, response: [] }, { request: { headers: 3, postData: 1 } }).report.ok,
    ).toBe(false)
  })

  it('says where nothing tells which host is the gateway’s', () => {
    const notes = (...urls: string[]) =>
      read(...urls.map((url) => entry(url))).report.notes.map(({ sentence }) => sentence)
    expect(notes('http://localhost:4000/v1', 'http://vllm.internal:8000/v1').join()).toMatch(
      /^Nothing tells which of the hosts localhost, vllm\.internal stands/,
    )
    expect(notes('https://api.openai.com/v1', 'https://api.anthropic.com/v1')).toEqual([])
    expect(notes('http://localhost:4000/v1', 'https://api.openai.com/v1')).toEqual([])
  })
})
