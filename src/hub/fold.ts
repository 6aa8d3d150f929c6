import type { Citation } from './citation.ts'
import type { Leaf } from './leaf.ts'
import { join } from './leaf.ts'
import type { Tokens } from './logprobs.ts'
import { joinTokens } from './logprobs.ts'
import type { Part, Seal } from './part.ts'
import type { Failure, FinishReason, PartHead, ReplyEvent, Usage } from './reply.ts'
import { addUsage } from './usage.ts'

/** The state of a reply after some of its events: plain data, so any moment can be kept. */
export interface Reply {
  id?: Leaf<string>
  model?: Leaf<string>
  readonly parts: FoldedPart[]
  finish?: Leaf<FinishReason>
  serviceTier?: Leaf<string>
  usage?: Usage
  failure?: Failure
}

export interface FoldedPart {
  readonly head: PartHead
  readonly choice: number
  text?: Leaf<string>
  seal?: Seal
  citations?: readonly Citation[]
  logprobs?: Tokens
  isEnded: boolean
}

export const emptyReply = (): Reply => ({ parts: [] })

/** Takes one event into the reply. Events for parts that were never opened are passed over: a reader does not emit them. */
export function foldEvent(reply: Reply, event: ReplyEvent): void {
  switch (event.kind) {
    case 'reply-start':
      if (event.id) reply.id = event.id
      if (event.model) reply.model = event.model
      if (event.serviceTier) reply.serviceTier = event.serviceTier
      return
    case 'part-start':
      reply.parts[event.part] = { head: event.head, choice: event.choice ?? 0, isEnded: false }
      return
    case 'usage':
      reply.usage = addUsage(reply.usage, event.usage)
      return
    case 'finish':
      reply.finish = event.reason
      if (event.serviceTier) reply.serviceTier = event.serviceTier
      return
    case 'error':
      reply.failure = event.failure
      return
    case 'opaque':
    case 'frame':
      return
    default: {
      const part = reply.parts[event.part]
      if (part) foldIntoPart(part, event)
    }
  }
}

type WithinPart = Extract<
  ReplyEvent,
  { readonly kind: 'part-delta' | 'part-seal' | 'part-citation' | 'part-logprobs' | 'part-end' }
>

function foldIntoPart(part: FoldedPart, event: WithinPart): void {
  switch (event.kind) {
    case 'part-delta':
      part.text = join(part.text, event.text)
      return
    case 'part-seal':
      part.seal = event.seal
      return
    case 'part-citation':
      part.citations = [...(part.citations ?? []), event.citation]
      return
    case 'part-logprobs':
      part.logprobs = joinTokens(part.logprobs, event.tokens)
      return
    case 'part-end':
      part.isEnded = true
      return
  }
}

export function foldReply(events: readonly ReplyEvent[]): Reply {
  const reply = emptyReply()
  for (const event of events) foldEvent(reply, event)
  return reply
}

const NO_TEXT: Leaf<string> = { value: '', from: [] }

/** A part of a reply as it stands when it is sent back in the next request's history. */
export function partOfReply({ head, text, seal, citations }: FoldedPart): Part {
  const sealed = seal ? { seal } : {}
  switch (head.kind) {
    case 'text':
      return { kind: 'text', text: text ?? NO_TEXT, ...sealed, ...(citations ? { citations } : {}) }
    case 'refusal':
      return { kind: 'refusal', text: text ?? NO_TEXT }
    case 'reasoning':
      return {
        kind: 'reasoning',
        ...(text ? { text } : {}),
        ...(head.isRedacted ? { isRedacted: true } : {}),
        ...(head.itemId ? { itemId: head.itemId } : {}),
        ...sealed,
      }
    case 'tool-call':
      return {
        kind: 'tool-call',
        name: head.name,
        arguments: text ?? NO_TEXT,
        ...(head.id ? { id: head.id } : {}),
        ...(head.isCustom ? { isCustom: true } : {}),
        ...sealed,
      }
    case 'opaque':
      return head
  }
}
