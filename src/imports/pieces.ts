import { frameBody, recogniseFraming } from '../wire/framings.ts'
import { parseJson } from '../wire/json.ts'
import { endOfValue } from '../wire/json-scan.ts'
import { looksLikeRequest, readBody } from './body.ts'
import { CURL_START, readCurl } from './curl-command.ts'
import { readErrorWords } from './error-words.ts'
import type { Reading, RecogniseDialect } from './format.ts'
import { plainOfVerbose, readRequestHead, readStatusHead } from './http-text.ts'
import type { Part } from './parts.ts'
import { pairUp, readPart } from './parts.ts'
import { PROGRAM_CALL } from './program.ts'
import { takePrinted, takeProgram } from './program-pieces.ts'
import { isRecorded, readRecorded } from './recorded.ts'
import type { Note } from './report.ts'

/** What was taken from a place in the text, and where it ends. */
interface Taken {
  readonly parts: readonly Part[]
  readonly end: number
}

interface Context {
  readonly text: string
  readonly recogniseDialect: RecogniseDialect
}

/** Takes what stands at an offset, or undefined where something else does. */
type Taker = (context: Context, at: number) => Taken | undefined

/**
 * Reads a text that holds several things one after another: a command and what it printed, a request and its reply.
 * What is none of them is told of in a note with its place.
 */
export function readPieces(text: string, recogniseDialect: RecogniseDialect): Reading {
  const context = { text, recogniseDialect }
  const parts: Part[] = []
  const notes: Note[] = []
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const taken = takeAny(context, at)
    if (taken && taken.end > at) {
      parts.push(...taken.parts)
      at = taken.end
    } else {
      const end = nextStart(text, at)
      const error = readErrorWords(text.slice(at, end))
      if (error) parts.push(error)
      else notes.push(leftOver(text, at, end))
      at = end
    }
  }
  const reading = pairUp(parts)
  return { ...reading, notes: [...reading.notes, ...notes] }
}

function takeAny(context: Context, at: number): Taken | undefined {
  for (const take of TAKERS) {
    const taken = take(context, at)
    if (taken) return taken
  }
  return undefined
}

const MESSAGE_START =
  /^[ \t]*(?:(?:[$#%>][ \t]+)?curl(?:\.exe)?[ \t\\^`]|HTTP\/\d|(?:GET|POST|PUT|PATCH|DELETE) \S+|[{[]|(?:data|event|id):|[<>] (?:HTTP\/|[A-Z]+ \S+ HTTP))/
/** One look for all: a log may hold a hundred thousand of each. */
const PIECE_START = new RegExp(`${MESSAGE_START.source}|${PROGRAM_CALL.source}`, 'gm')

function nextStart(text: string, from: number): number {
  const lineEnd = text.indexOf('\n', from)
  if (lineEnd === -1) return text.length
  PIECE_START.lastIndex = lineEnd + 1
  return PIECE_START.exec(text)?.index ?? text.length
}

function leftOver(text: string, start: number, end: number): Note {
  const excerpt = text.slice(start, Math.min(end, start + 60)).trim()
  const shown = end - start > 60 ? `${excerpt}…` : excerpt
  return { severity: 'info', sentence: `This was not taken for traffic: "${shown}"`, start, end }
}

function skipSpace(text: string, from: number): number {
  const space = /[\s\ufeff]*/y
  space.lastIndex = from
  space.test(text)
  return space.lastIndex
}

const TAKERS: readonly Taker[] = [
  ({ text, recogniseDialect }, at) => takeProgram(text, at, recogniseDialect),
  takeCurl,
  takePage,
  takeVerbose,
  takeReplyHead,
  takeRequestHead,
  takeJson,
  takeStream,
]

function takeCurl({ text, recogniseDialect }: Context, at: number): Taken | undefined {
  const match = CURL_START.exec(text.slice(at, at + 200))
  if (match?.index !== 0) return undefined
  const word = at + match[0].search(/curl(?:\.exe)?$/)
  const { request, notes, end } = readCurl(text, word)
  const { body, ...half } = request
  const part = readPart(body, half, recogniseDialect, { role: 'request' })
  return { parts: [{ ...part, notes: [...notes, ...part.notes] }], end: skipPipe(text, end) }
}

/** What the output was piped into is no output: `| jq .`. */
function skipPipe(text: string, at: number): number {
  if (!/[|;&)]/.test(text[at] ?? '')) return at
  const lineEnd = text.indexOf('\n', at)
  return lineEnd === -1 ? text.length : lineEnd
}

/** A page that a proxy answered with. */
function takePage({ text, recogniseDialect }: Context, at: number): Taken | undefined {
  if (!/^<(?:!doctype html|html)\b/i.test(text.slice(at, at + 20))) return undefined
  const close = /<\/html>/gi
  close.lastIndex = at
  const end = close.exec(text) ? close.lastIndex : endOfBody(text, at)
  const part = readPart(text.slice(at, end), {}, recogniseDialect, { role: 'reply', start: at })
  return { parts: [{ ...part, what: 'an HTML page' }], end }
}

function takeVerbose({ text, recogniseDialect }: Context, at: number): Taken | undefined {
  if (!/[*<>%] ?/.test(text[at] ?? '')) return undefined
  const plain = plainOfVerbose(text.slice(at))
  if (plain === undefined) return undefined
  const parts: Part[] = []
  const context = { text: plain, recogniseDialect }
  for (let from = skipSpace(plain, 0); from < plain.length; ) {
    const taken = takeReplyHead(context, from) ?? takeRequestHead(context, from)
    if (!taken) break
    // Ranges in the text that was rebuilt mean nothing in the one that was pasted.
    parts.push(
      ...taken.parts.map((part) => ({
        ...part,
        isEcho: part.request?.body === '',
        notes: part.notes.map(({ severity, sentence }) => ({ severity, sentence })),
      })),
    )
    from = skipSpace(plain, Math.max(taken.end, from + 1))
  }
  return { parts, end: text.length }
}

function takeReplyHead({ text, recogniseDialect }: Context, at: number): Taken | undefined {
  const head = readStatusHead(text, at)
  if (!head) return undefined
  const end = endOfBody(text, head.end)
  const { status, headers } = head
  const body = text.slice(head.end, end)
  const half = { ...(status === undefined ? {} : { status }), headers }
  return { parts: [readPart(body, half, recogniseDialect, { role: 'reply', start: head.end })], end }
}

function takeRequestHead({ text, recogniseDialect }: Context, at: number): Taken | undefined {
  const head = readRequestHead(text, at)
  if (!head) return undefined
  const bodyStart = skipSpace(text, head.end)
  const isBody = text[bodyStart] === '{' || text[bodyStart] === '['
  const end = isBody ? endOfValue(text, bodyStart).end : head.end
  const { method, url, headers } = head
  const half = { ...(method ? { method } : {}), ...(url ? { url } : {}), headers }
  const body = isBody ? text.slice(bodyStart, end) : ''
  return {
    parts: [readPart(body, half, recogniseDialect, { role: 'request', start: bodyStart })],
    end: Math.max(end, head.end),
  }
}

/** A body ends where another message starts. */
function endOfBody(text: string, from: number): number {
  const next = /^(?:HTTP\/\d(?:\.\d)? \d{3}|(?:POST|GET) \S+ HTTP\/\d|[ \t]*(?:[$#%>] )?curl(?:\.exe)? )/gm
  next.lastIndex = from
  return next.exec(text)?.index ?? text.length
}

function takeJson({ text, recogniseDialect }: Context, at: number): Taken | undefined {
  if (text[at] !== '{' && text[at] !== '[') return undefined
  const printed = takePrinted(text, at, recogniseDialect)
  if (printed) return printed
  const rest = at === 0 ? text : text.slice(at)
  const { framing } = recogniseFraming(rest)
  if (framing !== 'json') {
    const recorded = takeRecordings(rest, framing, recogniseDialect)
    if (recorded) return { parts: recorded, end: text.length }
    // Two bodies in a row are JSON objects in a row too; only a dialect's word makes them a stream.
    if (text[at] === '[' || isStream(rest.slice(0, 16_384), recogniseDialect)) {
      const end = text[at] === '[' ? endOfValue(text, at).end : endOfBody(text, at)
      return { parts: [readPart(text.slice(at, end), {}, recogniseDialect, { start: at })], end }
    }
  }
  const { end } = endOfValue(text, at)
  const body = text.slice(at, end)
  const parsed = parseJson(body)
  if ('value' in parsed && isRecorded(parsed.value))
    return { parts: readRecorded(body, parsed.value, recogniseDialect), end }
  return { parts: [readPart(body, {}, recogniseDialect, { start: at })], end }
}

function isStream(sample: string, recogniseDialect: RecogniseDialect): boolean {
  const first = parseJson(sample.slice(0, endOfValue(sample, 0).end))
  if (!('value' in first)) return false
  const { claim } = readBody(sample, recogniseDialect)
  if (recogniseDialect({ json: first.value })?.kind === 'request') return false
  return claim ? claim.kind === 'stream' : !looksLikeRequest(first.value)
}

/** Many recordings in one file, a line or an element each. */
function takeRecordings(
  text: string,
  framing: 'sse' | 'ndjson' | 'json-array',
  recogniseDialect: RecogniseDialect,
): Part[] | undefined {
  const first = parseJson(
    frameBody(text.slice(0, endOfValue(text, text.indexOf('{')).end), framing)[0]?.data ?? '',
  )
  if (!('value' in first) || !isRecorded(first.value)) return undefined
  return frameBody(text, framing).flatMap(({ data }) => {
    const parsed = parseJson(data)
    return 'value' in parsed && isRecorded(parsed.value)
      ? readRecorded(data, parsed.value, recogniseDialect)
      : [readPart(data, {}, recogniseDialect)]
  })
}

function takeStream({ text, recogniseDialect }: Context, at: number): Taken | undefined {
  const line = /(?:(?:data|event|id|retry):|:[^\n]*\r?\n[\s\S]{0,200}?(?:data|event):)/y
  line.lastIndex = at
  if (!line.test(text)) return undefined
  const end = endOfBody(text, at)
  const body = text.slice(at, end)
  if (readBody(body.slice(0, 4096), recogniseDialect).framing !== 'sse') return undefined
  return { parts: [readPart(body, {}, recogniseDialect, { start: at, role: 'reply' })], end }
}
