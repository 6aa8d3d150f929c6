import { pointerStep } from './json.ts'
import type { Token } from './json-scan.ts'
import { nextToken, stringValue } from './json-scan.ts'

/** A key, or a value that is no container, where it stands in a text. */
export interface Word {
  readonly kind: 'key' | 'string' | 'other'
  readonly token: Token
  /** The key's own value, or the value itself. RFC 6901. */
  readonly pointer: string
  /** Of a key: it stood in this object before. */
  readonly isRepeated?: true
}

interface Open {
  readonly pointer: string
  /** Absent in arrays. */
  readonly keys?: Set<string>
  /** Of the member that the walk is in. */
  step: string
  index: number
  isInValue: boolean
}

/** The keys and the plain values of sound JSON, in the order of the text, also those that `JSON.parse` passes over. */
export function* jsonWords(text: string): Generator<Word> {
  const stack: Open[] = []
  for (let token = nextToken(text, 0); token.kind !== 'end'; token = nextToken(text, token.end)) {
    const top = stack.at(-1)
    const pointer = top ? top.pointer + top.step : ''
    if (token.kind === '{') stack.push({ pointer, keys: new Set(), step: '', index: 0, isInValue: false })
    else if (token.kind === '[') stack.push({ pointer, step: '/0', index: 0, isInValue: true })
    else if (token.kind === '}' || token.kind === ']') stack.pop()
    else if (token.kind === ',') next(top)
    else if (token.kind === ':') continue
    else if (top?.keys && !top.isInValue) yield keyWord(text, token, top, top.keys)
    else yield { kind: token.kind === 'string' ? 'string' : 'other', token, pointer }
  }
}

function next(top: Open | undefined): void {
  if (!top) return
  top.index++
  top.isInValue = top.keys === undefined
  if (!top.keys) top.step = pointerStep(top.index)
}

function keyWord(text: string, token: Token, top: Open, keys: Set<string>): Word {
  const key = stringValue(text, token)
  const isRepeated = keys.has(key)
  keys.add(key)
  top.step = pointerStep(key)
  top.isInValue = true
  return { kind: 'key', token, pointer: top.pointer + top.step, ...(isRepeated ? { isRepeated } : {}) }
}
