import { namesRule } from '../inspect/refusals/names-rule.ts'
import type { Format } from './format.ts'
import { NOT_MINE } from './format.ts'
import type { Part } from './parts.ts'

/** How clients and gateways print that an API refused: `API Error: 400 {…}`, `Error code: 400 - {…}`, an exception's class. */
const PRINTED =
  /\b(?:API Error|Error code|HTTP(?: status)?|status(?:[_ ]code)?|unexpected status|\w+Error):? (\d{3})\b/i

/** The words of an error that a rule knows, alone or in a log: the reply of an exchange whose bytes nobody kept. */
export function readErrorWords(words: string): Part | undefined {
  if (!namesRule(words)) return undefined
  const status = Number(PRINTED.exec(words)?.[1])
  return {
    reply: { ...(status >= 400 && status < 600 ? { status } : {}), body: words.trim() },
    what: 'the words of an error',
    notes: [],
    isWords: true,
  }
}

/** An error that somebody copied out of a terminal or a log, without the request. */
export const errorWords: Format = {
  id: 'error',
  title: 'Error message',
  recognise({ head }) {
    return readErrorWords(head)
      ? { score: 0.1, reasons: ['it holds the words of an error that is known'] }
      : NOT_MINE
  },
  read({ text }) {
    const part = readErrorWords(text)
    return part?.reply
      ? {
          exchanges: [{ reply: part.reply }],
          notes: [],
          what: 'the words of an error, without the request that led to it',
        }
      : { exchanges: [], notes: [] }
  },
}
