import { pointerStep } from './json.ts'
import { endOfValue, nextToken, stringValue } from './json-scan.ts'
import { utf8Length } from './lines.ts'

/** A value of a JSON text worth a row of its own, with its UTF-8 byte range, end exclusive. */
export interface Entry {
  readonly pointer: string
  readonly start: number
  readonly end: number
}

/** The members of the top-level object; of a list of objects or lists each element is an entry of its own. One pass over the text. */
export function jsonEntries(text: string): Entry[] {
  const bytes = byteCounter(text)
  const entries: Entry[] = []
  const note = (pointer: string, start: number, end: number): void => {
    entries.push({ pointer, start: bytes(start), end: bytes(end) })
  }
  const opening = nextToken(text, 0)
  if (opening.kind === '[') elements(text, opening.end, '', note)
  else if (opening.kind === '{') members(text, opening.end, note)
  return entries
}

type Note = (pointer: string, start: number, end: number) => void

function members(text: string, from: number, note: Note): void {
  for (let token = nextToken(text, from); token.kind !== 'end' && token.kind !== '}'; ) {
    if (token.kind !== 'string') {
      token = nextToken(text, token.end)
      continue
    }
    const colon = nextToken(text, token.end)
    const pointer = pointerStep(stringValue(text, token))
    const { start } = nextToken(text, colon.end)
    const { end } = endOfValue(text, start)
    if (text[start] !== '[' || !elements(text, start + 1, pointer, note)) note(pointer, start, end)
    token = nextToken(text, end)
  }
}

/** Notes each element where the first one is an object or a list; false, and nothing noted, where it is not. */
function elements(text: string, from: number, above: string, note: Note): boolean {
  let token = nextToken(text, from)
  if (token.kind !== '{' && token.kind !== '[') return false
  for (let index = 0; token.kind !== 'end' && token.kind !== ']'; token = nextToken(text, token.end)) {
    if (token.kind === ',') continue
    const { end } = endOfValue(text, token.start)
    note(above + pointerStep(index++), token.start, end)
    token = { ...token, end }
  }
  return true
}

/** UTF-16 offset → UTF-8 offset, for offsets that never go back. */
function byteCounter(text: string): (offset: number) => number {
  let seen = 0
  let bytes = 0
  return (offset) => {
    if (offset < seen) return bytes
    bytes += utf8Length(text.slice(seen, offset))
    seen = offset
    return bytes
  }
}
