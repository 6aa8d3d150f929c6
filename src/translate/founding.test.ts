import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { DialectId } from '../hub/dialect.ts'
import { check } from '../inspect/check.ts'
import { saveTranscript } from '../transcript/saved.ts'
import type { Exchange, Header, Side, Transcript } from '../transcript/transcript.ts'
import type { Json } from '../wire/json.ts'
import { parseJson } from '../wire/json.ts'
import { findFault } from './faults/catalogue.ts'
import { createStreamTranslator } from './stream.ts'
import type { Options } from './translate.ts'
import { translateError, translateReply, translateRequest } from './translate.ts'
import { turnsOf } from './turns.ts'

/**
 * The founding cases: what the client sent and what the provider answered are written by hand, all else is what the
 * translation makes of them, with the fault and without. `vitest -u` writes the derived files anew.
 */
interface Case {
  readonly id: string
  readonly title: string
  readonly rule: string
  readonly issue: string
  readonly fault: string
  readonly from: DialectId
  readonly to: DialectId
  readonly kind: 'request' | 'stream'
}

const folder = fileURLToPath(new URL('../../public/samples/', import.meta.url))
const index = JSON.parse(readFileSync(`${folder}index.json`, 'utf8')) as readonly {
  readonly id: string
  readonly path: string
}[]

const pretty = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`

/** One case with its files. A request goes from the client's dialect to the provider's, a reply the other way. */
class Sample {
  readonly path: string
  readonly case: Case
  readonly client: DialectId
  readonly provider: DialectId
  /** By file name: what the translation makes of the files written by hand. */
  readonly derived = new Map<string, string>()

  constructor(path: string) {
    this.path = `${folder}${path}/`
    this.case = JSON.parse(this.text('case.json')) as Case
    const { kind, from, to } = this.case
    this.client = kind === 'request' ? from : to
    this.provider = kind === 'request' ? to : from
  }

  has(file: string): boolean {
    return this.derived.has(file) || existsSync(this.path + file)
  }

  text(file: string): string {
    return this.derived.get(file) ?? readFileSync(this.path + file, 'utf8')
  }

  json(file: string): Json {
    return JSON.parse(this.text(file)) as Json
  }

  get history(): readonly Exchange[] {
    if (!this.has('turn-1-client-request.json')) return []
    const request = {
      method: 'POST',
      url: CLIENT_URLS[this.client],
      body: JSON.stringify(this.json('turn-1-client-request.json')),
    }
    const reply = { status: 200, headers: STREAM, body: this.text('turn-1-client.sse') }
    return [{ id: 'x1', side: 'client', dialect: this.client, request, reply }]
  }

  /** The request as the gateway sends it on, or the error it gives instead. */
  upstreamRequest(half: 'right' | 'faulty'): Json {
    const fault = half === 'faulty' ? this.fault('request') : {}
    const options: Options = {
      from: this.client,
      to: this.provider,
      history: turnsOf(this.history, this.client),
      ...fault,
    }
    return translateRequest(this.json('client-request.json'), options).body
  }

  /** The provider's answer as the gateway passes it back. */
  clientReply(file: string, half: 'right' | 'faulty'): string {
    const options: Options = {
      from: this.provider,
      to: this.client,
      ...(half === 'faulty' ? this.fault('reply') : {}),
    }
    if (file.endsWith('.sse')) {
      const translator = createStreamTranslator(options)
      return translator.push(this.text(file)) + translator.end()
    }
    const body = this.json(file)
    return pretty((isError(body) ? translateError : translateReply)(body, options).body)
  }

  private fault(half: 'request' | 'reply'): Pick<Options, 'fault'> {
    const fault = findFault(this.case.fault)
    if (!fault) throw new Error(`${this.case.id} names no known fault`)
    return fault.half === half ? { fault } : {}
  }
}

const isError = (body: Json): boolean =>
  typeof body === 'object' && body !== null && 'error' in body && body.error !== null

const CLIENT_URLS: Readonly<Record<DialectId, string>> = {
  'openai-chat': 'https://gateway.example/v1/chat/completions',
  'openai-responses': 'https://gateway.example/v1/responses',
  'anthropic-messages': 'https://gateway.example/v1/messages',
  gemini: 'https://gateway.example/v1beta/models',
}
const JSON_TYPE: readonly Header[] = [['content-type', 'application/json']]
const STREAM: readonly Header[] = [['content-type', 'text/event-stream']]

function providerUrl(dialect: DialectId, request: Json, isStream: boolean): string {
  if (dialect === 'anthropic-messages') return 'https://api.anthropic.com/v1/messages'
  const { model } = request as { readonly model: string }
  return `https://generativelanguage.googleapis.com/v1beta/models/${model}:${isStream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`
}

function exchangeOf(
  sample: Sample,
  side: Side,
  files: { readonly request: string; readonly reply: string; readonly asked: string },
): Omit<Exchange, 'id'> {
  const dialect = side === 'client' ? sample.client : sample.provider
  const isStream = files.reply.endsWith('.sse')
  const url =
    side === 'client' ? CLIENT_URLS[dialect] : providerUrl(dialect, sample.json(files.asked), isStream)
  const body = isStream ? sample.text(files.reply) : JSON.stringify(sample.json(files.reply))
  const status = isStream ? 200 : statusOf(sample.json(files.reply))
  return {
    side,
    dialect,
    request: { method: 'POST', url, body: JSON.stringify(sample.json(files.request)) },
    reply: { status, headers: isStream ? STREAM : JSON_TYPE, body },
  }
}

function statusOf(body: Json): number {
  const { code } = isError(body)
    ? (body as { readonly error: { readonly code?: Json } }).error
    : { code: 200 }
  // A client's error says the status as text, or not at all; then it is what the provider refused with.
  return Number(code ?? 400) || 400
}

/** Both sides of every turn, as captured or as they should have been. */
function transcriptOf(sample: Sample, half: 'right' | 'faulty'): Transcript {
  const prefer = (name: string): string =>
    half === 'right' && sample.has(`right-${name}`) ? `right-${name}` : name
  const either = (stem: string): string =>
    sample.has(`${stem}.sse`) ? prefer(`${stem}.sse`) : prefer(`${stem}-reply.json`)
  const sides: Omit<Exchange, 'id'>[] = []
  const turn = (prefix: string): void => {
    const asked = `${prefix}client-request.json`
    sides.push(exchangeOf(sample, 'client', { asked, request: asked, reply: either(`${prefix}client`) }))
    const request = prefer(`${prefix}upstream-request.json`)
    if (sample.has(request))
      sides.push(exchangeOf(sample, 'upstream', { asked, request, reply: either(`${prefix}upstream`) }))
  }
  if (sample.history.length > 0) turn('turn-1-')
  turn('')
  const title = half === 'right' ? `${sample.case.title}: as it should have been` : sample.case.title
  return { version: 1, title, exchanges: sides.map((side, i): Exchange => ({ id: `x${i + 1}`, ...side })) }
}

function sampleOf(path: string): Sample {
  const sample = new Sample(path)
  const { derived } = sample
  if (sample.has('turn-1-client-request.json')) {
    const { body } = translateRequest(sample.json('turn-1-client-request.json'), {
      from: sample.client,
      to: sample.provider,
    })
    derived.set('turn-1-upstream-request.json', pretty(body))
    derived.set('history.json', saveTranscript({ version: 1, exchanges: sample.history }))
  }
  // What the gateway sent on, or gave back instead; and what it should have sent.
  const isRefused =
    findFault(sample.case.fault)?.half === 'request' &&
    !WRITTEN_ANSWERS.slice(0, 2).some((file) => sample.has(file))
  derived.set(
    isRefused ? 'client-reply.json' : 'upstream-request.json',
    pretty(sample.upstreamRequest('faulty')),
  )
  if (sample.case.kind === 'request')
    derived.set('right-upstream-request.json', pretty(sample.upstreamRequest('right')))
  // What the client was given, and what it should have been given.
  for (const file of WRITTEN_ANSWERS.filter((name) => sample.has(name))) {
    const [, isRight, ending] = /^(right-)?upstream(.*)$/.exec(file) ?? []
    derived.set(`${isRight ?? ''}client${ending}`, sample.clientReply(file, isRight ? 'right' : 'faulty'))
    if (sample.case.kind === 'stream') derived.set(`right-client${ending}`, sample.clientReply(file, 'right'))
  }
  derived.set('transcript.json', saveTranscript(transcriptOf(sample, 'faulty')))
  derived.set('right.json', saveTranscript(transcriptOf(sample, 'right')))
  return sample
}

const WRITTEN_ANSWERS = ['upstream.sse', 'upstream-reply.json', 'right-upstream-reply.json']

it.each(index)('$id holds what the translation gives, with the fault and without', async ({ id, path }) => {
  const sample = sampleOf(path)
  expect(sample.case.id).toBe(id)
  for (const [file, text] of sample.derived) await expect(text, file).toMatchFileSnapshot(sample.path + file)
})

describe('what is found', () => {
  it.each(index)('$id: its rule and its fault on the capture, nothing wrong on the right one', ({ path }) => {
    const sample = sampleOf(path)
    const found = check(JSON.parse(sample.text('transcript.json')) as Transcript)
    const errors = found.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ rule }) => rule)).toContain(sample.case.rule)
    expect(errors.find(({ rule }) => rule === sample.case.rule)?.fault).toBe(sample.case.fault)
    expect(sample.text('about.md')).toContain(sample.case.issue)
    const right = check(JSON.parse(sample.text('right.json')) as Transcript)
    expect(right.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('reads all bodies of the samples as JSON or as a stream', () => {
    for (const { path } of index) {
      for (const { request, reply } of (JSON.parse(sampleOf(path).text('transcript.json')) as Transcript)
        .exchanges) {
        expect('value' in parseJson(request?.body ?? '{}')).toBe(true)
        expect(reply?.body).not.toBe('')
      }
    }
  })
})
