import type { Cursor } from '../../hub/cursor.ts'
import { spell } from '../../hub/leaf.ts'
import { isObject, pointerStep } from '../../wire/json.ts'
import type { ChoiceState, Run } from './choice.ts'
import { hush, openPart, say } from './choice.ts'
import { readAnnotations } from './citations.ts'
import { LOGPROB_LISTS, readTokens } from './logprobs.ts'
import type { News } from './news.ts'
import { hint, isFull } from './places.ts'
import { closeCall, openCall, readCall, readLegacyCall } from './read-calls.ts'
import { readPart } from './read-part.ts'
import { wholeHas } from './whole-form.ts'
import { ID, REASONING_KEYS, STOOD } from './words.ts'

/** Whether all that a delta says is a piece of text. */
export function isPlainText({ value }: Cursor): boolean {
  for (const key in value as object) if (key !== 'content') return false
  const { content } = value as { readonly content?: unknown }
  return typeof content === 'string' && content !== ''
}

/**
 * All that a delta says but its calls. `form`: where goes what only a whole response has; undefined in a stream. Gives the
 * fields that became events, among those of which servers have forms that cannot be read.
 */
export function readVoices(
  run: Run,
  choice: ChoiceState,
  delta: Cursor,
  form: News[] | undefined,
): readonly string[] {
  if (isPlainText(delta)) {
    readContent(run, choice, delta)
    return NONE
  }
  const isWhole = form !== undefined
  const reasoning = REASONING_KEYS.find((key) => isFull(delta, key))
  const thought = reasoning && delta.string(reasoning)
  if (reasoning && thought) say(run, choice, 'reasoning', thought, hint(STOOD[reasoning]))
  if (!thought) readDetails(run, choice, delta)
  readContent(run, choice, delta, isWhole)
  const hasCitations = readCitations(run, choice, delta)
  const refusal = isFull(delta, 'refusal') ? delta.string('refusal') : undefined
  if (refusal) say(run, choice, 'refusal', refusal)
  return hasCitations ? ANNOTATIONS : NONE
}

/** The calls come last: they end the text, and what is told of its tokens must stand before that. */
export function readCalls(run: Run, choice: ChoiceState, delta: Cursor, form: News[] | undefined): void {
  const list = delta.peek('tool_calls')
  const pieces = Array.isArray(list) && list.every(isObject) ? delta.list('tool_calls') : undefined
  pieces?.forEach((piece, position) => {
    readCall(run, choice, piece, { position, count: pieces.length, form })
  })
  const legacy = delta.object('function_call')
  if (legacy) readLegacyCall(run, choice, legacy)
}

/** OpenRouter's `reasoning_details` (openai.md §7 Q10), where no other field shows the thoughts. */
function readDetails(run: Run, choice: ChoiceState, delta: Cursor): void {
  if (!Array.isArray(delta.peek('reasoning_details'))) return
  for (const detail of delta.list('reasoning_details') ?? []) {
    const text = detail.string('text') ?? detail.string('summary')
    if (text && text.value !== '') say(run, choice, 'reasoning', text, hint(STOOD.details))
  }
}

const NONE: readonly string[] = []
const ANNOTATIONS: readonly string[] = ['annotations']

/** Mistral opens its thoughts with an empty list, which leaves no trace in the whole. */
function isEmptyThought(entry: Cursor): boolean {
  const thinking = entry.peek('thinking')
  return entry.peek('type') === 'thinking' && Array.isArray(thinking) && thinking.length === 0
}

function readContent(run: Run, choice: ChoiceState, delta: Cursor, isWhole = false): void {
  if (isFull(delta, 'content')) {
    const text = delta.string('content')
    if (text) say(run, choice, 'text', text)
    return
  }
  if (!Array.isArray(delta.peek('content'))) return
  for (const entry of delta.list('content') ?? []) {
    if (!isWhole && isEmptyThought(entry)) continue
    const part = readPart(entry)
    const isKept = part.kind !== 'opaque' && part.extras !== undefined
    if (part.kind === 'text' && !isKept) say(run, choice, 'text', part.text, spell(part.tag, STOOD.text))
    else if (part.kind === 'reasoning' && !isKept) {
      for (const { text } of part.summaries ?? (part.text ? [{ text: part.text }] : []))
        say(run, choice, 'reasoning', text, part.tag)
    } else {
      const number = openPart(run, choice, { kind: 'opaque', dialect: ID, raw: entry.leaf() })
      run.events.push({ kind: 'part-end', part: number })
    }
  }
}

/** Annotations speak of the text that is open; without one they are kept raw. */
function readCitations({ events }: Run, { voices, textBefore }: ChoiceState, delta: Cursor): boolean {
  const part = voices.text?.part
  const citations = part === undefined ? undefined : readAnnotations(delta, textBefore)
  if (part !== undefined)
    for (const citation of citations ?? []) events.push({ kind: 'part-citation', part, citation })
  return citations !== undefined
}

/** The log probabilities of what is open. False where they hold more than their tokens: then they are kept raw. */
export function readLogprobs(
  { events }: Run,
  { voices, place }: ChoiceState,
  logprobs: Cursor,
  form: News[] | undefined,
): boolean {
  const read = readTokens(logprobs, (list) => voices[LOGPROB_LISTS[list]] !== undefined)
  if (!read) return false
  for (const [list, tokens] of read.tokens) {
    const part = voices[LOGPROB_LISTS[list]]?.part
    if (part !== undefined) events.push({ kind: 'part-logprobs', part, tokens })
  }
  for (const [key, leaf] of read.rest) form?.push(wholeHas(`${place}/logprobs${pointerStep(key)}`, leaf))
  return true
}

/** Ends all that is open in a choice. */
export function closeParts(run: Run, choice: ChoiceState): void {
  for (const call of choice.calls) if (call.part === undefined) openCall(run, choice, call)
  hush(run, choice)
  for (const call of choice.calls) closeCall(run, call)
}
