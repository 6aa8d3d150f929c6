import type { Format } from './format.ts'
import { NOT_MINE } from './format.ts'
import { readPieces } from './pieces.ts'

/** A stream of server-sent events as it was printed. */
export const stream: Format = {
  id: 'stream',
  title: 'Event stream',
  recognise({ head }) {
    if (/^(?:data|event):/.test(head))
      return { score: 0.9, reasons: ['its first line is an event stream field'] }
    if (/^(?::|id:|retry:)/.test(head) && /^(?:data|event):/m.test(head))
      return { score: 0.85, reasons: ['lines start with "data:" or "event:"'] }
    const count = head.match(/^(?:data|event): ?[{[]?/gm)?.length ?? 0
    return count > 1 ? { score: 0.4, reasons: [`${count} lines start with "data:" or "event:"`] } : NOT_MINE
  },
  read: (sample, recogniseDialect) => readPieces(sample.text, recogniseDialect),
}
