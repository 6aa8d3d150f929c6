import type { Format } from './format.ts'
import { NOT_MINE } from './format.ts'
import { readPieces } from './pieces.ts'
import { PROGRAM_CALL } from './program.ts'

/** A piece of Python or TypeScript that calls a client library, perhaps with what it printed. */
export const program: Format = {
  id: 'program',
  title: 'Program',
  recognise: ({ head }) =>
    /^[{[]/.test(head) || !PROGRAM_CALL.test(head)
      ? NOT_MINE
      : { score: 0.65, reasons: ['a line calls a client library'] },
  read: (sample, recogniseDialect) => readPieces(sample.text, recogniseDialect),
}
