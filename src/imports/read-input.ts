import { checkIntegrity } from '../transcript/integrity.ts'
import type { Exchange, Transcript } from '../transcript/transcript.ts'
import { parseJson } from '../wire/json.ts'
import { FORMATS } from './catalogue.ts'
import type { Draft, Format, Reading, RecogniseDialect, Sample } from './format.ts'
import { withLineTimes } from './line-times.ts'
import type { PlainText } from './plain-text.ts'
import { plainText } from './plain-text.ts'
import type { Note, Report } from './report.ts'

export interface Imported {
  readonly transcript: Transcript
  readonly report: Report
}

const WHAT_TO_PASTE =
  'Paste a request or reply as JSON, a curl command, raw HTTP, an event stream or a program that sends it, or drop a HAR file.'
const NOTHING = `Nothing was pasted. ${WHAT_TO_PASTE}`

/** Any input → what is in it and what was made of it. Never throws. `recogniseDialect` is asked of every body. */
export function readInput(
  input: string | Uint8Array,
  recogniseDialect: RecogniseDialect,
  name?: string,
): Imported {
  try {
    const plain = plainText(input)
    if ('problem' in plain) return nothing(plain.format, plain.problem)
    if (/^[\s\ufeff]*$/.test(plain.text)) return nothing('unknown', NOTHING)
    return readText(plain, recogniseDialect, name)
  } catch (error) {
    // Our own fault, or an engine's limit: the person still gets a sentence and keeps the input.
    const raw = typeof input === 'string' ? input : ''
    const failed = nothing(
      'unknown',
      `Reading this failed inside Interlinear (${(error as Error).message}). Please report it.`,
    )
    return raw === '' ? failed : { ...failed, transcript: number([{ reply: { body: raw } }]) }
  }
}

function readText(
  { text, notes, times }: Extract<PlainText, { readonly text: string }>,
  recogniseDialect: RecogniseDialect,
  name?: string,
): Imported {
  const sample = sampleOf(text, name)
  const claims = FORMATS.map((format) => ({ format, ...format.recognise(sample) })).filter(
    ({ score }) => score > 0,
  )
  const best = claims.toSorted((a, b) => b.score - a.score)[0]
  if (!best) return unknown(text, notes)
  const reading = best.format.read(sample, recogniseDialect)
  const { title, remarks } = reading
  const drafts = times ? withLineTimes(reading.exchanges, text, times) : reading.exchanges
  const numbered = number(named(drafts, name), title)
  const transcript = remarks ? { ...numbered, remarks } : numbered
  const all = [...notes, ...reading.notes, ...faults(transcript)]
  const report: Report = {
    format: best.format.id,
    sentence: verdict(best.format, reading, all),
    reasons: best.reasons,
    exchanges: transcript.exchanges.length,
    notes: all,
    ok: transcript.exchanges.length > 0 && best.format.id !== 'html',
  }
  return { transcript, report }
}

function sampleOf(text: string, name?: string): Sample {
  const start = Math.max(0, text.search(/[^\s\ufeff]/))
  const head = text.slice(start, start + 65_536)
  const isJsonText = head.startsWith('{') || head.startsWith('[')
  const parsed = isJsonText ? parseJson(text.startsWith('\ufeff') ? text.slice(1) : text) : undefined
  return {
    text,
    head,
    ...(parsed && 'value' in parsed ? { json: parsed.value } : {}),
    ...(name === undefined ? {} : { name }),
  }
}

function verdict(format: Format, reading: Reading, notes: readonly Note[]): string {
  const trouble = notes.find((note) => note.severity === 'error')?.sentence
  if (reading.exchanges.length === 0)
    return trouble ?? `${format.title}: nothing in it is traffic. ${WHAT_TO_PASTE}`
  if (format.id === 'html' && trouble) return trouble
  return reading.what === undefined ? `${format.title}.` : `${format.title}: ${reading.what}.`
}

function unknown(text: string, notes: readonly Note[]): Imported {
  const excerpt = text.slice(0, 60).trim().replace(/\s+/g, ' ')
  const sentence = `No traffic was recognised in this text ("${excerpt}${text.length > 60 ? '…' : ''}"). ${WHAT_TO_PASTE}`
  const note: Note = { severity: 'error', sentence, start: 0, end: text.length }
  const report: Report = {
    format: 'unknown',
    sentence,
    reasons: [],
    exchanges: 0,
    notes: [...notes, note],
    ok: false,
  }
  return { transcript: number([]), report }
}

function nothing(format: Report['format'], sentence: string): Imported {
  const notes: Note[] = [{ severity: 'error', sentence }]
  return { transcript: number([]), report: { format, sentence, reasons: [], exchanges: 0, notes, ok: false } }
}

const named = (drafts: readonly Draft[], name?: string): readonly Draft[] =>
  name === undefined
    ? drafts
    : drafts.map((draft) => ({
        ...draft,
        name: draft.name === undefined ? name : `${name}, ${draft.name.toLowerCase()}`,
      }))

function number(drafts: readonly Draft[], title?: string): Transcript {
  const exchanges = drafts.map((draft, index): Exchange => ({ id: `x${index + 1}`, ...draft }))
  return { version: 1, ...(title === undefined ? {} : { title }), exchanges }
}

const faults = (transcript: Transcript): Note[] =>
  checkIntegrity(transcript).map((sentence) => ({ severity: 'warning', sentence }))
