import { isObject, parseJson } from '../../../wire/json.ts'

/** What one call of a logger wrote, over as many lines as it took. */
export interface LogRecord {
  /** Without what the logger put in front. */
  readonly message: string
  /** How its logger signs: LiteLLM's own handler and Python's root handler print the same record in two forms. */
  readonly signature: Signature
  /** UTF-16 offsets in the log, end exclusive. */
  readonly start: number
  readonly end: number
}

type Signature = 'own' | 'root' | 'json' | 'other' | 'none'

/** In front of a line: what `docker logs -t` and collectors of logs add. */
const STAMP = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)? +/
const LEVEL = '(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)'
/** `12:00:00 - LiteLLM Proxy:DEBUG: utils.py:12 - message` */
const OWN = new RegExp(
  `^(?:\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)? - )?LiteLLM[ \\w]*: ?${LEVEL}: ?(?:[\\w./-]+\\.py:\\d+ - )?`,
)
/** `DEBUG:LiteLLM:message` */
const ROOT = new RegExp(`^${LEVEL}:LiteLLM[ \\w]*:`)
/** Of the server around it: `INFO:     127.0.0.1:1 - "POST /v1/messages HTTP/1.1" 200 OK` */
const OTHER = new RegExp(`^(?:${LEVEL}:(?: {2,}|[\\w.]+:)|Traceback \\()`)
/** What LiteLLM also prints without any logger. */
export const MARKER =
  /^\s*(?:POST Request Sent from LiteLLM:|Request to litellm:|RAW RESPONSE:|final returned processed chunk:|(?:raw )?chunk:\s*(?=\S))/i

/** A log as its records, in their order; what stands before the first is one of its own. */
export function recordsOf(log: string): readonly LogRecord[] {
  const records: { message: string; signature: Signature; start: number; end: number }[] = []
  let start = 0
  for (const line of log.split(/(?<=\n)/)) {
    const end = start + line.length
    const last = records.at(-1)
    const head = headOf(line.replace(STAMP, ''))
    const isFirstWord = last !== undefined && last.signature !== 'json' && last.message.trim() === ''
    if (last && (!head || (head.signature === 'none' && isFirstWord))) {
      last.message += line
      last.end = end
    } else records.push({ message: line, signature: 'none', ...head, start, end })
    start = end
  }
  return records
}

/** Undefined where a line goes on with the record before it. */
function headOf(line: string): Pick<LogRecord, 'message' | 'signature'> | undefined {
  for (const [signature, pattern] of HEADS) {
    const found = pattern.exec(line)
    if (found) return { message: line.slice(found[0].length), signature }
  }
  if (OTHER.test(line)) return { message: line, signature: 'other' }
  if (MARKER.test(line)) return { message: line, signature: 'none' }
  return line.startsWith('{') ? ofJson(line) : undefined
}

const HEADS = [
  ['own', OWN],
  ['root', ROOT],
] as const

/** A line of LiteLLM's JSON log holds the same text. */
function ofJson(line: string): Pick<LogRecord, 'message' | 'signature'> | undefined {
  const parsed = parseJson(line)
  if ('problem' in parsed || !isObject(parsed.value)) return undefined
  const { message, level, timestamp } = parsed.value
  return typeof message === 'string' && (typeof level === 'string' || typeof timestamp === 'string')
    ? { message, signature: 'json' }
    : undefined
}

export interface Deduped {
  readonly records: readonly LogRecord[]
  /** Records that a second handler printed again. */
  readonly doubles: readonly LogRecord[]
}

/**
 * Two handlers print one record one after the other, each with its own signature. Records that are the same under the same
 * signature were written twice: two pieces of a stream may well say the same.
 */
export function withoutDoubles(all: readonly LogRecord[]): Deduped {
  const records: LogRecord[] = []
  const doubles: LogRecord[] = []
  let before: LogRecord | undefined
  for (const record of all) {
    const isDouble =
      before !== undefined &&
      before.signature !== record.signature &&
      before.message.trim() !== '' &&
      before.message.trim() === record.message.trim()
    if (isDouble) doubles.push(record)
    else records.push(record)
    // A record has one double.
    before = isDouble ? undefined : record
  }
  return { records, doubles }
}
