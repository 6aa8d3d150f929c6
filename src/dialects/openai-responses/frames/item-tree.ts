import type { Leaf, Written, WrittenObject } from '../../../hub/leaf.ts'
import { spell } from '../../../hub/leaf.ts'
import type { Tokens } from '../../../hub/logprobs.ts'
import { joinTokens } from '../../../hub/logprobs.ts'
import { writeOwnAnnotation } from '../citations.ts'
import { callWords, isContent } from '../item-words.ts'
import { restoreUnder, spread } from '../words.ts'
import type { ToldPart } from './told.ts'
import { isText } from './told.ts'

/** An item as far as it was told, in this dialect's words. openai.md §4. */
export function itemTree(parts: readonly ToldPart[]): WrittenObject | undefined {
  const [first] = parts
  const last = parts.at(-1)
  if (!first || !last) return undefined
  const { head } = first
  if (head.kind === 'opaque') return spread(head.raw)
  if (head.kind === 'reasoning') return reasoningTree(first)
  if (head.kind === 'tool-call') return callTree(first)
  return {
    ...restoreUnder('item', head.extras),
    type: spell(head.tag, 'message'),
    role: spell(head.tag, 'assistant'),
    content: parts.map((part) => entryTree(part, 0)),
    ...restoreUnder('item', last.end),
  }
}

function reasoningTree(part: ToldPart): WrittenObject | undefined {
  const { head, texts, seal, end } = part
  if (head.kind !== 'reasoning') return undefined
  const list = texts.some(({ text, parting }) => text ?? parting)
    ? { [isContent({ head }) ? 'content' : 'summary']: texts.map((_, at) => entryTree(part, at)) }
    : {}
  return {
    id: head.itemId,
    type: spell(head.tag, 'reasoning'),
    ...list,
    encrypted_content: seal,
    ...restoreUnder('', end),
  }
}

function callTree({ head, texts, end }: ToldPart): WrittenObject | undefined {
  if (head.kind !== 'tool-call') return undefined
  const { type, key } = callWords(head)
  return {
    id: head.itemId,
    type: spell(head.tag, type),
    call_id: head.id,
    name: head.name,
    [key]: texts[0]?.text ?? '',
    ...restoreUnder('', end),
  }
}

/** One entry of a content or summary list. */
export function entryTree(part: ToldPart, at: number): WrittenObject | undefined {
  const { head, texts, citations, end } = part
  const entry = texts[at]
  if (!entry || head.kind === 'opaque') return undefined
  if (head.kind === 'reasoning') {
    const type = isContent({ head }) ? 'reasoning_text' : 'summary_text'
    return { type: spell(entry.parting ?? head.tag, type), text: entry.text ?? '' }
  }
  if (!isText(head)) return undefined
  const said: Written = entry.text ?? ''
  const own = restoreUnder('', end)
  if (head.kind === 'refusal') return { type: spell(head.tag, 'refusal'), refusal: said, ...own }
  const annotations = citations.length > 0 ? citations.map(writeOwnAnnotation) : undefined
  return { type: head.tag ?? 'output_text', text: said, annotations, logprobs: tokensIn(part), ...own }
}

export const tokensIn = ({ tokens }: ToldPart): Tokens | undefined =>
  tokens.reduce<Tokens | undefined>(joinTokens, undefined)

/** The whole text of an entry, as `*.done` says it again. */
export const textAt = (part: ToldPart | undefined, at: number): Leaf<string> | string | undefined =>
  part?.texts[at] && (part.texts[at].text ?? '')
