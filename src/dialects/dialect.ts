import type { Cursor } from '../hub/cursor.ts'
import type { DialectId, Recognition, Target } from '../hub/dialect.ts'
import type { Written, WrittenObject } from '../hub/leaf.ts'
import type { Losses } from '../hub/losses.ts'
import type { Failure, ReplyEvent } from '../hub/reply.ts'
import type { Request } from '../hub/request.ts'
import type { Frame } from '../wire/frame.ts'
import type { Json } from '../wire/json.ts'

/** What a dialect looks at to know its own. */
export interface Sample {
  readonly json?: Json
  readonly frames?: readonly Frame[]
  readonly url?: string
  readonly headers?: readonly (readonly [string, string])[]
}

export type BodyKind = 'request' | 'reply' | 'stream' | 'error'

export interface Claim extends Recognition {
  readonly kind: BodyKind
}

/** One event of a dialect: what its frame says. `name` is the SSE event name, where the dialect uses them. */
export interface DialectEvent {
  readonly name?: string
  /** A string is written bare: `[DONE]`. */
  readonly data: WrittenObject | string
}

/** How one dialect spells one event on screen: a word, a value, and what kind of thing it belongs to. */
export interface GlossLine {
  readonly word: string
  readonly value?: string
  readonly hue: 'text' | 'reasoning' | 'call' | 'usage' | 'finish' | 'error' | 'frame'
  /** The leaf of the event that the line is about. */
  readonly pointer?: string
  /** Which call, in the dialect's own key (id or index), for lines of hue `call`. */
  readonly call?: string
}

/** How a dialect frames and repeats itself: leaves that no other dialect misses, as patterns of JSON pointers. */
export interface Phrasing {
  /** Types, indexes, constant words: they frame this dialect's bodies and events, and mean nothing more. */
  readonly framing: readonly RegExp[]
  /** Places that say again what other places of the same reply have said. */
  readonly repeats: readonly RegExp[]
}

/** What a target can say, as data with its source; steps are chosen by it, never by an `if` in a writer. */
export interface Capabilities {
  /** Where instructions stand: a field of their own, or messages only. */
  readonly instructions: 'field' | 'message'
  /** Whether a system or developer message may stand between turns. */
  readonly allowsMidInstructions: boolean
  /** The word for instructions among messages. */
  readonly instructionRole: 'system' | 'developer'
  /** Results stand in messages of their own (Chat, Responses), or as parts that open the next user turn. */
  readonly results: 'own-message' | 'user-turn'
  /** Neighbouring turns of one role are one turn. */
  readonly mergesTurns: boolean
  /** Each result repeats the name of the tool. */
  readonly namesResults: boolean
  /** Calls must carry an id. */
  readonly needsCallIds: boolean
  /** Parts of a streamed reply must not interleave. */
  readonly sequencesParts: boolean
  /** The server keeps earlier turns: `previous_response_id` may be sent on. */
  readonly keepsHistory: boolean
}

/**
 * One dialect. Reader, writer and assembler states are plain cloneable data; read, write and take change the state they
 * are given and nothing else. All functions are total over JSON: what is not understood is kept as opaque or extras.
 */
export interface Dialect<R = unknown, W = unknown, A = unknown> {
  readonly id: DialectId
  recognise(sample: Sample): Claim | undefined
  readRequest(body: Cursor): Request
  writeRequest(request: Request, target: Target, losses: Losses): WrittenObject
  /** A whole reply: the same events as its stream, in one burst. */
  readReply(body: Cursor): readonly ReplyEvent[]
  readError(body: Cursor): Failure
  writeError(failure: Failure, losses: Losses): WrittenObject
  readonly reader: {
    start(): R
    /** One frame's JSON. Never called with `[DONE]`. */
    read(state: R, frame: Cursor, name: string | undefined): readonly ReplyEvent[]
    /** At `[DONE]` or the end of the bytes: ends open parts, latches what was held. Called once. */
    end(state: R): readonly ReplyEvent[]
  }
  readonly writer: {
    start(target: Target): W
    write(state: W, event: ReplyEvent): readonly DialectEvent[]
    /** What must still be said when nothing more will come. Called once. */
    end(state: W): readonly DialectEvent[]
  }
  /** The dialect's own accumulator: its events → its own whole response. */
  readonly assembler: {
    start(): A
    take(state: A, event: DialectEvent): void
    /** The response so far: callable at any moment. */
    result(state: A): Written
  }
  capabilities(target: Target): Capabilities
  readonly phrasing: Phrasing
  /** Lines for one event of this dialect, as bare JSON. */
  gloss(event: Json, name: string | undefined): readonly GlossLine[]
}
