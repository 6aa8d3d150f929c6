import { CURL_START } from './curl-command.ts'
import type { Format } from './format.ts'
import { NOT_MINE } from './format.ts'
import { readPieces } from './pieces.ts'

/** A curl command, perhaps with what it printed. https://curl.se/docs/manpage.html */
export const curl: Format = {
  id: 'curl',
  title: 'curl command',
  recognise({ head }) {
    const match = CURL_START.exec(head)
    if (!match) return NOT_MINE
    if (match.index === 0) return { score: 0.95, reasons: ['it starts with the word curl'] }
    return { score: 0.6, reasons: ['a line starts with the word curl'] }
  },
  read: (sample, recogniseDialect) => readPieces(sample.text, recogniseDialect),
}
