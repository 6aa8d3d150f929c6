import type { Format } from './format.ts'
import { NOT_MINE } from './format.ts'
import { readPieces } from './pieces.ts'

/** Raw HTTP: a request, a reply (`curl -i`), or both; also what `curl -v` prints. */
export const http: Format = {
  id: 'http',
  title: 'HTTP message',
  recognise({ head }) {
    if (/^HTTP\/\d(?:\.\d)? \d{3}/.test(head))
      return { score: 0.95, reasons: ['it starts with an HTTP status line'] }
    if (/^(?:GET|POST|PUT|PATCH|DELETE) \S+(?: HTTP\/\d(?:\.\d)?)?[ \t]*\r?$/m.exec(head)?.index === 0)
      return { score: 0.93, reasons: ['it starts with an HTTP request line'] }
    if (/^[<>] (?:HTTP\/\d|[A-Z]+ \S+ HTTP\/\d)/m.test(head))
      return { score: 0.7, reasons: ['lines as curl -v prints them, with > and <'] }
    return NOT_MINE
  },
  read: (sample, recogniseDialect) => readPieces(sample.text, recogniseDialect),
}
