import type { RecogniseDialect } from './format.ts'
import { readLiteral } from './literal.ts'
import type { Part } from './parts.ts'
import { readPart } from './parts.ts'
import { readProgram } from './program.ts'
import type { Note } from './report.ts'

interface Taken {
  readonly parts: readonly Part[]
  readonly end: number
}

/** The request that a program would send. */
export function takeProgram(text: string, at: number, recogniseDialect: RecogniseDialect): Taken | undefined {
  const call = readProgram(text, at)
  if (!call) return undefined
  const { body, notes, end, ...half } = call
  const part = readPart(body, half, recogniseDialect, { role: 'request' })
  return { parts: [{ ...part, notes: [...notes, ...part.notes] }], end }
}

/** A value as Python prints it, which is what gateways leave in their logs. */
export function takePrinted(text: string, at: number, recogniseDialect: RecogniseDialect): Taken | undefined {
  if (!/^[{[]\s*[{[]*\s*'/.test(text.slice(at, at + 40))) return undefined
  const literal = readLiteral(text, at)
  if (!literal) return undefined
  const part = readPart(literal.text, {}, recogniseDialect)
  const note: Note = {
    severity: 'info',
    sentence: 'A value as Python prints it was read as the JSON that it means.',
    start: at,
    end: literal.end,
  }
  return { parts: [{ ...part, notes: [note, ...part.notes] }], end: literal.end }
}
