/** Tokens of a JSON text with their places, tolerant of what is no JSON. Offsets are UTF-16 code units from 0. */
export interface Token {
  /** `word`: a number, a literal, or anything else that is neither string nor punctuation. */
  readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'word' | 'end'
  readonly start: number
  readonly end: number
  /** False for a string that the text ends in. */
  readonly isWhole: boolean
}

const PUNCTUATION = '{}[],:'
const WORD = /[^\s{}[\],:"\ufeff]+/y
const SPACE = /[\s\ufeff]*/y

export function nextToken(text: string, at: number): Token {
  SPACE.lastIndex = at
  SPACE.test(text)
  const start = SPACE.lastIndex
  if (start >= text.length) return { kind: 'end', start: text.length, end: text.length, isWhole: true }
  const first = text[start] as string
  if (PUNCTUATION.includes(first))
    return { kind: first as Token['kind'], start, end: start + 1, isWhole: true }
  if (first === '"') return stringToken(text, start)
  WORD.lastIndex = start
  WORD.test(text)
  return { kind: 'word', start, end: WORD.lastIndex, isWhole: true }
}

function stringToken(text: string, start: number): Token {
  for (let at = start + 1; ; ) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return { kind: 'string', start, end: text.length, isWhole: false }
    let slashes = 0
    while (text.charCodeAt(quote - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) return { kind: 'string', start, end: quote + 1, isWhole: true }
    at = quote + 1
  }
}

/** Where the value that starts at or after `at` ends. Counts brackets only; `isWhole` is false where the text ends first. */
export function endOfValue(text: string, at: number): { readonly end: number; readonly isWhole: boolean } {
  let depth = 0
  for (let token = nextToken(text, at); ; token = nextToken(text, token.end)) {
    if (token.kind === 'end' || !token.isWhole) return { end: text.length, isWhole: false }
    if (token.kind === '{' || token.kind === '[') depth++
    else if (token.kind === '}' || token.kind === ']') depth--
    if (depth <= 0) return { end: token.end, isWhole: true }
  }
}

/** The text a string token stands for; its bare inside where the escapes are broken. */
export function stringValue(text: string, token: Token): string {
  const raw = text.slice(token.start, token.end)
  try {
    return JSON.parse(raw) as string
  } catch {
    return token.isWhole ? raw.slice(1, -1) : raw.slice(1)
  }
}
