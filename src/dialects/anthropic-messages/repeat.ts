import type { Repetition } from '../../hub/repetition.ts'
import { nextPiece, onlyPiece } from '../../hub/repetition.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { ReaderState } from './read-state.ts'
import { wordOf } from './words.ts'

/** Where the deltas that are a piece of their block have it. A signature is a seal. */
const KEYS: Readonly<Record<string, string>> = {
  text_delta: 'text',
  thinking_delta: 'thinking',
  input_json_delta: 'partial_json',
}

/** A block that has said something remembers nothing of what it says further. */
export function repetition(
  _state: ReaderState,
  frame: Json,
  read: readonly ReplyEvent[],
): Repetition | undefined {
  const piece = onlyPiece(read)
  if (!piece || !isObject(frame) || !isObject(frame.delta)) return undefined
  const { delta } = frame
  const key = wordOf(KEYS, delta.type)
  if (key === undefined || delta[key] !== piece.text.value) return undefined
  return {
    read: [`/delta/${key}`],
    comesHome: true,
    give: (text, _values, at) => [nextPiece(piece, text, at)],
  }
}
