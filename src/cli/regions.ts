import type { Place } from '../inspect/finding.ts'
import { replyFraming } from '../transcript/reply-framing.ts'
import type { Exchange } from '../transcript/transcript.ts'
import { frameBody } from '../wire/framings.ts'
import { locate } from '../wire/json-index.ts'
import type { Captures } from './captures.ts'

/** Lines and columns of a file, from 1; columns in UTF-16 units, the end exclusive. */
export interface Region {
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}

interface Range {
  readonly start: number
  readonly end: number
}

/** Where in its file a place stands; nothing where the file holds the body in a form of its own. */
export function regionFinder({
  transcript,
  fileOf,
  bytesOf,
}: Captures): (place: Place) => Region | undefined {
  const texts = new Map<string, string>()
  const textOf = (file: string): string => {
    const known = texts.get(file) ?? new TextDecoder().decode(bytesOf.get(file))
    texts.set(file, known)
    return known
  }
  const bodies = new Map<string, Standing | undefined>()
  const from = new Map<string, number>()
  // Two exchanges of one file may hold the same body: each is looked for behind the one before.
  for (const exchange of transcript.exchanges) {
    for (const half of ['request', 'reply'] as const) {
      const file = fileOf.get(exchange.id)?.[half] ?? '-'
      const found = findBody(textOf(file), exchange[half]?.body ?? '', from.get(file) ?? 0)
      bodies.set(`${exchange.id} ${half}`, found)
      if (found) from.set(file, found.at + found.length)
    }
  }
  const byId = new Map(transcript.exchanges.map((exchange) => [exchange.id, exchange]))
  return (place) => {
    const exchange = byId.get(place.exchange)
    const body = bodies.get(`${place.exchange} ${place.half}`)
    if (!exchange || !body) return undefined
    const { start, end } = rangeOf(exchange, place)
    const text = textOf(fileOf.get(place.exchange)?.[place.half] ?? '-')
    return { ...startOf(text, body.offset(start)), ...endOf(text, body.offset(end)) }
  }
}

/** A body in the text of a file. */
interface Standing {
  readonly at: number
  readonly length: number
  /** An offset in the body as one in the file. */
  readonly offset: (inBody: number) => number
}

function findBody(text: string, body: string, from: number): Standing | undefined {
  if (body === '') return undefined
  const plain = text.indexOf(body, from)
  if (plain >= 0) return { at: plain, length: body.length, offset: (inBody) => plain + inBody }
  const quoted = (part: string): string => JSON.stringify(part).slice(1, -1)
  const whole = quoted(body)
  const at = text.indexOf(whole, from)
  if (at < 0) return undefined
  return { at, length: whole.length, offset: (inBody) => at + quoted(body.slice(0, inBody)).length }
}

/** A place in its body, in UTF-16 units. */
function rangeOf(exchange: Exchange, { half, frame, pointer = '' }: Place): Range {
  const body = exchange[half]?.body ?? ''
  const reply = half === 'reply' ? exchange.reply : undefined
  if (frame === undefined || !reply) return locate(body, pointer) ?? { start: 0, end: body.length }
  const found = frameBody(body, replyFraming(reply))[frame]
  if (!found) return { start: 0, end: body.length }
  const bytes = new TextEncoder().encode(body)
  const units = (end: number): number =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, end)).length
  const [start, end] = [units(found.start), units(found.end)]
  const data = body.slice(start, end).indexOf(found.data)
  const within = data < 0 || pointer === '' ? undefined : locate(found.data, pointer)
  return within ? { start: start + data + within.start, end: start + data + within.end } : { start, end }
}

function lineOf(text: string, offset: number): readonly [line: number, column: number] {
  let line = 1
  let start = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++
    start = at + 1
  }
  return [line, offset - start + 1]
}

function startOf(text: string, offset: number): Pick<Region, 'startLine' | 'startColumn'> {
  const [startLine, startColumn] = lineOf(text, offset)
  return { startLine, startColumn }
}

function endOf(text: string, offset: number): Pick<Region, 'endLine' | 'endColumn'> {
  const [endLine, endColumn] = lineOf(text, offset)
  return { endLine, endColumn }
}
