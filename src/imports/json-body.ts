import type { Format } from './format.ts'
import { NOT_MINE } from './format.ts'
import { readPieces } from './pieces.ts'

/** JSON: a request, a whole reply, an error, stream events as an array or by line, both halves in one object or in a row. */
export const jsonBody: Format = {
  id: 'json',
  title: 'JSON',
  recognise({ head, json }) {
    if (json !== undefined && typeof json === 'object' && json !== null)
      return { score: 0.5, reasons: ['it is one JSON value'] }
    if (head.startsWith('{') || head.startsWith('['))
      return { score: 0.45, reasons: [`it opens with ${head[0]}`] }
    const isWithin = /^[ \t]*(?:\{\s*"|\[\s*\{)/m.test(head)
    return isWithin ? { score: 0.2, reasons: ['a line within it opens a JSON value'] } : NOT_MINE
  },
  read: (sample, recogniseDialect) => readPieces(sample.text, recogniseDialect),
}
