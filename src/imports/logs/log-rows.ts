import { momentOf } from '../../inspect/captures/clock.ts'
import { frameBody } from '../../wire/framings.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject, parseJson } from '../../wire/json.ts'
import { endOfValue } from '../../wire/json-scan.ts'
import type { Draft, Format, Reading, RecogniseDialect } from '../format.ts'
import { NOT_MINE } from '../format.ts'
import type { Note } from '../report.ts'
import { isRow } from './columns.ts'
import { readRow } from './row.ts'
import { rowsOfSpans } from './spans.ts'

/** Rows of a gateway's or a tracer's log: LiteLLM, Langfuse, Helicone and their like, as an export or line by line. */
export const logRows: Format = {
  id: 'log',
  title: 'Log',
  recognise({ head, json }) {
    const first = json === undefined ? firstIn(head) : (rowsIn(json)?.[0] ?? json)
    const spans = json === undefined ? undefined : rowsOfSpans(json)
    if (spans)
      return { score: 0.9, reasons: [`it has resourceSpans, ${spans.length} of them calls of a model`] }
    return isRow(first)
      ? { score: 0.8, reasons: ['its rows say when, under which session, trace or call, and hold bodies'] }
      : NOT_MINE
  },
  read({ text, json }, recogniseDialect) {
    const { rows, notes } = json === undefined || Array.isArray(json) ? rowsByFrame(text) : rowsOf(text, json)
    return readRows(rows, notes, recogniseDialect)
  },
}

interface Row {
  readonly text: string
  readonly json: Json
  /** From 1. */
  readonly number: number
}

interface Rows {
  readonly rows: readonly Row[]
  readonly notes: readonly Note[]
}

const LISTS = ['data', 'rows', 'logs', 'results', 'observations', 'spend_logs', 'items']

/** The rows of an export: a list, alone or under a name. What the whole is filed under goes for each of them. */
function rowsIn(json: Json): readonly Json[] | undefined {
  const spans = rowsOfSpans(json)
  if (spans) return spans
  if (Array.isArray(json)) return json as readonly Json[]
  if (!isObject(json) || isRow(json)) return undefined
  for (const name of LISTS) {
    const list = listAt(json, name)
    if (list.length === 0) continue
    const shared = Object.fromEntries(
      ['sessionId', 'session_id', 'traceId', 'trace_id'].flatMap((key) =>
        typeof json[key] === 'string' ? [[key, json[key]]] : [],
      ),
    )
    return list.map((row) => (isObject(row) ? { ...shared, ...row } : row))
  }
  return undefined
}

const listAt = (json: JsonObject, name: string): readonly Json[] => {
  const value = json[name]
  return Array.isArray(value) ? (value as readonly Json[]) : []
}

const rowsOf = (text: string, json: Json): Rows => ({
  rows: rowsIn(json)?.map((row, index) => ({ text: JSON.stringify(row), json: row, number: index + 1 })) ?? [
    { text, json, number: 1 },
  ],
  notes: [],
})

function firstIn(head: string): Json | undefined {
  if (!head.startsWith('{')) return undefined
  const parsed = parseJson(head.slice(0, endOfValue(head, 0).end))
  return 'value' in parsed ? parsed.value : undefined
}

/** A line or an element each. One that is cut short is told of: a logger that was stopped leaves the last one torn. */
function rowsByFrame(text: string): Rows {
  const rows: Row[] = []
  const notes: Note[] = []
  for (const { data, index } of frameBody(text, /^[\s\ufeff]*\[/.test(text) ? 'json-array' : 'ndjson')) {
    const parsed = parseJson(data)
    if ('value' in parsed) rows.push({ text: data, json: parsed.value, number: index + 1 })
    else
      notes.push({
        severity: 'warning',
        sentence: `Row ${index + 1} is cut short or damaged (${parsed.problem.replace(/\.$/, '')}) and was left out: what it held is not known.`,
      })
  }
  return { rows, notes }
}

function readRows(rows: readonly Row[], told: readonly Note[], recogniseDialect: RecogniseDialect): Reading {
  const notes: Note[] = [...told]
  const drafts: Draft[] = []
  const others: number[] = []
  const blank: number[] = []
  let built = 0
  for (const { text, json, number } of rows) {
    if (!isRow(json)) others.push(number)
    else {
      const read = readRow(text, json as JsonObject, recogniseDialect, `Row ${number}`)
      notes.push(...read.notes)
      if (read.isBuilt) built++
      if (read.draft) drafts.push(read.draft)
      else blank.push(number)
    }
  }
  const isLiteLlm = rows.some(({ json }) => isObject(json) && Object.hasOwn(json, 'call_type'))
  if (blank.length > 0)
    notes.push({
      severity: 'warning',
      sentence: `${countRows(blank)} no body${isLiteLlm ? ': LiteLLM keeps prompts and replies only with store_prompts_in_spend_logs' : ''}.`,
    })
  if (built > 0)
    notes.push({
      severity: 'info',
      sentence: `The log keeps the parts of ${built === 1 ? 'one body' : `the bodies of ${built} rows`} in columns: they were put together as Chat Completions, and what it does not keep, such as the finish reason, is left empty.`,
    })
  if (others.length > 0)
    notes.push({ severity: 'info', sentence: `${countRows(others)} no call of an LLM API.` })
  const { exchanges, note } = oldestFirst(drafts)
  const what = exchanges.length === 1 ? 'one exchange' : `${exchanges.length} exchanges`
  return { exchanges, notes: [...notes, ...note], ...(exchanges.length > 0 ? { what } : {}) }
}

const countRows = (rows: readonly number[]): string =>
  rows.length === 1 ? `Row ${rows[0]} holds` : `${rows.length} rows, the first of them ${rows[0]}, hold`

/** Dashboards list the newest first. Only where every row says so is the order turned. */
function oldestFirst(drafts: readonly Draft[]): {
  readonly exchanges: readonly Draft[]
  readonly note: readonly Note[]
} {
  const times = drafts.map(({ startedAt }) => momentOf(startedAt)?.at)
  const isNewestFirst =
    drafts.length > 1 &&
    times.every((time, i) => time !== undefined && (i === 0 || time <= (times[i - 1] ?? 0))) &&
    (times[0] ?? 0) > (times.at(-1) ?? 0)
  if (!isNewestFirst) return { exchanges: drafts, note: [] }
  return {
    exchanges: drafts.toReversed(),
    note: [
      {
        severity: 'info',
        sentence: 'The rows stand newest first: they were put in the order of their times.',
      },
    ],
  }
}
