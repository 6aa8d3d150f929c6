import type { Json } from '../wire/json.ts'
import { leafEntries } from '../wire/json.ts'
import { jsonText } from '../wire/json-numbers.ts'
import { endOfQuoted, readQuoted } from './quoted.ts'

/** A value as a program or a log writes it, read and never run. */
export interface Literal {
  readonly json: Json
  /** The same as JSON text, its numbers as they are written. */
  readonly text: string
  /** UTF-16 offset behind it. */
  readonly end: number
  /** What stands for something that only the running program knows, as it is written. */
  readonly holes: readonly string[]
}

/** What a name stands for; nothing where that is not written down. */
export type Lookup = (name: string) => Literal | undefined

/** Of an expression that only the running program can work out. Characters. */
const LONGEST_HOLE = 4_096

/** Deeper than any request nests. */
const DEPTH_LIMIT = 200

/** The value of Python or JavaScript that starts at or behind an offset; undefined where there is none. Never throws. */
export function readLiteral(text: string, at: number, lookup: Lookup = () => undefined): Literal | undefined {
  const holes: string[] = []
  const reader = new Reader(text, at, holes, lookup)
  const json = reader.value(0)
  return json === undefined
    ? undefined
    : { json, text: spelledText(json, reader.numbers), end: reader.at, holes }
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** Keys stand in the order of the text but for those that look like places: then numbers are written as JavaScript would. */
function spelledText(json: Json, numbers: readonly string[]): string {
  const places = leafEntries(json).filter(({ value }) => typeof value === 'number')
  const isInOrder =
    places.length === numbers.length && places.every(({ value }, i) => Number(numbers[i]) === value)
  const spelled = places.map(({ pointer }, i) => [pointer, numbers[i] as string] as const)
  const own = isInOrder ? spelled.filter(([, raw]) => JSON_NUMBER.test(raw)) : []
  return jsonText(json, Object.fromEntries(own))
}

/** The arguments of a call whose bracket is open at an offset: those with a name, and those without. */
export function readArguments(
  text: string,
  at: number,
  lookup: Lookup,
):
  | (Omit<Literal, 'json' | 'text'> & {
      readonly named: Readonly<Record<string, Json>>
      readonly plain: readonly Json[]
    })
  | undefined {
  const holes: string[] = []
  const reader = new Reader(text, at, holes, lookup)
  const found = reader.arguments(0)
  return found && { ...found, end: reader.at, holes }
}

const SPACE = /(?:\s|\\\r?\n|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*/uy
const NUMBER = /[+-]?(?:0[xX][0-9a-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)/y
const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
  ['None', null],
  ['null', null],
  ['undefined', null],
])
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' }

class Reader {
  at: number
  /** As they are written, in the order of the text. */
  readonly numbers: string[] = []
  readonly #text: string
  readonly #holes: string[]
  readonly #lookup: Lookup
  /** A bracket is never closed: what is around it is not, either. */
  #isOpen = false

  constructor(text: string, at: number, holes: string[], lookup: Lookup) {
    this.#text = text
    this.at = at
    this.#holes = holes
    this.#lookup = lookup
  }

  /** One value; where something is done with it (`a + b`, `x.y()`), a hole. */
  value(depth: number): Json | undefined {
    this.#skip()
    const start = this.at
    const [holes, numbers] = [this.#holes.length, this.numbers.length]
    const json = depth > DEPTH_LIMIT ? undefined : this.#plain(depth)
    const end = this.at
    this.#skip()
    const isAlone =
      this.at >= this.#text.length || /[,)\]}:;'"`]|\n/.test(this.#text[this.at] ?? '') || this.#endsLine(end)
    if (json !== undefined && isAlone) {
      this.at = end
      return json
    }
    this.#holes.length = holes
    this.numbers.length = numbers
    return this.#hole(start)
  }

  arguments(depth: number) {
    if (this.#text[this.at] !== '(') return undefined
    this.at++
    const named: [string, Json][] = []
    const plain: Json[] = []
    for (this.#skip(); this.#text[this.at] !== ')'; this.#skip()) {
      if (this.at >= this.#text.length) return undefined
      const name = /([\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)/uy
      name.lastIndex = this.at
      const key = name.exec(this.#text)?.[1]
      if (key !== undefined) this.at = name.lastIndex
      const value = this.value(depth + 1)
      if (value === undefined) return undefined
      if (key === undefined) plain.push(value)
      else named.push([key, value])
      if (!this.#comma(')')) return undefined
    }
    this.at++
    return { named: Object.fromEntries(named), plain }
  }

  #plain(depth: number): Json | undefined {
    const first = this.#text[this.at]
    if (first === '{') return this.#object(depth)
    if (first === '[') return this.#list(depth, ']')
    if (first === '(') return this.#bracketed(depth)
    const text = this.#string()
    if (text !== undefined) return text
    NUMBER.lastIndex = this.at
    const number = NUMBER.exec(this.#text)?.[0]
    if (number !== undefined && /\d/.test(number)) {
      this.at += number.length
      const plain = number.replaceAll('_', '').replace(/^\+/, '')
      this.numbers.push(plain)
      return Number(plain)
    }
    return this.#name(depth)
  }

  #name(depth: number): Json | undefined {
    NAME.lastIndex = this.at
    const name = NAME.exec(this.#text)?.[0]
    if (name === undefined || name === 'await' || name === 'new' || name === 'lambda') return undefined
    this.at += name.length
    const known = WORDS.get(name)
    if (known !== undefined) return known
    if (this.#text[this.at] === '(') {
      // `Message(role='user')`, as Python prints objects and as client libraries want them.
      const call = this.arguments(depth)
      return call && call.plain.length === 0 ? call.named : undefined
    }
    const found = this.#lookup(name)
    if (!found) return undefined
    this.#holes.push(...found.holes)
    return found.json
  }

  /** Strings that stand behind each other are one, as in Python. */
  #string(): string | undefined {
    let whole: string | undefined
    for (;;) {
      const behind = this.at
      if (whole !== undefined) this.#skip()
      // Without a space between, a quote closes what this value stands in.
      const piece = whole === undefined || this.at > behind ? readQuoted(this.#text, this.at) : undefined
      if (!piece) {
        this.at = behind
        return whole
      }
      whole = (whole ?? '') + piece.value
      this.at = piece.end
    }
  }

  #object(depth: number): Json | undefined {
    this.at++
    const entries: [string, Json][] = []
    for (this.#skip(); this.#text[this.at] !== '}'; this.#skip()) {
      const spread = /\.\.\.|\*\*/y
      spread.lastIndex = this.at
      if (spread.test(this.#text)) {
        this.#hole(this.at)
        if (!this.#comma('}')) return undefined
        continue
      }
      const key = this.#key()
      if (key === undefined) return undefined
      this.#skip()
      let value: Json | undefined
      if (this.#text[this.at] === ':') {
        this.at++
        value = this.value(depth + 1)
      } else value = this.#lookup(key)?.json ?? this.#note(key)
      if (value === undefined) return undefined
      entries.push([key, value])
      if (!this.#comma('}')) return undefined
    }
    this.at++
    return Object.fromEntries(entries)
  }

  #key(): string | undefined {
    const text = this.#string()
    if (text !== undefined) return text
    const word = /[\p{L}\p{N}_$]+/uy
    word.lastIndex = this.at
    const key = word.exec(this.#text)?.[0]
    if (key !== undefined) this.at += key.length
    return key
  }

  #list(depth: number, close: string): Json[] | undefined {
    this.at++
    const all: Json[] = []
    for (this.#skip(); this.#text[this.at] !== close; this.#skip()) {
      const value = this.value(depth + 1)
      if (value === undefined) return undefined
      all.push(value)
      if (!this.#comma(close)) return undefined
    }
    this.at++
    return all
  }

  /** A tuple, or a value in brackets. */
  #bracketed(depth: number): Json | undefined {
    const start = this.at
    const all = this.#list(depth, ')')
    if (!all) return undefined
    const isTuple = all.length !== 1 || /,\s*\)$/.test(this.#text.slice(start, this.at))
    return isTuple ? all : all[0]
  }

  #comma(close: string): boolean {
    this.#skip()
    if (this.#text[this.at] === ',') this.at++
    else if (this.#text[this.at] !== close) return false
    return true
  }

  #skip(): void {
    SPACE.lastIndex = this.at
    SPACE.test(this.#text)
    this.at = SPACE.lastIndex
  }

  #endsLine = (end: number): boolean => this.#text.slice(end, this.at).includes('\n')

  #note(words: string): string {
    this.#holes.push(words)
    return `‹${words}›`
  }

  /** What only the running program knows: up to where its value ends. */
  #hole(start: number): string | undefined {
    if (this.#isOpen) return undefined
    const limit = Math.min(this.#text.length, start + LONGEST_HOLE)
    const open: string[] = []
    let at = start
    for (; at < limit; at++) {
      const unit = this.#text[at] as string
      const quote = /["'`]/.test(unit) ? endOfQuoted(this.#text, at + 1, unit) : -1
      if (quote >= 0) at = quote
      else if (CLOSING[unit]) open.push(CLOSING[unit])
      else if (unit === open.at(-1)) open.pop()
      else if (open.length === 0 && /[,)\]};]/.test(unit)) break
    }
    const words = this.#text.slice(start, at).trim()
    this.#isOpen = at >= limit
    if (words === '' || this.#isOpen) return undefined
    this.at = at
    return this.#note(words.replace(/\s+/g, ' ').slice(0, 80))
  }
}
