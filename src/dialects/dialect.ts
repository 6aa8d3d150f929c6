import type { Cursor } from '../hub/cursor.ts'
import type { DialectId, Recognition, Target } from '../hub/dialect.ts'
import type { Written, WrittenObject } from '../hub/leaf.ts'
import type { Losses } from '../hub/losses.ts'
import type { Repetition } from '../hub/repetition.ts'
import type { Failure, ReplyEvent } from '../hub/reply.ts'
import type { Request, SettingName } from '../hub/request.ts'
import type { Frame } from '../wire/frame.ts'
import type { Json, JsonObject } from '../wire/json.ts'
import type { Numbers } from '../wire/json-numbers.ts'

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

/** A field that is known and has no counterpart in any other dialect. */
export interface Homeless {
  readonly pattern: RegExp
  readonly why: string
  /** Whether its value follows from what stands beside it in the same object, which is carried: then nobody misses it. */
  readonly isDerivable?: (around: JsonObject) => boolean
}

/** What no other dialect takes from this one, as patterns of JSON pointers: most of it is missed by none. */
export interface Phrasing {
  /** Types, indexes, constant words: they frame this dialect's bodies and events, and mean nothing more. */
  readonly framing: readonly RegExp[]
  /** Places that say again what other places of the same reply have said. */
  readonly repeats: readonly RegExp[]
  /** Places of a reply that repeat its request. */
  readonly echoes: readonly RegExp[]
  /** The first that fits tells why. */
  readonly homeless: readonly Homeless[]
}

/** Which ids may pair calls with results. */
export interface IdRule {
  /** Characters at most. */
  readonly longest?: number
  /** What a whole id must look like. */
  readonly pattern?: RegExp
}

/**
 * Which JSON Schema is accepted. `any`: all of it. `object`: all, if it is an object's. `closed`: OpenAI's strict form, where every object names all its
 * properties as required and takes no others. `plain`: the subset that Anthropic holds answers to. `annotated`: JSON Schema
 * of which Gemini honours a part. `openapi`: Gemini's own Schema, as it stands under `parameters`.
 */
export type SchemaRule = 'any' | 'object' | 'closed' | 'plain' | 'annotated' | 'openapi'

/** What a target can say, as data with its source; steps are chosen by it, never by an `if` in a writer. */
export interface Capabilities {
  /** Where instructions stand: a field of their own, one that holds a single text (and messages for the rest), or messages only. */
  readonly instructions: 'field' | 'text-field' | 'message'
  /** Whether a system or developer message may stand between turns; `before-answer`: only after a user turn, before the assistant or at the end. */
  readonly allowsMidInstructions: boolean | 'before-answer'
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
  /** Absent: no ids are written at all, results answer by name and order. */
  readonly callIds?: IdRule
  /** The results of a turn stand in the order of their calls. */
  readonly ordersResults: boolean
  /** The list of messages must open with the user. */
  readonly opensWithUser: boolean
  /** The last turn may be the assistant's, to be gone on with. */
  readonly allowsPrefill: boolean
  /** Options that are refused, but for the values given beside them. */
  readonly refusedSettings: readonly SettingName[]
  /** Least and most of an option's numbers that are taken all the same: mostly its default. */
  readonly takenValues?: Readonly<Partial<Record<SettingName, readonly [least: number, most: number]>>>
  /** A choice may force a tool that the provider runs. */
  readonly forcesHostedTools: boolean
  /** A choice may be narrowed to some of the tools. */
  readonly narrowsChoice: boolean
  /** How much to think is said in words only, in tokens only, or as it comes. */
  readonly thinkingIn: 'words' | 'tokens' | 'either'
  /** Thinking and a choice that forces a call exclude each other. */
  readonly excludesForcedThinking: boolean
  /** Tools are refused unless the model is told not to think. */
  readonly excludesThinkingTools: boolean
  /** Calls need the signature of the model; the word that stands for one where another model made the call. */
  readonly signatureExcuse?: string
  /** Files may stand in what the assistant said. */
  readonly allowsAssistantFiles: boolean
  /** A user's text may carry citations. */
  readonly allowsUserCitations: boolean
  /** Schemas may come in a form of its own, which is no JSON Schema: Gemini's Schema, after OpenAPI. */
  readonly speaksOpenApi: boolean
  /** The schemas of tools and of formats that are accepted. */
  readonly schemas: { readonly tool: SchemaRule; readonly strict: SchemaRule; readonly format: SchemaRule }
  /** Parts of a streamed reply must not interleave. */
  readonly sequencesParts: boolean
}

/** Which models and versions a request is written for, where those of one dialect differ. */
export interface Generation {
  /** For a person: `anthropic-version 2026-10-21, Claude after 4.6`. */
  readonly words: string
  /** Nothing in the target tells: it is taken for the current one. */
  readonly isAssumed: boolean
}

/** How a reply is read and written where its dialect stays the same. */
export interface FrameWish {
  /** Each frame is to come home as it was (law 2): the reader ends each with a `frame` event, the writer then writes it. */
  readonly keepsFrames?: boolean
}

/**
 * One dialect. Reader, writer, assembler and grammar states are plain cloneable data; read, write and take change the state they
 * are given and nothing else. All functions are total over JSON: what is not understood is kept as opaque or extras.
 */
export interface Dialect<R = unknown, W = unknown, A = unknown, G = unknown> {
  readonly id: DialectId
  /** Its server-sent events carry their `type` as the name of the event, too. */
  readonly namesEvents: boolean
  recognise(sample: Sample): Claim | undefined
  readRequest(body: Cursor): Request
  writeRequest(request: Request, target: Target, losses: Losses): WrittenObject
  /** A whole reply: the same events as its stream, in one burst. */
  readReply(body: Cursor): readonly ReplyEvent[]
  readError(body: Cursor): Failure
  writeError(failure: Failure, losses: Losses): Written
  readonly reader: {
    start(wish?: FrameWish): R
    /** One frame's JSON. Never called with `[DONE]`. */
    read(state: R, frame: Cursor, name: string | undefined): readonly ReplyEvent[]
    /** What may be said of frames that repeat this one, which `read` has just made these events of. */
    repetition(state: R, frame: Json, read: readonly ReplyEvent[]): Repetition | undefined
    /** At `[DONE]` or the end of the bytes: ends open parts, latches what was held. Called once. */
    end(state: R): readonly ReplyEvent[]
  }
  readonly writer: {
    start(target: Target, wish?: FrameWish): W
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
  /** Names the first illegal event of a stream. Tolerant of what real servers do and every client bears. */
  readonly grammar: {
    start(): G
    /** A sentence that names what is illegal here. `[DONE]` is given as that string. */
    take(state: G, event: Json, name: string | undefined): string | undefined
    /** What is missing where nothing more will come. */
    end(state: G): string | undefined
  }
  capabilities(target: Target): Capabilities
  /** What `capabilities` took the target for. */
  generation(target: Target): Generation
  readonly phrasing: Phrasing
  /** Lines for one event of this dialect, as bare JSON. `numbers`: those that are spelled otherwise than JavaScript would. */
  gloss(event: Json, name: string | undefined, numbers?: Numbers): readonly GlossLine[]
}
