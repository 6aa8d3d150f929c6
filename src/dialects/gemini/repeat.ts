import type { Repetition } from '../../hub/repetition.ts'
import { pieceOf, unrecorded } from '../../hub/repetition.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { atPointer, isObject } from '../../wire/json.ts'
import type { ReaderState } from './reader-state.ts'
import type { Counts } from './usage.ts'
import { COUNTS, usageOf, usageOfFrame } from './usage.ts'

const TEXT = '/candidates/0/content/parts/0/text'

/** A piece of text, and the tokens counted so far: each chunk may count anew. */
export function repetition(
  { counts, remains, texts }: ReaderState,
  frame: Json,
  read: readonly ReplyEvent[],
): Repetition | undefined {
  const [piece, usage, ...more] = remains ? read.slice(0, -1) : read
  if (piece?.kind !== 'part-delta' || more.length > 0 || (usage && usage.kind !== 'usage')) return undefined
  if (!isObject(frame) || atPointer(frame, TEXT) !== piece.text.value || hasFinish(frame)) return undefined
  const metadata = isObject(frame.usageMetadata) ? frame.usageMetadata : {}
  const counted = COUNTS.filter((name) => typeof metadata[name] === 'number')
  const now: Counts = {}
  // In the order in which the reader takes them.
  for (const key of new Set([...counted, ...Object.keys(metadata)]))
    now[key] = unrecorded(metadata[key] as Json)
  const heard = texts.findLast(({ part }) => part === piece.part)
  return {
    read: [TEXT, ...counted.map((name) => `/usageMetadata/${name}`)],
    comesHome: true,
    give(text, values) {
      const said = pieceOf(piece.part, text)
      if (heard) heard.text += text
      if (!usage) return [said]
      for (const [at, name] of counted.entries())
        now[name] = counts[name] = unrecorded(values[at + 1] as number)
      const usageNow = remains ? usageOfFrame(now, counts) : usageOf(counts)
      return [said, { kind: 'usage', usage: usageNow }]
    },
  }
}

/** A finish is remembered, and may be held back. */
const hasFinish = ({ candidates }: JsonObject): boolean =>
  Array.isArray(candidates) && candidates.some((one) => isObject(one) && 'finishReason' in one)
