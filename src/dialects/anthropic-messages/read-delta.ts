import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, join, made } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { isObject } from '../../wire/json.ts'
import { readCitation } from './citations.ts'
import type { Kept } from './keep-frame.ts'
import { keepRest } from './keep-frame.ts'
import type { OpenBlock, ReaderState } from './read-state.ts'
import { indexOf, raw } from './read-state.ts'
import { ID, wordOf } from './words.ts'

interface DeltaWord {
  readonly key: string
  readonly kind: 'text' | 'reasoning' | 'tool-call'
}

/** What extends a part, by the type of the delta. */
export const DELTAS: Readonly<Record<string, DeltaWord>> = {
  text_delta: { key: 'text', kind: 'text' },
  thinking_delta: { key: 'thinking', kind: 'reasoning' },
  signature_delta: { key: 'signature', kind: 'reasoning' },
  input_json_delta: { key: 'partial_json', kind: 'tool-call' },
}

const TEXT_DELTA = DELTAS.text_delta

export function readDelta(state: ReaderState, frame: Cursor, kept: Kept | undefined): ReplyEvent[] {
  const delta = frame.object('delta')
  const type = delta?.peek('type')
  const block = state.open[indexOf(frame)]
  if (!delta || typeof type !== 'string') return [raw(frame)]
  if (block?.raw) {
    growRaw(block, delta)
    return [raw(frame)]
  }
  if (type === 'citations_delta') return readCitationDelta(block, frame, delta, kept)
  const word = type === 'text_delta' ? TEXT_DELTA : wordOf(DELTAS, type)
  const leaf = word && delta.string(word.key)
  if (!word || !leaf) return [raw(frame)]
  // It says nothing, but its frame comes home.
  if (leaf.value === '' && block) return [raw(frame)]
  // A delta that does not fit its block is what a client would refuse (§Q.1): no meaning is guessed.
  if (block && block.kind !== word.kind) return [raw(frame)]
  if (!block && (word.kind === 'tool-call' || word.key === 'signature')) return [raw(frame)]
  keepRest(kept, '/delta', delta)
  if (!block) return openLate(state, frame, word, leaf)
  const text = kept ? leaf : accounted(leaf, frame, delta)
  if (type === 'signature_delta')
    return [{ kind: 'part-seal', part: block.part, seal: { dialect: ID, value: text } }]
  block.hasText = true
  return [{ kind: 'part-delta', part: block.part, text }]
}

/** The block says it at its end; the frame itself goes by, or is kept. */
function readCitationDelta(
  block: OpenBlock | undefined,
  frame: Cursor,
  delta: Cursor,
  kept: Kept | undefined,
): ReplyEvent[] {
  const told = delta.peek('citation')
  if (block?.kind !== 'text' || !isObject(told)) return [raw(frame)]
  keepRest(kept, '/delta', delta)
  const citation = delta.object('citation')
  const read = citation && readCitation(citation)
  if (read) block.citations = [...(block.citations ?? []), read]
  return kept ? [] : [raw(frame)]
}

/** While somebody looks, the words of the frame go with what it says; the hot path builds nothing. */
const accounted = (leaf: Leaf<string>, frame: Cursor, delta: Cursor): Leaf<string> =>
  leaf.from.length === 0
    ? leaf
    : also(leaf, frame.string('type'), frame.number('index'), delta.string('type'))

/** Text without a block (§Q.4): what it says is plain, so it opens one; a call without a name cannot be opened. */
function openLate(state: ReaderState, frame: Cursor, { kind }: DeltaWord, text: Leaf<string>): ReplyEvent[] {
  const part = state.partCount++
  state.open[indexOf(frame)] = { part, kind, hasText: true }
  return [
    { kind: 'part-start', part, head: { kind } as { kind: 'text' | 'reasoning' } },
    { kind: 'part-delta', part, text },
  ]
}

/** A raw block grows: input by its JSON text; any other delta (compaction) carries full values. */
function growRaw(block: OpenBlock, delta: Cursor): void {
  const piece = delta.string('partial_json')
  if (piece) block.json = join(block.json, piece)
  const { type: _, partial_json: __, ...fields } = isObject(delta.value) ? delta.value : {}
  const whole = block.raw
  if (!whole || Object.keys(fields).length === 0) return
  block.raw = made({ ...(whole.value as object), ...fields }, 'assemble-block', whole, delta.leaf())
}
