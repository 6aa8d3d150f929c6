import type { JsonObject } from '../../../wire/json.ts'
import { isObject } from '../../../wire/json.ts'
import { CURL_START, readCurl } from '../../curl-command.ts'
import type { Format, Reading, RecogniseDialect } from '../../format.ts'
import { NOT_MINE } from '../../format.ts'
import type { Part } from '../../parts.ts'
import { readPart } from '../../parts.ts'
import { takeProgram } from '../../program-pieces.ts'
import type { Note } from '../../report.ts'
import { Conversation } from './conversation.ts'
import { readPrinted, readValue } from './printed.ts'
import type { LogRecord } from './records.ts'
import { recordsOf, withoutDoubles } from './records.ts'

/** What LiteLLM says in its log (with `set_verbose` or `--detailed_debug`) before it prints traffic. */
const SAYS =
  /POST Request Sent from LiteLLM:|final returned processed chunk:|RAW RESPONSE:\s*\S|Request to litellm:/

export const isLitellmLog = (text: string): boolean => SAYS.test(text)

/** The debug log of LiteLLM: what it was asked, what it sent, what it got and what it gave on. */
export const litellmLog: Format = {
  id: 'log',
  title: 'LiteLLM debug log',
  recognise({ head, json }) {
    const isRow = isObject(json) && typeof json.message === 'string'
    if ((json !== undefined && !isRow) || !isLitellmLog(head)) return NOT_MINE
    // Text around code blocks is no log, though a log stands in one of them.
    if (/^[ \t>]*(?:`{3}|~{3})/m.test(head)) return NOT_MINE
    return { score: 0.92, reasons: ['LiteLLM says in it what it sent and what it gave on'] }
  },
  read: ({ text }, recogniseDialect) => readLitellmLog(text, recogniseDialect),
}

export function readLitellmLog(text: string, recogniseDialect: RecogniseDialect): Reading {
  const { records, doubles } = withoutDoubles(recordsOf(text))
  const conversation = new Conversation()
  const notes: Note[] = []
  const left: LogRecord[] = []
  for (const record of records) {
    const told = READERS.some((read) => read(record, { conversation, notes, recogniseDialect }))
    if (!told && record.message.trim() !== '') left.push(record)
  }
  const { drafts, notes: more } = conversation.finish(recogniseDialect)
  const ignored =
    doubles.length === 0 ? '' : `, ${doubles.length} duplicate ${blocks(doubles.length)} ignored`
  return {
    exchanges: drafts,
    notes: [...more, ...notes, ...notesOfDoubles(doubles), ...notesOfRest(left)],
    ...(drafts.length > 0
      ? { what: `${drafts.length === 1 ? 'one exchange' : `${drafts.length} exchanges`}${ignored}` }
      : {}),
  }
}

const blocks = (count: number): string => (count === 1 ? 'block' : 'blocks')

interface Context {
  readonly conversation: Conversation
  readonly notes: Note[]
  readonly recogniseDialect: RecogniseDialect
}

/** Whether it was what it looks for. */
type RecordReader = (record: LogRecord, context: Context) => boolean

const after = (message: string, marker: RegExp): string | undefined => {
  const found = marker.exec(message)
  return found ? message.slice(found.index + found[0].length) : undefined
}

/** Notes of a part are about ranges in the message: here they are about the record. */
const noted = (part: Part, { start, end }: LogRecord): Part => ({
  ...part,
  notes: part.notes.map(({ severity, sentence }) => ({ severity, sentence, start, end })),
})

const readAsked: RecordReader = (record, { conversation, recogniseDialect }) => {
  const program = after(record.message, /Request to litellm:\s*/)
  const part = program === undefined ? undefined : takeProgram(program, 0, recogniseDialect)?.parts[0]
  if (!part) return false
  conversation.ask('client', noted(part, record))
  return true
}

const readSent: RecordReader = (record, { conversation, recogniseDialect }) => {
  const command = after(record.message, /POST Request Sent from LiteLLM:\s*/)
  const found = command === undefined ? null : CURL_START.exec(command)
  if (command === undefined || !found) return false
  const { request, notes } = readCurl(command, found.index + found[0].search(/curl(?:\.exe)?$/))
  const { body, ...half } = request
  const part = readPart(body, half, recogniseDialect, { role: 'request' })
  conversation.ask('upstream', noted({ ...part, notes: [...notes, ...part.notes] }, record))
  return true
}

const readGot: RecordReader = (record, { conversation, recogniseDialect }) => {
  const rest = after(record.message, /RAW RESPONSE:\s*/)
  if (rest === undefined || rest.trim() === '') return false
  const printed = readPrinted(rest)
  const value = printed ? { text: printed.text, isRepr: true } : readValue(rest)
  const part = readPart(value?.text ?? rest.trim(), {}, recogniseDialect, { role: 'reply' })
  const reprs = value?.isRepr ? [AS_JSON] : []
  conversation.answer('upstream', noted({ ...part, notes: [...reprs, ...part.notes] }, record))
  return true
}

const AS_JSON: Note = {
  severity: 'info',
  sentence: 'A value as Python prints it was read as the JSON that it means.',
}

/** LiteLLM's own classes for what it gives on. */
const CHUNKS: ReadonlySet<string> = new Set(['ModelResponse', 'ModelResponseStream'])

const readGiven: RecordReader = (record, { conversation, notes }) => {
  const rest = after(record.message, /final returned processed chunk:\s*/)
  const printed = rest === undefined ? undefined : readPrinted(rest)
  if (!printed) return false
  if (!CHUNKS.has(printed.class)) {
    notes.push(unknownClass(printed.class, record))
    return true
  }
  conversation.goOn('client', idOf(printed.json), pieceOf(printed.text, printed.json, true), record)
  return true
}

const PROVIDER_CHUNK = /^\s*(?:raw )?chunk:\s*/i

const readProviderChunk: RecordReader = (record, { conversation }) => {
  const rest = after(record.message, PROVIDER_CHUNK)
  if (rest === undefined) return false
  if (/^data:/.test(rest)) {
    const frame = `${rest.trim()}\n\n`
    conversation.goOn('upstream', '', { frame, isRepr: false, isFinish: false }, record)
    return true
  }
  const printed = readPrinted(rest)
  if (printed && CHUNKS.has(printed.class)) return false
  const value = printed ? { ...printed, isRepr: true } : readValue(rest)
  if (!value || !isObject(value.json)) return false
  conversation.goOn('upstream', '', pieceOf(value.text, value.json, value.isRepr), record)
  return true
}

const WHOLE = /\b(?:ModelResponse|TextCompletionResponse)\(/

/** A whole reply that is printed anywhere in a record. */
const readWhole: RecordReader = (record, { conversation, notes, recogniseDialect }) => {
  const at = WHOLE.exec(record.message)?.index
  const printed = at === undefined ? undefined : readPrinted(record.message.slice(at))
  if (!printed) return false
  if (printed.class === 'TextCompletionResponse') {
    notes.push(unknownClass(printed.class, record))
    return true
  }
  if (printed.json.object !== 'chat.completion') return false
  // Of a stream, LiteLLM prints at its end what it came to.
  if (conversation.streams(idOf(printed.json))) return false
  const part = readPart(printed.text, {}, recogniseDialect, { role: 'reply' })
  conversation.answer('client', noted({ ...part, notes: [AS_JSON, ...part.notes] }, record))
  return true
}

const READERS: readonly RecordReader[] = [
  readAsked,
  readSent,
  readGot,
  readGiven,
  readProviderChunk,
  readWhole,
]

const idOf = ({ id }: JsonObject): string => (typeof id === 'string' ? id : '')

const pieceOf = (text: string, { choices }: JsonObject, isRepr: boolean) => ({
  frame: `data: ${text}\n\n`,
  isRepr,
  isFinish:
    Array.isArray(choices) &&
    choices.some((choice) => isObject(choice) && typeof choice.finish_reason === 'string'),
})

const unknownClass = (name: string, { start, end }: LogRecord): Note => ({
  severity: 'warning',
  sentence: `${name} is no reply of a dialect that is known here; it was left out.`,
  start,
  end,
})

const notesOfDoubles = (doubles: readonly LogRecord[]): readonly Note[] =>
  doubles.map(({ start, end }) => ({
    severity: 'info',
    sentence: 'A second handler of the log printed this again; it was ignored.',
    start,
    end,
  }))

/** Records one behind the other that say nothing of traffic are told of together. */
function notesOfRest(left: readonly LogRecord[]): readonly Note[] {
  const runs: { start: number; end: number; readonly message: string }[] = []
  for (const { start, end, message } of left) {
    const last = runs.at(-1)
    if (last?.end === start) last.end = end
    else runs.push({ start, end, message })
  }
  return runs.map(({ start, end, message }) => {
    const said = message.trim().replace(/\s+/g, ' ')
    const shown = said.length > 60 ? `${said.slice(0, 60)}…` : said
    return { severity: 'info', sentence: `This was not taken for traffic: "${shown}"`, start, end }
  })
}
