import type { Repetition } from '../../hub/repetition.ts'
import { pieceOf, unrecorded } from '../../hub/repetition.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { atPointer, isObject } from '../../wire/json.ts'
import type { ReaderState } from './read-event.ts'
import { COUNTS, usageOf } from './usage.ts'

const TEXT = '/candidates/0/content/parts/0/text'

/** A piece of text, and the tokens counted so far: each chunk may count anew. */
export function repetition(
  { counts }: ReaderState,
  frame: Json,
  [piece, usage, ...more]: readonly ReplyEvent[],
): Repetition | undefined {
  if (piece?.kind !== 'part-delta' || more.length > 0 || (usage && usage.kind !== 'usage')) return undefined
  if (!isObject(frame) || atPointer(frame, TEXT) !== piece.text.value || hasFinish(frame)) return undefined
  const { usageMetadata } = frame
  const counted = COUNTS.filter((name) => isObject(usageMetadata) && typeof usageMetadata[name] === 'number')
  return {
    holes: [TEXT, ...counted.map((name) => `/usageMetadata/${name}`)],
    read(text, values) {
      const said = pieceOf(piece.part, text)
      if (!usage) return [said]
      for (const [at, name] of counted.entries()) counts[name] = unrecorded(values[at + 1] as number)
      return [said, { kind: 'usage', usage: usageOf(counts) }]
    },
  }
}

/** A finish is remembered, and may be held back. */
const hasFinish = ({ candidates }: JsonObject): boolean =>
  Array.isArray(candidates) && candidates.some((one) => isObject(one) && 'finishReason' in one)
