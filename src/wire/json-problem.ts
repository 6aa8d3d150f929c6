import type { Json } from './json.ts'
import { parseJson, pointerStep } from './json.ts'
import type { Token } from './json-scan.ts'
import { nextToken, stringValue } from './json-scan.ts'

export interface JsonProblem {
  /** UTF-16 offset from 0 at which understanding ended. */
  readonly offset: number
  /** Both from 1. */
  readonly line: number
  readonly column: number
  /** The value we were in. */
  readonly pointer: string
  /** The text just stops; all that is there was understood. */
  readonly isTruncated: boolean
  readonly sentence: string
}

interface Open {
  readonly isArray: boolean
  readonly start: number
  step: string | number
}

/** What may come next. `more`: a comma or the end of the container. */
type Expectation = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'more'

interface Scan {
  readonly text: string
  readonly stack: Open[]
  expect: Expectation
  /** Up to here the text can be completed by closing what is open. */
  safeEnd: number
  trouble?: { readonly offset: number; readonly isTruncated: boolean; readonly sentence: string }
}

/** How far a text was understood as JSON, and why not further. Undefined for JSON without a fault. */
export function describeJsonProblem(text: string): JsonProblem | undefined {
  if ('value' in parseJson(text)) return undefined
  const { trouble, stack } = scan(text)
  if (!trouble) return undefined
  const { line, column } = placeOf(text, trouble.offset)
  return { ...trouble, line, column, pointer: pathOf(stack) }
}

/** The value as far as it is there: what is open is closed, what is half is left out. Undefined where nothing was read. */
export function partialJson(text: string): Json | undefined {
  const { stack, safeEnd } = scan(text)
  if (safeEnd === 0) return undefined
  const closers = stack
    .map((open) => (open.isArray ? ']' : '}'))
    .reverse()
    .join('')
  const parsed = parseJson(text.slice(0, safeEnd).replace(/^\ufeff/, '') + closers)
  return 'value' in parsed ? parsed.value : undefined
}

/** Line and column of an offset, both from 1. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1
  let lineStart = 0
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++
    lineStart = at + 1
  }
  return { line, column: offset - lineStart + 1 }
}

function scan(text: string): Scan {
  const state: Scan = { text, stack: [], expect: 'value', safeEnd: 0 }
  for (let token = nextToken(text, 0); ; token = nextToken(text, token.end)) {
    if (token.kind === 'end') {
      if (state.stack.length > 0 || state.expect === 'value') state.trouble = endsEarly(state)
      return state
    }
    const fault =
      state.stack.length === 0 && state.expect === 'more' ? trailing(state, token) : take(state, token)
    if (fault === undefined) continue
    state.trouble = fault
    return state
  }
}

type Fault = NonNullable<Scan['trouble']>

function take(state: Scan, token: Token): Fault | undefined {
  const top = state.stack.at(-1)
  const { expect } = state
  if (expect === 'colon')
    return token.kind === ':' ? goOn(state, 'value') : unexpected(state, token, 'a colon')
  if (expect === 'more') {
    if (token.kind === ',') {
      if (top?.isArray) top.step = Number(top.step) + 1
      return goOn(state, top?.isArray ? 'value' : 'key')
    }
    return closes(token, top)
      ? close(state, token)
      : unexpected(state, token, `a comma or ${top?.isArray ? ']' : '}'}`)
  }
  if ((expect === 'key-or-end' || expect === 'value-or-end') && closes(token, top)) return close(state, token)
  return expect === 'key' || expect === 'key-or-end' ? takeKey(state, token, top) : takeValue(state, token)
}

function takeKey(state: Scan, token: Token, top: Open | undefined): Fault | undefined {
  if (token.kind !== 'string') return unexpected(state, token, 'a key in double quotes')
  if (!token.isWhole) return endsEarly(state)
  if (top) top.step = stringValue(state.text, token)
  return stringFault(state, token) ?? goOn(state, 'colon')
}

function takeValue(state: Scan, token: Token): Fault | undefined {
  if (token.kind === '{' || token.kind === '[') {
    const isArray = token.kind === '['
    state.stack.push({ isArray, start: token.start, step: isArray ? 0 : '' })
    state.safeEnd = token.end
    return goOn(state, isArray ? 'value-or-end' : 'key-or-end')
  }
  if (token.kind === 'string') {
    if (!token.isWhole) return endsInString(state, token)
    const fault = stringFault(state, token)
    if (fault) return fault
  } else if (token.kind !== 'word') return unexpected(state, token, 'a value')
  else if (!LITERAL.test(state.text.slice(token.start, token.end))) return wordFault(state, token)
  state.safeEnd = token.end
  return goOn(state, 'more')
}

const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/

const closes = (token: Token, top: Open | undefined): boolean =>
  top !== undefined && token.kind === (top.isArray ? ']' : '}')

function close(state: Scan, token: Token): undefined {
  state.stack.pop()
  state.safeEnd = token.end
  state.expect = 'more'
}

function goOn(state: Scan, expect: Expectation): undefined {
  state.expect = expect
}

function endsEarly(state: Scan): Fault {
  const top = state.stack.at(-1)
  const offset = state.text.length
  if (!top) return { offset, isTruncated: true, sentence: 'It ends before a value came.' }
  const kind = top.isArray ? 'array' : 'object'
  const { line } = placeOf(state.text, top.start)
  const sentence = `It ends inside the ${kind} at ${parentPath(state)}: the ${kind} opened at line ${line} is never closed; everything before was read.`
  return { offset, isTruncated: true, sentence }
}

function endsInString(state: Scan, token: Token): Fault {
  const { line } = placeOf(state.text, token.start)
  const sentence = `It ends inside the string at ${pathOf(state.stack) || 'the root'}, line ${line}; everything before it was read.`
  return { offset: state.text.length, isTruncated: true, sentence }
}

function stringFault(state: Scan, token: Token): Fault | undefined {
  const raw = state.text.slice(token.start, token.end)
  const fault = /[\u0000-\u001f]|\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(raw)
  if (!fault) return undefined
  const what =
    fault[0] === '\\'
      ? `an escape that JSON has not, ${quote(raw.slice(fault.index, fault.index + 2))}`
      : 'a bare line break or control character'
  return at(state, token.start + fault.index, `The string holds ${what}`)
}

const STRANGERS: Readonly<Record<string, string>> = {
  None: "Python's None (JSON: null)",
  True: "Python's True (JSON: true)",
  False: "Python's False (JSON: false)",
  undefined: "JavaScript's undefined",
  NaN: 'NaN, which JSON has not',
}

function wordFault(state: Scan, token: Token): Fault {
  const word = state.text.slice(token.start, token.start + 40)
  const isLast = token.end === state.text.length
  if (isLast && /^(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-|-?\d+[.eE][+-]?)$/.test(word)) return endsEarly(state)
  const stranger = STRANGERS[state.text.slice(token.start, Math.min(token.end, token.start + 40))]
  return stranger ? at(state, token.start, `Here stands ${stranger}`) : unexpected(state, token, 'a value')
}

function unexpected(state: Scan, token: Token, wanted: string): Fault {
  if (!token.isWhole) return endsEarly(state)
  const found = state.text.slice(token.start, Math.min(token.end, token.start + 20))
  if (found.startsWith("'"))
    return at(state, token.start, `Expected ${wanted}, found single quotes, as in Python or JavaScript`)
  if (found === '}' || found === ']')
    return at(state, token.start, `Expected ${wanted}, found ${quote(found)}, perhaps after a comma too many`)
  return at(state, token.start, `Expected ${wanted}, found ${quote(found)}`)
}

const trailing = (state: Scan, token: Token): Fault =>
  at(state, token.start, 'The JSON ends before this; more text follows')

function at(state: Scan, offset: number, what: string): Fault {
  const { line, column } = placeOf(state.text, offset)
  return {
    offset,
    isTruncated: false,
    sentence: `${what}, at line ${line}, column ${column}; everything before was read.`,
  }
}

const quote = (text: string): string => `"${text}"`
const pathOf = (stack: readonly Open[]): string => stack.map((open) => pointerStep(open.step)).join('')
const parentPath = (state: Scan): string => pathOf(state.stack.slice(0, -1)) || 'the root'
