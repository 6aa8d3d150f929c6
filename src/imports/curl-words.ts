import { parseJson } from '../wire/json.ts'
import { endOfValue } from '../wire/json-scan.ts'
import { readLiteral } from './literal.ts'

export interface ShellWord {
  readonly value: string
  /** UTF-16 range in the text. */
  readonly start: number
  readonly end: number
  /** The quotes did not match; a body in them was read as the JSON it is. */
  readonly isRepaired?: boolean
}

export interface ShellCommand {
  readonly words: readonly ShellWord[]
  /** Where the command ends: at a line end, a pipe, a redirection, a semicolon. */
  readonly end: number
  /** A quote was opened and never closed. */
  readonly isOpen: boolean
}

/** Word so far and where reading goes on; `isOpen` where the text ended inside quotes. */
interface Reading {
  value: string
  at: number
  isOpen: boolean
}

/**
 * The words of one command as bash would split them, and as cmd (`^` before a line end or a quote) and PowerShell
 * (backtick before a line end) do. Variables stay as they are written: nothing is looked up, nothing is run.
 */
export function readCommand(text: string, from: number): ShellCommand {
  const words: ShellWord[] = []
  let at = from
  let isOpen = false
  for (;;) {
    at = skipSpace(text, at)
    const unit = text[at]
    if (unit === undefined || ENDS_COMMAND.test(unit)) return { words, end: at, isOpen }
    if (unit === '>' || unit === '<') {
      // `> out.json` and `2>&1` take their target with them.
      at = readWord(text, skipSpace(text, at + (text[at + 1] === unit || text[at + 1] === '&' ? 2 : 1))).at
      continue
    }
    const word = readWord(text, at)
    const repaired = repairJson(text, at, word)
    const end = repaired?.end ?? Math.max(word.at, at + 1)
    words.push(repaired ?? { value: word.value, start: at, end })
    isOpen ||= word.isOpen && !repaired
    at = end
  }
}

const ENDS_COMMAND = /[\n\r|;&)]/

function skipSpace(text: string, from: number): number {
  let at = from
  for (;;) {
    const continued = /(?:[\\^`]\r?\n|[ \t\u00a0])+/y
    continued.lastIndex = at
    if (!continued.test(text)) return at
    at = continued.lastIndex
  }
}

const PLAIN = /[^\s'"\\^`|;&<>$]+/y

function readWord(text: string, from: number): Reading {
  const word: Reading = { value: '', at: from, isOpen: false }
  while (word.at < text.length) {
    const unit = text[word.at] as string
    if (/[\s|;&<>]/.test(unit)) break
    const next = text[word.at + 1]
    if (unit === "'" || unit === '\u2018') single(text, word)
    else if (unit === '"' || unit === '\u201c') double(text, word)
    else if (unit === '$' && next === "'") dollar(text, word)
    else if (unit === '^' && next === '"') caret(text, word)
    else if ((unit === '\\' || unit === '^' || unit === '`') && next !== undefined) {
      if (next === '\n' || next === '\r') break
      word.value += next
      word.at += 2
    } else {
      PLAIN.lastIndex = word.at
      const end = PLAIN.test(text) ? PLAIN.lastIndex : word.at + 1
      word.value += text.slice(word.at, end)
      word.at = end
    }
  }
  return word
}

/** Nothing inside single quotes is special. Typographic ones come from chats and word processors. */
function single(text: string, word: Reading): void {
  const closing = text[word.at] === "'" ? "'" : '\u2019'
  const end = text.indexOf(closing, word.at + 1)
  word.isOpen ||= end === -1
  word.value += text.slice(word.at + 1, end === -1 ? text.length : end)
  word.at = end === -1 ? text.length : end + 1
}

/** In double quotes a backslash escapes only these; before anything else it stays. */
function double(text: string, word: Reading): void {
  const closing = text[word.at] === '"' ? '"' : '\u201d'
  let from = ++word.at
  const parts: string[] = []
  for (; word.at < text.length && text[word.at] !== closing; word.at++) {
    const next = text[word.at + 1]
    if (text[word.at] !== '\\' || next === undefined || !'"\\$`\n'.includes(next)) continue
    parts.push(text.slice(from, word.at), next === '\n' ? '' : next)
    word.at += 1
    from = word.at + 1
  }
  word.isOpen ||= word.at >= text.length
  word.value += parts.join('') + text.slice(from, word.at)
  word.at = Math.min(text.length, word.at + 1)
}

const DOLLAR_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
}

/** ANSI-C quoting, which browsers use in "Copy as cURL": `$'it\u0027s'`. */
function dollar(text: string, word: Reading): void {
  const parts: string[] = []
  word.at += 2
  let from = word.at
  const sequence = /\\(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([\s\S]))/y
  for (; word.at < text.length && text[word.at] !== "'"; word.at++) {
    if (text[word.at] !== '\\') continue
    sequence.lastIndex = word.at
    const match = sequence.exec(text)
    if (!match) continue
    const hex = match[1] ?? match[2] ?? match[3]
    const code =
      hex !== undefined
        ? Number.parseInt(hex, 16)
        : match[4] === undefined
          ? -1
          : Number.parseInt(match[4], 8)
    const plain = match[5] ?? ''
    parts.push(
      text.slice(from, word.at),
      code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : (DOLLAR_ESCAPES[plain] ?? plain),
    )
    from = sequence.lastIndex
    word.at = from - 1
  }
  word.isOpen ||= word.at >= text.length
  word.value += parts.join('') + text.slice(from, word.at)
  word.at = Math.min(text.length, word.at + 1)
}

/** "Copy as cURL (cmd)": `^"…^"`, with `^\^"` for a quote inside and `^` before whatever cmd would take as special. */
function caret(text: string, word: Reading): void {
  const close = /\^"(?=\s|$)/g
  close.lastIndex = word.at + 2
  const match = close.exec(text)
  const end = match?.index ?? text.length
  word.isOpen ||= match === null
  const inside = text
    .slice(word.at + 2, end)
    .replace(/\^(\r?\n\r?\n|[\s\S])/g, (_all, next: string) => (/^[\r\n]/.test(next) ? '\n' : next))
  word.value += inside.replace(/\\(["\\])/g, '$1')
  word.at = Math.min(text.length, end + 2)
}

/** A body with bare apostrophes in it, which end the word too early for bash but not for its author.
 *
 *     -d '{"text": "it's"}'
 *                     ^ the JSON goes on here, and closes right before a quote
 *
 * What bash would make of `'{"a": "it's", "b": "don't"}'` is JSON too, but never what was meant; while the proper ways
 * to write an apostrophe, `'\''` and `'"'"'`, are no JSON when taken literally.
 */
function repairJson(text: string, at: number, word: Reading): ShellWord | undefined {
  if (text[at] !== "'" || !/^\s*[[{]/.test(text.slice(at + 1, at + 40))) return undefined
  return /^\s*[[{]\s*[{']/.test(text.slice(at + 1, at + 80))
    ? printedByPython(text, at)
    : bareJson(text, at, word)
}

/** LiteLLM’s debug log writes `-d '{'model': 'm', 'stream': True}'`: a value as Python prints it. */
function printedByPython(text: string, at: number): ShellWord | undefined {
  const literal = readLiteral(text, at + 1)
  if (!literal) return undefined
  const close = /\s*'/y
  close.lastIndex = literal.end
  const end = close.test(text) ? close.lastIndex : literal.end
  return { value: literal.text, start: at, end, isRepaired: true }
}

function bareJson(text: string, at: number, word: Reading): ShellWord | undefined {
  const { end, isWhole } = endOfValue(text, at + 1)
  if (!isWhole) return undefined
  const close = /\s*'/y
  close.lastIndex = end
  const isClosed = close.test(text)
  const wordEnd = isClosed ? close.lastIndex : end
  const value = text.slice(at + 1, end)
  if (value === word.value || !('value' in parseJson(value))) return undefined
  if (!isClosed && !word.isOpen && 'value' in parseJson(word.value)) return undefined
  return { value, start: at, end: wordEnd, isRepaired: true }
}
