import { dialectOf } from '../../dialects/catalogue.ts'
import { argumentsAsRead } from '../../hub/arguments.ts'
import { Cursor } from '../../hub/cursor.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { foldReply } from '../../hub/fold.ts'
import type { FinishReason, ReplyEvent } from '../../hub/reply.ts'
import type { Message } from '../../hub/request.ts'
import type { ReplyReading } from '../../translate/reading.ts'
import { replyIds } from '../../translate/reading.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { readUnits } from '../compare/expected.ts'
import { earlyFinishes } from '../compare/units.ts'
import { callsOf, resultsOf } from '../evidence.ts'

/** What one part says: a text, or a call by its name. */
export type PartMeaning = {
  readonly kind: string
  readonly name: string | null
  readonly value: Json
}

/**
 * What a reply says, without ids, models, times, counts, padding, and the cuts between pieces of text. It is JSON and is
 * compared as such: of an interface TypeScript would not believe that.
 */
export type ReplyMeaning = {
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

/** Roles and parts of a request, and which result answers which call; without ids, origins, tools and settings. */
export function messagesOf(json: Json, dialect: DialectId): Json {
  const { messages } = dialectOf(dialect).readRequest(Cursor.root(json, false))
  const said = readUnits(json, dialect).filter(({ kind }) => kind !== 'tool' && kind !== 'instructions')
  return {
    said: said.map(({ kind, role = null, name = null, value }) => ({ kind, role, name, value })),
    answers: dialect === 'gemini' ? [] : answersIn(messages),
  }
}

/** For each result, which call it answers, by number. Gemini may say it by name and place alone. */
function answersIn(messages: readonly Message[]): number[] {
  const calls = callsOf(messages).map(({ id }) => id?.value)
  return resultsOf(messages).map(({ callId }) => (callId ? calls.indexOf(callId.value) : -1))
}
