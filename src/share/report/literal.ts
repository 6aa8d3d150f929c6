import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'

/** A text line by line, as JavaScript and as Python spell it: nothing in it ends the literal. */
export function textLiteral(text: string, join: (lines: string) => string): string {
  const lines = text.split('\n')
  if (lines.length === 1) return JSON.stringify(text)
  return join(`[\n${lines.map((line) => `    ${JSON.stringify(line)},\n`).join('')}]`)
}

export const jsText = (text: string): string => textLiteral(text, (lines) => `${lines}.join('\\n')`)

export const pythonText = (text: string): string => textLiteral(text, (lines) => `"\\n".join(${lines})`)

export const jsValue = (value: Json): string => JSON.stringify(value, null, 2)

export function pythonValue(value: Json, indent = ''): string {
  const inner = `${indent}    `
  const entries = Array.isArray(value)
    ? value.map((entry: Json) => pythonValue(entry, inner))
    : isObject(value)
      ? Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${pythonValue(member, inner)}`)
      : undefined
  if (entries) {
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
    if (entries.length === 0) return `${open}${close}`
    return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${indent}${close}`
  }
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return JSON.stringify(value)
}

/** Lines of a comment: whatever stands in the text, it stays one. */
export const comment = (sign: '//' | '#', text: string): string =>
  text
    .split(/[\r\n\u2028\u2029]+/)
    .flatMap((line) => line.match(/.{1,110}(?:\s|$)|\S+/g) ?? [])
    .map((line) => `${sign} ${line.trim()}`)
    .join('\n')
