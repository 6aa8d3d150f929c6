import type { LineTimes } from './line-times.ts'
import { lineTimes } from './line-times.ts'
import { gunzip, isGzip } from './packed.ts'
import type { Note } from './report.ts'

export type PlainText =
  /** `times`: when each line was written, where it said so in front. */
  | { readonly text: string; readonly notes: readonly Note[]; readonly times?: LineTimes }
  | { readonly problem: string; readonly format: 'gzip' | 'binary' }

/** Bytes, packed or not, or text → the text in it, without what a chat, a mail or a container log put before each line. */
export function plainText(input: string | Uint8Array): PlainText {
  if (typeof input === 'string') return bareText(input)
  if (!isGzip(input)) return ofBytes(input)
  const unpacked = gunzip(input)
  if ('problem' in unpacked) return { format: 'gzip', problem: unpacked.problem }
  const plain = ofBytes(unpacked.bytes)
  const note: Note = unpacked.isCut
    ? {
        severity: 'warning',
        sentence: 'This gzip file is cut off or damaged: what came before that was unpacked.',
      }
    : { severity: 'info', sentence: 'It was packed with gzip, and was unpacked.' }
  return 'problem' in plain ? plain : { ...plain, notes: [note, ...plain.notes] }
}

function ofBytes(bytes: Uint8Array): PlainText {
  const decoded = decode(bytes)
  return 'problem' in decoded ? decoded : bareText(decoded.text)
}

function bareText(text: string): PlainText {
  if (isBinary(text)) return { format: 'binary', problem: BINARY }
  if (text.search(COLOUR) >= 0) return withoutColours(text)
  for (const { pattern, sentence, isTime } of PREFIXES) {
    const bare = withoutPrefix(text, pattern)
    if (bare === undefined) continue
    const note: Note = { severity: 'info', sentence, start: 0, end: text.length }
    if (isTime) return { text: bare, notes: [note], times: lineTimes(text.split('\n')) }
    // A container's log may be quoted.
    const inner = bareText(bare)
    return 'problem' in inner ? inner : { ...inner, notes: [note, ...inner.notes] }
  }
  return { text, notes: [] }
}

/** What makes a terminal show colours. ECMA-48 §8.3.117 */
const COLOUR = /\u001b\[[\d;]*m/g

function withoutColours(text: string): PlainText {
  const bare = bareText(text.replace(COLOUR, ''))
  const note: Note = { severity: 'info', sentence: 'Colours of a terminal were taken off.' }
  return 'problem' in bare ? bare : { ...bare, notes: [note, ...bare.notes] }
}

const BINARY =
  'This is binary data, not text: an AWS event stream, an image or an archive. Paste the request or the reply as text, or drop a HAR file.'

function decode(bytes: Uint8Array): { text: string } | { problem: string; format: 'binary' } {
  // PowerShell writes UTF-16 when output is sent to a file.
  const label =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return { text: new TextDecoder(label, { ignoreBOM: label === 'utf-8' }).decode(bytes) }
  } catch {
    return { format: 'binary', problem: 'This file is too large to be read as text.' }
  }
}

/** A NUL is in no text; replacement characters in a tenth of the beginning mean that it was not UTF-8. */
function isBinary(text: string): boolean {
  const head = text.slice(0, 4096)
  if (head.startsWith('\u001f\ufffd') || head.startsWith('\u001f\u008b')) return true
  return (
    head.includes('\0') ||
    (head.match(/\ufffd|[\u0001-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0) > head.length / 10
  )
}

const PREFIXES: readonly { readonly pattern: RegExp; readonly sentence: string; readonly isTime?: true }[] = [
  { pattern: /^> ?/, sentence: 'Every line was quoted with ">"; the marks were taken off.' },
  {
    pattern: /^[\w./-]+ +\| ?/,
    sentence: 'Every line had a container name in front; the names were taken off.',
  },
  {
    pattern:
      /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)? +(?=(?:data|event|id|retry):|$)/,
    sentence: 'Every line had a time in front; the times were taken off.',
    isTime: true,
  },
  {
    pattern: /^(?:\t| +)(?=(?:data|event|id|retry):|$)/,
    sentence: 'Every line was indented; the indentation was taken off.',
  },
]

/** The text without the prefix, where every line of the beginning that says anything has it; else undefined. */
function withoutPrefix(text: string, pattern: RegExp): string | undefined {
  const lines = text.slice(0, 16_384).split('\n').slice(0, 200)
  const said = lines.filter((line) => line.trim() !== '')
  if (said.length < 2 || !said.every((line) => pattern.test(line) || pattern.test(`${line} `)))
    return undefined
  // `> POST / HTTP/1.1` is what curl -v sent, not a quotation.
  if (said.some((line) => /^> (?:[A-Z]+ \S+ HTTP\/|HTTP\/)/.test(line))) return undefined
  return text
    .split('\n')
    .map((line) => line.replace(pattern, ''))
    .join('\n')
}
