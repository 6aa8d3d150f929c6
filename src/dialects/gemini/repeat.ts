import type { Leaf } from '../../hub/leaf.ts'
import type { Repetition } from '../../hub/repetition.ts'
import { again, nextPiece, unrecorded } from '../../hub/repetition.ts'
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
  const first: Record<string, Leaf> = {}
  // In the order in which the reader takes them.
  for (const key of new Set([...counted, ...Object.keys(metadata)]))
    first[key] = countedHere(counts[key], metadata[key] as Json)
  const now: Counts = { ...first }
  const isRecorded = piece.text.from.length > 0
  const beside = isRecorded ? Object.entries(first).filter(([key, leaf]) => counts[key] === leaf) : []
  const heard = texts.findLast(({ part }) => part === piece.part)
  return {
    read: [TEXT, ...counted.map((name) => `/usageMetadata/${name}`)],
    comesHome: true,
    give(text, values, at) {
      const said = nextPiece(piece, text, at)
      if (heard) heard.text += text
      if (!usage) return [said]
      for (const [key, leaf] of beside) counts[key] = again(leaf, leaf.value, at)
      for (const [i, name] of counted.entries())
        now[name] = counts[name] = again(first[name] as Leaf, values[i + 1] as number, at)
      const usageNow = remains ? usageOfFrame(now, counts) : usageOf(counts)
      return [said, { kind: 'usage', usage: usageNow }]
    },
  }
}

const countedHere = (known: Leaf | undefined, value: Json): Leaf =>
  known && known.value === value ? known : unrecorded(value)

/** A finish is remembered, and may be held back. */
const hasFinish = ({ candidates }: JsonObject): boolean =>
  Array.isArray(candidates) && candidates.some((one) => isObject(one) && 'finishReason' in one)
