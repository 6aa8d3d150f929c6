import type { Leaf, Written, WrittenObject } from '../../../hub/leaf.ts'
import { spell } from '../../../hub/leaf.ts'
import type { Tokens } from '../../../hub/logprobs.ts'
import { noLosses } from '../../../hub/losses.ts'
import type { ReplyEvent } from '../../../hub/reply.ts'
import { writeOwnAnnotation } from '../citations.ts'
import { writeError, writeErrorObject } from '../errors.ts'
import { writeUsage } from '../usage.ts'
import { FINISHES, restoreUnder } from '../words.ts'
import { entryTree, itemTree, textAt, tokensIn } from './item-tree.ts'
import type { Told, ToldPart } from './told.ts'
import { isText, itemsOf, partsAt } from './told.ts'

/** Which frame it is and where it stands: its `type`, `output_index`, `content_index` and `summary_index`. */
export interface Spot {
  readonly type: string | undefined
  readonly output: number | undefined
  readonly content: number | undefined
  readonly summary: number | undefined
}

/** What the events of a frame, and those before it, say of one type of frame. */
type Form = (told: Told, events: readonly ReplyEvent[], spot: Spot) => WrittenObject

const response: Form = (told, events) => ({ response: responseTree(told, events, []) })
const lastResponse: Form = (told, events) => ({
  response: responseTree(told, events, itemsOf(told).map(itemTree)),
})
/** After an error in mid-stream it says the same again. openai.md §5.3 */
const failedResponse: Form = (told, events, spot) => {
  const { failure } = told
  const { response: tree } = lastResponse(told, events, spot)
  return failure && !events.some(({ kind }) => kind === 'error')
    ? { response: { ...(tree as WrittenObject), error: { code: failure.code, message: failure.message } } }
    : { response: tree }
}
const item: Form = (told, _events, { output }) => ({ item: itemTree(partsAt(told, output) ?? []) })
const delta: Form = (_told, events) => ({ delta: deltaOf(events), logprobs: tokensOf(events) })
const annotation: Form = (_told, events) => {
  const cited = events.find((event) => event.kind === 'part-citation')
  return cited?.kind === 'part-citation' ? { annotation: writeOwnAnnotation(cited.citation) } : {}
}
const contentPart: Form = (told, _events, { output, content }) => {
  const place = content ?? 0
  const [part, at] = contentAt(partsAt(told, output), place)
  return { part: part && entryTree(part, at) }
}
const contentText =
  (key: string): Form =>
  (told, _events, { output, content }) => {
    const [part, at] = contentAt(partsAt(told, output), content ?? 0)
    return { [key]: textAt(part, at), logprobs: part && tokensIn(part) }
  }
const summaryPart: Form = (told, _events, { output, summary }) => {
  const part = partsAt(told, output)?.[0]
  return { part: part?.head.kind === 'reasoning' ? entryTree(part, summary ?? 0) : undefined }
}
const summaryText: Form = (told, _events, { output, summary }) => ({
  text: textAt(partsAt(told, output)?.[0], summary ?? 0),
})
const callText =
  (key: string): Form =>
  (told, _events, { output }) => ({ [key]: textAt(partsAt(told, output)?.[0], 0) })

/** By `type`. What is said nowhere here is left over, and travels with the frame. openai.md §5.2. */
const FORMS: Readonly<Record<string, Form>> = {
  'response.created': response,
  'response.queued': response,
  'response.in_progress': response,
  'response.completed': lastResponse,
  'response.incomplete': lastResponse,
  'response.failed': failedResponse,
  'response.output_item.added': item,
  'response.output_item.done': item,
  'response.content_part.added': contentPart,
  'response.content_part.done': contentPart,
  'response.output_text.annotation.added': annotation,
  'response.output_text.delta': delta,
  'response.output_text.done': contentText('text'),
  'response.refusal.delta': delta,
  'response.refusal.done': contentText('refusal'),
  'response.reasoning_summary_part.added': summaryPart,
  'response.reasoning_summary_part.done': summaryPart,
  'response.reasoning_summary_text.delta': delta,
  'response.reasoning_summary_text.done': summaryText,
  'response.reasoning_text.delta': delta,
  'response.reasoning_text.done': contentText('text'),
  'response.function_call_arguments.delta': delta,
  'response.function_call_arguments.done': callText('arguments'),
  'response.custom_tool_call_input.delta': delta,
  'response.custom_tool_call_input.done': callText('input'),
}

/** The frame as far as events told it. */
export function formOf(told: Told, events: readonly ReplyEvent[], spot: Spot): WrittenObject {
  const { type } = spot
  for (const event of events)
    if (event.kind === 'error' && type !== 'response.failed') return writeError(event.failure, noLosses())
  return type !== undefined && Object.hasOwn(FORMS, type) ? (FORMS[type] as Form)(told, events, spot) : {}
}

/** Whether the frame brings one further piece of text, and is the same as the one before in all else. */
export const isDelta = ({ type }: Spot): boolean =>
  type !== undefined && Object.hasOwn(FORMS, type) && FORMS[type] === delta

function deltaOf(events: readonly ReplyEvent[]): Leaf<string> | undefined {
  const last = events.findLast((event) => event.kind === 'part-delta')
  return last?.kind === 'part-delta' ? last.text : undefined
}

function tokensOf(events: readonly ReplyEvent[]): Tokens | undefined {
  const last = events.at(-1)
  return last?.kind === 'part-logprobs' ? last.tokens : undefined
}

/** Parts of a message stand in its content list; texts of thinking are one part, and stand in another. */
function contentAt(parts: readonly ToldPart[] | undefined, at: number): [ToldPart | undefined, number] {
  const [first] = parts ?? []
  return isText(first?.head) ? [parts?.[at], 0] : [first, at]
}

/** openai.md §4. What an earlier event said of the response holds until another says otherwise. */
function responseTree(
  { start, failure }: Told,
  events: readonly ReplyEvent[],
  output: Written[],
): WrittenObject {
  const tree: Record<string, Written> = {
    id: start?.id,
    object: start?.tag,
    created_at: start?.created,
    model: start?.model,
    ...restoreUnder('', start?.extras),
    output,
  }
  for (const event of events) {
    if (event.kind === 'usage') tree.usage = writeUsage(event.usage)
    else if (event.kind === 'finish') Object.assign(tree, restoreUnder('', event.extras), finishTree(event))
    else if (event.kind === 'error' && failure)
      Object.assign(tree, restoreUnder('', failure.wrapExtras), {
        status: spell(failure.tag, 'failed'),
        error: writeErrorObject(failure),
      })
  }
  return tree
}

function finishTree({ reason }: ReplyEvent & { readonly kind: 'finish' }): WrittenObject {
  const { status, reason: word } = FINISHES[reason.value]
  return {
    status: spell(reason, status),
    ...(word !== undefined && { incomplete_details: { reason: spell(reason, word) } }),
  }
}
