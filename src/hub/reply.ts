import type { Json } from '../wire/json.ts'
import type { Citation } from './citation.ts'
import type { DialectId } from './dialect.ts'
import type { Extras } from './extras.ts'
import type { HostedTrace } from './hosted.ts'
import type { Leaf } from './leaf.ts'
import type { Node } from './node.ts'
import type { Seal } from './part.ts'

/** Why the model stopped. `tool-calls` is set by the step latch-finish, whatever the source's word was. */
export type FinishReason =
  | 'stop'
  | 'stop-sequence'
  | 'length'
  | 'tool-calls'
  | 'content-filter'
  | 'pause'
  | 'malformed'
  | 'other'

/**
 * Token counts, summed the OpenAI way: `input` includes what was read from or written to a cache, `output` includes
 * reasoning. Anthropic counts the cache beside its input, Gemini counts thoughts beside its candidates: their readers add,
 * their writers subtract. anthropic-gemini.md §M.6.
 */
export interface Usage extends Node {
  readonly input?: Leaf<number>
  readonly output?: Leaf<number>
  readonly total?: Leaf<number>
  readonly cacheRead?: Leaf<number>
  readonly cacheWrite?: Leaf<number>
  readonly reasoning?: Leaf<number>
  /** Of the input and of the output, the tokens of sound. */
  readonly inputAudio?: Leaf<number>
  readonly outputAudio?: Leaf<number>
}

/** An error body, or an error in the middle of a stream. */
export interface Failure extends Node {
  /** HTTP status where the body says it (Gemini's `code`). */
  readonly status?: Leaf<number>
  readonly type?: Leaf<string>
  readonly code?: Leaf<string>
  readonly message: Leaf<string>
  readonly param?: Leaf<string>
  readonly requestId?: Leaf<string>
  /** What stands beside the error object. */
  readonly wrapExtras?: Extras
}

/** One token with its logarithmic probability and the likeliest alternatives, in OpenAI's form (openai.md §1.4). */
export interface TokenLogprob {
  readonly token: string
  readonly logprob: number
  readonly bytes?: readonly number[] | null
  readonly top_logprobs?: readonly Omit<TokenLogprob, 'top_logprobs'>[]
}

/** What opens a part; text, thinking and arguments follow as deltas. */
export type PartHead =
  | (Node & { readonly kind: 'text' | 'refusal' })
  | (Node & { readonly kind: 'reasoning'; readonly isRedacted?: boolean; readonly itemId?: Leaf<string> })
  | (Node & {
      readonly kind: 'tool-call'
      readonly id?: Leaf<string>
      readonly name: Leaf<string>
      readonly itemId?: Leaf<string>
      readonly isCustom?: boolean
    })
  | {
      readonly kind: 'opaque'
      readonly dialect: DialectId
      readonly raw: Leaf<Json>
      /** What other dialects can say of it: a tool that the provider ran. */
      readonly trace?: HostedTrace
    }

/**
 * The currency of replies. A whole reply is the same events in one burst. `part` counts from 0 over the whole reply,
 * all choices together, in the order of opening; a part's events may interleave with another's (Chat), the step
 * sequence-parts puts them in order for dialects that need it. Readers end every part, at the latest at the end.
 */
export type ReplyEvent =
  | {
      readonly kind: 'reply-start'
      readonly id?: Leaf<string>
      readonly model?: Leaf<string>
      readonly created?: Leaf<number>
      /** The tier that answers, where that is known so early. It stands among the extras too, where it came from. */
      readonly serviceTier?: Leaf<string>
      readonly role?: Leaf<string>
      readonly tag?: Leaf<string>
      readonly extras?: Extras
    }
  | { readonly kind: 'part-start'; readonly part: number; readonly choice?: number; readonly head: PartHead }
  /** `text` extends text, refusal, thinking or arguments (JSON text), by what the part is. */
  | { readonly kind: 'part-delta'; readonly part: number; readonly text: Leaf<string> }
  /** The seal of a part; Gemini also seals text and calls. */
  | { readonly kind: 'part-seal'; readonly part: number; readonly seal: Seal }
  /**
   * What the text of a part rests on; it comes after the text that it speaks of, and before the end of the part. Gemini may
   * tell it later than that, in the last chunk of the reply: who cannot add to an ended part passes it over.
   */
  | { readonly kind: 'part-citation'; readonly part: number; readonly citation: Citation }
  /** The tokens of the text before it, in their order: each event brings further ones. */
  | {
      readonly kind: 'part-logprobs'
      readonly part: number
      readonly tokens: Leaf<readonly TokenLogprob[]>
    }
  | { readonly kind: 'part-end'; readonly part: number; readonly extras?: Extras }
  /** Cumulative: each replaces, field by field, what came before. */
  | { readonly kind: 'usage'; readonly usage: Usage }
  | {
      readonly kind: 'finish'
      readonly reason: Leaf<FinishReason>
      readonly stopSequence?: Leaf<string>
      /** The tier that answered, where a stream tells it after its start: it replaces what was said there. */
      readonly serviceTier?: Leaf<string>
      readonly choice?: number
      readonly extras?: Extras
    }
  | { readonly kind: 'error'; readonly failure: Failure }
  /** A frame or item with no neutral meaning: same dialect only. */
  | {
      readonly kind: 'opaque'
      readonly dialect: DialectId
      readonly raw: Leaf<Json>
      readonly event?: string
    }
  /**
   * All of one frame has been said by the events before it, but for the extras. Only readers that were asked to keep frames
   * say this, for their own dialect to write the very same frame; all others pass it over.
   */
  | { readonly kind: 'frame'; readonly dialect: DialectId; readonly name?: string; readonly extras?: Extras }
