import type { Citation } from '../../hub/citation.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { added, also, made, spell } from '../../hub/leaf.ts'
import type { Seal } from '../../hub/part.ts'
import type { PartHead } from '../../hub/reply.ts'
import type { Template } from '../../hub/template.ts'
import { writeAnnotation, writeOwnAnnotation } from './citations.ts'
import { objectArguments, restoreAt } from './places.ts'
import { ID, STOOD } from './words.ts'

/** What is written of a choice. Plain data. */
export interface ChoiceState {
  calls: number
  hasReasoned: boolean
  isFinished: boolean
}

/** A part being written. Plain data. */
export interface PartState {
  readonly kind: PartHead['kind']
  readonly choice: number
  /** Where it stood at home (see STOOD), or the source's own word, which the first delta must speak for. */
  readonly stood: string | undefined
  tag: Leaf<string> | undefined
  /** The key of the call in its choice's list. */
  readonly call: number
  readonly isCustom: boolean
  /** What it says stands among the extras, too, from where it comes home. */
  readonly isKept: boolean
  hasText: boolean
  /** Of its text so far, in UTF-16 code units. */
  length: number
  /** The chunk of its next text, once two have been alike. */
  template?: Template
}

const OUR_PLACES: ReadonlySet<string> = new Set(Object.values(STOOD))

interface Books {
  readonly isHome: boolean
  readonly parts: Record<number, PartState>
  readonly choices: Record<number, ChoiceState>
}

/** The delta that opens a part; most open with their first text. */
export function writePartStart(
  books: Books,
  number: number,
  choice: number,
  head: PartHead,
): WrittenObject | undefined {
  const tag = head.kind === 'opaque' ? undefined : head.tag
  const stood = tag && OUR_PLACES.has(tag.value) ? tag.value : undefined
  const book = books.choices[choice] ?? { calls: 0, hasReasoned: false, isFinished: false }
  const isListed = head.kind === 'tool-call' && stood !== STOOD.functionCall
  const call = isListed ? book.calls++ : 0
  const isCustom = head.kind === 'tool-call' && head.isCustom === true
  books.parts[number] = {
    kind: head.kind,
    choice,
    stood,
    tag: head.kind === 'tool-call' ? undefined : tag,
    call,
    isCustom,
    isKept: isKept(head),
    hasText: false,
    length: 0,
  }
  if (head.kind === 'opaque') return head.dialect === ID ? { content: [head.raw] } : undefined
  if (head.kind === 'tool-call')
    return isListed
      ? openCall(head, call, books.isHome)
      : { function_call: { name: head.name, arguments: '' } }
  return undefined
}

/** Arguments that are an object, and OpenRouter's record of the thoughts. */
export const isKept = (head: PartHead): boolean =>
  head.kind === 'tool-call'
    ? objectArguments(head.extras) !== undefined
    : head.kind === 'reasoning' && head.tag?.value === STOOD.details

/** openai.md §1.5: the opening delta has the id, the type, the name and empty arguments. */
function openCall(
  head: Extract<PartHead, { kind: 'tool-call' }>,
  call: number,
  isHome: boolean,
): WrittenObject {
  const key = head.isCustom ? 'custom' : 'function'
  const id =
    head.id ??
    (isHome ? undefined : added(`call_${call}`, 'derived-id', 'The source gives its calls no ids.'))
  const target = {
    name: head.name.added && isHome ? undefined : head.name,
    [head.isCustom ? 'input' : 'arguments']: '',
  }
  return {
    tool_calls: [
      {
        index: call,
        id,
        type: isHome ? head.tag : spell(head.tag, key),
        [key]: { ...target, ...restoreAt(head.extras, `/${key}`) },
        ...restoreAt(head.extras, ''),
      },
    ],
  }
}

export function writeDelta(part: PartState, text: Leaf<string>, books: Books): WrittenObject | undefined {
  if (text.value === '' || part.kind === 'opaque' || (books.isHome && part.isKept)) return undefined
  const isFirst = !part.hasText
  part.hasText = true
  part.length += text.value.length
  if (part.kind === 'tool-call') return callDelta(part, text)
  // Our own places are told by the field; any other word is spoken for by the first piece.
  const piece = isFirst && !part.stood ? also(text, part.tag) : text
  if (part.kind === 'refusal') return { refusal: piece }
  if (part.kind === 'reasoning')
    return reasoningDelta(
      part,
      isFirst && !books.isHome ? partedThought(piece, books.choices[part.choice]) : piece,
    )
  return { content: part.stood === STOOD.text ? [{ type: spell(part.tag, 'text'), text }] : piece }
}

function callDelta({ stood, call, isCustom }: PartState, text: Leaf<string>): WrittenObject {
  if (stood === STOOD.functionCall) return { function_call: { arguments: text } }
  return {
    tool_calls: [
      isCustom ? { index: call, custom: { input: text } } : { index: call, function: { arguments: text } },
    ],
  }
}

/** Chat has one field for all thoughts: a blank line parts those that have something to show. */
function partedThought(text: Leaf<string>, book: ChoiceState | undefined): Leaf<string> {
  const isSecond = book?.hasReasoned === true
  if (book) book.hasReasoned = true
  return isSecond ? made(`\n\n${text.value}`, 'join-reasoning', text) : text
}

function reasoningDelta({ stood, tag }: PartState, text: Leaf<string>): WrittenObject {
  if (stood === STOOD.thinking) {
    return { content: [{ type: spell(tag, 'thinking'), thinking: [{ type: 'text', text }] }] }
  }
  return { [stood === STOOD.reasoning ? 'reasoning' : 'reasoning_content']: text }
}

/** Where a part of text begins in the content of its choice: behind the parts of text before it. */
export function startOf(parts: Readonly<Record<number, TextState>>, number: number): number {
  const { choice } = parts[number] ?? {}
  return Object.entries(parts)
    .filter(([other, part]) => Number(other) < number && part.choice === choice && part.kind === 'text')
    .reduce((sum, [, { length }]) => sum + length, 0)
}

type TextState = Pick<PartState, 'kind' | 'choice' | 'length'>

/** Perplexity's list of sources comes home by itself. */
export function writeCitation(books: Books, number: number, citation: Citation): WrittenObject | undefined {
  const part = books.parts[number]
  if (!part || (books.isHome && citation.tag?.value === STOOD.sources)) return undefined
  const start = startOf(books.parts, number)
  const annotation = books.isHome
    ? writeOwnAnnotation(citation, start)
    : writeAnnotation(citation, start, part.length)
  return annotation && { annotations: [annotation] }
}

/** Google's own place for its signature in this dialect (openai.md §7 Q11). Other seals are never written (law 10). */
export function writeSeal({ kind, call }: PartState, seal: Seal): WrittenObject | undefined {
  if (kind !== 'tool-call' || seal.dialect !== 'gemini') return undefined
  return { tool_calls: [{ index: call, extra_content: { google: { thought_signature: seal.value } } }] }
}

/** Elsewhere no arguments may be no text at all; here they are parsed as JSON. */
export function writePartEnd(part: PartState, isHome: boolean): WrittenObject | undefined {
  if (part.kind !== 'tool-call' || part.hasText || part.isCustom || isHome) return undefined
  return callDelta(part, added('{}', 'empty-arguments', 'Clients parse the arguments as JSON.'))
}
