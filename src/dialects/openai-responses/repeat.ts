import type { Repetition } from '../../hub/repetition.ts'
import { again, onlyPiece } from '../../hub/repetition.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { hearText } from './frames/told.ts'
import { giveText } from './read-item.ts'
import type { ReaderState } from './reader-state.ts'

/** Counted anew by each writer, and padding against traffic analysis: nobody reads them. openai.md §5.2. */
const PASSED = ['sequence_number', 'obfuscation']

/** What an item remembers of its text is how long it is; where frames are kept, the text too, for its `done` to be told by. */
export function repetition(
  { slots, told }: ReaderState,
  frame: Json,
  read: readonly ReplyEvent[],
): Repetition | undefined {
  const piece = onlyPiece(read)
  if (!piece || !isObject(frame) || frame.delta !== piece.text.value) return undefined
  if (typeof frame.type !== 'string' || !frame.type.endsWith('.delta')) return undefined
  const slot = Object.values(slots).find(({ part }) => part === piece.part)
  if (!slot) return undefined
  const passed = PASSED.filter((key) => typeof frame[key] === 'string' || typeof frame[key] === 'number')
  return {
    read: ['/delta'],
    passed: passed.map((key) => `/${key}`),
    comesHome: 'heard',
    give(text, _values, at) {
      const events = giveText(slot, again(piece.text, text, at))
      const [said] = events
      if (told && said?.kind === 'part-delta') hearText(told, said)
      return events
    },
  }
}
