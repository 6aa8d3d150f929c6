import { isObject } from '../../wire/json.ts'
import { locate } from '../../wire/json-index.ts'
import type { Format, Reading, RecogniseDialect } from '../format.ts'
import { NOT_MINE } from '../format.ts'
import type { Literal } from '../literal.ts'
import { readLiteral } from '../literal.ts'
import type { Half, Part } from '../parts.ts'
import { pairUp, readPart } from '../parts.ts'
import type { Note } from '../report.ts'

/**
 * What client libraries print of a call when they are told to: in Python `Request options: {…}`, in TypeScript
 * `[log_1a2b3c] sending request {…}` and `[log_1a2b3c] response parsed {…}`. import-formats.md, row 19.
 */
const CALL = /(?:Request options:|\[(log_\w+)[^\]\n]*\] (sending request|response parsed))\s*(?=\{)/g

/** The debug log of a vendor's client library. */
export const sdkLog: Format = {
  id: 'log',
  title: 'Debug log of a client library',
  recognise({ head, json }) {
    const isThere = json === undefined && head.search(CALL) >= 0 && !/^[ \t>]*(?:`{3}|~{3})/m.test(head)
    return isThere
      ? { score: 0.85, reasons: ['a client library says in it which request it sends'] }
      : NOT_MINE
  },
  read: ({ text }, recogniseDialect) => readSdkLog(text, recogniseDialect),
}

interface Told extends Part {
  /** Which call it is of, where the library numbers them. */
  readonly call: string | undefined
}

function readSdkLog(text: string, recogniseDialect: RecogniseDialect): Reading {
  const told: Told[] = []
  const notes: Note[] = []
  for (const found of text.matchAll(CALL)) {
    const at = found.index + found[0].length
    const literal = readLiteral(text, at)
    const part = literal && partOf(literal, text.slice(literal.end, literal.end + 2_000), recogniseDialect)
    if (!literal || !part) continue
    told.push({ ...part, call: found[1] })
    notes.push({ severity: 'info', sentence: sentenceOf(literal), start: at, end: literal.end })
  }
  const reading = pairUp(inOrder(told))
  return { ...reading, notes: [...reading.notes, ...notes] }
}

/** Calls may run at the same time: each reply stands behind its request. */
function inOrder(told: readonly Told[]): readonly Part[] {
  const isReplyTo = (request: Told) => (one: Told) => one.reply !== undefined && one.call === request.call
  const requests = told.filter(({ request }) => request !== undefined)
  const answers = new Map(
    requests.map((request) => [
      request,
      request.call === undefined ? undefined : told.find(isReplyTo(request)),
    ]),
  )
  const taken = new Set(answers.values())
  return [
    ...requests.flatMap((request) => [request, ...[answers.get(request) ?? []].flat()]),
    ...told.filter((one) => one.reply !== undefined && !taken.has(one)),
  ]
}

const BODIES: readonly (readonly [pointer: string, role: 'request' | 'reply'])[] = [
  ['/json_data', 'request'],
  ['/options/body', 'request'],
  ['/body', 'reply'],
]

/** `behind`: what is printed next, for Python tells the whole address only there. */
function partOf(
  { json, text }: Literal,
  behind: string,
  recogniseDialect: RecogniseDialect,
): Part | undefined {
  if (!isObject(json)) return undefined
  for (const [pointer, role] of BODIES) {
    const range = locate(text, pointer)
    if (!range || !/[[{]/.test(text[range.start] ?? '')) continue
    const whole = /Sending HTTP Request: \w+ (https?:\/\/\S+)/.exec(behind)?.[1]
    const url = whole ?? (typeof json.url === 'string' ? json.url : undefined)
    const half: Half = {
      ...(role === 'request' && typeof json.method === 'string' ? { method: json.method.toUpperCase() } : {}),
      ...(role === 'reply' && typeof json.status === 'number' ? { status: json.status } : {}),
      ...(url === undefined ? {} : { url }),
    }
    return readPart(text.slice(range.start, range.end), half, recogniseDialect, { role })
  }
  return undefined
}

function sentenceOf({ holes }: Literal): string {
  const read = 'An object as the library prints it was read as the JSON that it means'
  return holes.length === 0
    ? `${read}.`
    : `${read}; what it does not print (${[...new Set(holes)].slice(0, 3).join(', ')}) stands as ‹…›.`
}
