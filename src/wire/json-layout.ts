import type { Json } from './json.ts'
import { parseJson } from './json.ts'
import type { Numbers } from './json-numbers.ts'
import { jsonText } from './json-numbers.ts'
import { nextToken } from './json-scan.ts'

/**
 * JSON over lines, each value written as it was: numbers keep their digits, keys that come twice stay. Undefined for what is
 * no JSON.
 */
export function layOutJson(text: string): string | undefined {
  if ('problem' in parseJson(text)) return undefined
  const pieces: string[] = []
  let depth = 0
  const line = (): string => `\n${'  '.repeat(depth)}`
  for (let token = nextToken(text, 0), before = ''; token.kind !== 'end'; ) {
    const { kind } = token
    const word = text.slice(token.start, token.end)
    const isOpening = kind === '{' || kind === '['
    const isClosing = kind === '}' || kind === ']'
    if (isClosing) depth--
    const isEmpty = isClosing && (before === '{' || before === '[')
    if (isClosing ? !isEmpty : before === '{' || before === '[' || before === ',') pieces.push(line())
    pieces.push(kind === ':' ? ': ' : word)
    if (isOpening) depth++
    before = kind
    token = nextToken(text, token.end)
  }
  return `${pieces.join('')}\n`
}

/** A value as indented JSON, its numbers as they were written. */
export function indented(value: Json, numbers: Numbers | undefined): string {
  if (!numbers) return JSON.stringify(value, null, 2)
  return layOutJson(jsonText(value, numbers))?.trimEnd() ?? ''
}
