import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import { isObject } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import { writeHosted } from './hosted.ts'
import { DIALECT, formOf, scatter } from './words.ts'
import { spread } from './write-part.ts'
import { writeReplyCall } from './write-reply-part.ts'
import type { WriterState, WritingPart } from './writer-state.ts'
import { header } from './writer-state.ts'

function chunk(state: WriterState, choice: number | undefined, ...parts: Written[]): DialectEvent {
  const { role, tag } = state.opening ?? {}
  const content = { role: tag?.value === 'no-role' ? undefined : spell(role, 'model'), parts }
  return { data: { ...header(state), candidates: [{ content, index: choice }] } }
}

/** Takes the next place in the message of a candidate. */
function takePlace(state: WriterState, part: WritingPart): void {
  const choice = part.choice ?? 0
  part.place = state.places[choice] ?? 0
  state.places[choice] = part.place + 1
}

/** A piece of a text, or what is left of it to say: its signature, or that it was there at all. */
export function writeText(
  state: WriterState,
  part: WritingPart,
  text: Leaf<string> | undefined,
): DialectEvent[] {
  const { head, choice, seal } = part
  const tag = head.kind === 'opaque' ? undefined : head.tag
  const extras = part.isWritten || head.kind === 'opaque' ? {} : scatter(head.extras)
  const isThought = head.kind === 'reasoning'
  const thought = isThought ? spell(part.isWritten ? undefined : tag, true) : undefined
  const empty = formOf(tag).includes('no-text') ? undefined : ''
  const wire: WrittenObject = {
    text: text ? (part.isWritten || isThought ? text : also(text, tag)) : empty,
    thought,
    thoughtSignature: seal,
    ...extras,
  }
  const isPlain = seal === undefined && Object.keys(extras).length === 0
  if (!part.isWritten) takePlace(state, part)
  const runsInto = !part.isWritten && isPlain && state.last[choice ?? 0] === head.kind
  part.isWritten = true
  delete part.seal
  state.last[choice ?? 0] = isPlain ? head.kind : undefined
  // The first part of a chunk goes on with the text before it: an empty one takes that place, so that this one is new.
  return [
    runsInto
      ? chunk(state, choice, { text: '', thought: isThought ? true : undefined }, wire)
      : chunk(state, choice, wire),
  ]
}

export function writeCall(state: WriterState, part: WritingPart): DialectEvent {
  const { head, choice, text, seal } = part
  if (head.kind !== 'tool-call') return chunk(state, choice)
  state.last[choice ?? 0] = undefined
  takePlace(state, part)
  return chunk(state, choice, writeReplyCall({ head, text, seal }))
}

export function writeOpaque(state: WriterState, part: WritingPart): DialectEvent[] {
  const { head, choice } = part
  if (head.kind !== 'opaque') return []
  if (head.dialect !== DIALECT) {
    const parts = head.trace ? writeHosted(head.trace) : []
    if (parts.length === 0) return []
    state.last[choice ?? 0] = undefined
    for (const _ of parts) takePlace(state, part)
    return [chunk(state, choice, ...parts)]
  }
  state.last[choice ?? 0] = undefined
  return [chunk(state, choice, isObject(head.raw.value) ? spread(head.raw) : head.raw)]
}
