import { openTranscript } from '../transcript/saved.ts'
import { isObject } from '../wire/json.ts'
import type { Format } from './format.ts'
import { NOT_MINE } from './format.ts'

/** A transcript that this program saved. */
export const saved: Format = {
  id: 'transcript',
  title: 'Saved transcript',
  recognise({ json }) {
    const isSaved = isObject(json) && typeof json.version === 'number' && Array.isArray(json.exchanges)
    return isSaved ? { score: 1, reasons: ['it has a version and a list of exchanges'] } : NOT_MINE
  },
  read({ text, json }) {
    const opened = openTranscript(json ?? null)
    if ('problem' in opened) {
      return {
        exchanges: [],
        notes: [{ severity: 'error', sentence: opened.problem, start: 0, end: text.length }],
      }
    }
    const { exchanges, title, remarks } = opened.transcript
    const count = exchanges.length === 1 ? 'one exchange' : `${exchanges.length} exchanges`
    return {
      exchanges: exchanges.map(({ id: _, ...draft }) => draft),
      notes: [],
      ...(title === undefined ? {} : { title }),
      ...(remarks ? { remarks } : {}),
      what: count,
    }
  },
}
