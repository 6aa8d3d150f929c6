import { dialectOf } from '../../dialects/catalogue.ts'
import { argumentsAsRead } from '../../hub/arguments.ts'
import { Cursor } from '../../hub/cursor.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { foldReply } from '../../hub/fold.ts'
import { isLeaf } from '../../hub/leaf.ts'
import type { FinishReason, ReplyEvent } from '../../hub/reply.ts'
import type { ReplyReading } from '../../translate/reading.ts'
import { replyIds } from '../../translate/reading.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { earlyFinishes, unwrapped } from '../compare/units.ts'
import { callsOf, resultsOf } from '../evidence.ts'

/** What one part says: a text, or a call by its name. */
export interface PartMeaning {
  readonly kind: string
  readonly name: string | null
  readonly value: Json
}

/** What a reply says, without ids, models, times, counts, padding, and the cuts between pieces of text. */
export interface ReplyMeaning {
  readonly parts: readonly PartMeaning[]
  readonly finish: FinishReason | null
  /** Finishes that more content follows. */
  readonly early: readonly FinishReason[]
  /** What stands in deltas that do not fit their block. */
  readonly strays: string
  /** Ids differ from run to run; that one response has two of them does not. */
  readonly hasTwoIds: boolean
  readonly failure: string | null
}

export function meaningOf(reply: ReplyReading, dialect: DialectId): ReplyMeaning {
  const { parts, finish, failure } = foldReply(reply.events)
  return {
    parts: parts
      .filter((part) => part !== undefined)
      .map(({ head, text }): PartMeaning => {
        const said = text?.value ?? ''
        return head.kind === 'tool-call'
          ? { kind: head.kind, name: head.name.value, value: argumentsAsRead(said) }
          : { kind: head.kind, name: null, value: said }
      })
      .filter((part) => dialect === 'anthropic-messages' || part.value !== ''),
    finish: finish?.value ?? null,
    early: earlyFinishes(reply.events).map(({ reason }) => reason.value),
    strays: reply.events.map(strayText).join(''),
    hasTwoIds: dialect === 'openai-responses' && replyIds(reply).length > 1,
    failure: failure?.message.value ?? null,
  }
}

/** Thinking and arguments that stand in a block of another kind. */
function strayText(event: ReplyEvent): string {
  if (event.kind !== 'opaque' || !isObject(event.raw.value)) return ''
  const { delta } = event.raw.value
  if (!isObject(delta)) return ''
  const said = delta.partial_json ?? delta.thinking
  return typeof said === 'string' ? said : ''
}

/** Roles and parts of a request, and which result answers which call; without ids, origins and what is kept raw. */
export function messagesOf(json: Json, dialect: DialectId): Json {
  const { messages } = dialectOf(dialect).readRequest(Cursor.root(json, false))
  const calls = callsOf(messages).map(({ id }) => id?.value)
  return messages.map((message, index) => ({
    role: roleAsWritten(message.role.value, json, index),
    parts: message.parts.map(valuesOf),
    answers: resultsOf([message]).map(({ callId }) => (callId ? calls.indexOf(callId.value) : -1)),
  }))
}

/** A reader takes a missing or a strange role for `user`; the fault is just what stands there. */
function roleAsWritten(role: string, json: Json, index: number): string {
  const contents = isObject(json) ? json.contents : undefined
  if (!Array.isArray(contents)) return role
  const content = contents[index] as Json | undefined
  return isObject(content) && typeof content.role === 'string' ? content.role : ''
}

const NO_MEANING = ['tag', 'extras', 'id', 'callId']

function valuesOf(node: unknown): Json {
  if (isLeaf(node)) return node.value as Json
  if (Array.isArray(node)) return node.map(valuesOf)
  if (typeof node !== 'object' || node === null) return (node ?? null) as Json
  const entries = Object.entries(node).filter(([key]) => !NO_MEANING.includes(key))
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === 'payload' ? unwrapped(valuesOf(value)) : valuesOf(value)]),
  )
}
