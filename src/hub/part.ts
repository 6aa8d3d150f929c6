import type { Json } from '../wire/json.ts'
import type { Citation } from './citation.ts'
import type { DialectId } from './dialect.ts'
import type { Leaf } from './leaf.ts'
import type { Node } from './node.ts'

/** A signature or encrypted reasoning, which only its own vendor can read (law 10). */
export interface Seal {
  readonly dialect: DialectId
  readonly value: Leaf<string>
  /** No signature but the vendor's own word for a missing one: it says nothing to anybody else. */
  readonly isExcuse?: boolean
}

export interface TextPart extends Node {
  readonly kind: 'text'
  readonly text: Leaf<string>
  /** Gemini seals any part. */
  readonly seal?: Seal
  readonly citations?: readonly Citation[]
}

export interface RefusalPart extends Node {
  readonly kind: 'refusal'
  readonly text: Leaf<string>
}

/** Private thinking. `text` is what may be shown of it; a part with nothing but a seal is meaningful. */
export interface ReasoningPart extends Node {
  readonly kind: 'reasoning'
  readonly text?: Leaf<string>
  /** Responses: several summaries of one item. `text` is absent where these are given. */
  readonly summaries?: readonly TextPart[]
  readonly seal?: Seal
  /** Anthropic `redacted_thinking`: nothing but the seal, under its own name. */
  readonly isRedacted?: boolean
  /** Responses: the item's own id (`rs_…`), no pairing key. */
  readonly itemId?: Leaf<string>
}

export interface ToolCallPart extends Node {
  readonly kind: 'tool-call'
  /** The pairing id: Chat `id`, Responses `call_id`, Anthropic `id`, Gemini `id` where there is one. */
  readonly id?: Leaf<string>
  readonly name: Leaf<string>
  /** JSON text, also where the source holds an object (step `arguments-as-text`); free text for custom tools. */
  readonly arguments: Leaf<string>
  readonly isCustom?: boolean
  /** Responses: the item's own id (`fc_…`), no pairing key. */
  readonly itemId?: Leaf<string>
  readonly seal?: Seal
}

export interface ToolResultPart extends Node {
  readonly kind: 'tool-result'
  readonly callId?: Leaf<string>
  /** The tool's name where the source says it (Gemini always), or where the step `name-results` found it. */
  readonly name?: Leaf<string>
  readonly content: readonly Part[]
  /** The content stood as one bare string, not as a list of parts. */
  readonly isBare?: boolean
  /** Gemini `response`: the object as it is. Where given, `content` holds media only. */
  readonly payload?: Leaf<Json>
  readonly isError?: Leaf<boolean>
  readonly isCustom?: boolean
}

export type MediaSource =
  | { readonly kind: 'url'; readonly url: Leaf<string>; readonly mediaType?: Leaf<string> }
  | { readonly kind: 'base64'; readonly data: Leaf<string>; readonly mediaType?: Leaf<string> }
  | { readonly kind: 'file-id'; readonly id: Leaf<string>; readonly mediaType?: Leaf<string> }

export interface MediaPart extends Node {
  readonly kind: 'image' | 'audio' | 'file'
  readonly source: MediaSource
  readonly filename?: Leaf<string>
  readonly detail?: Leaf<string>
}

/** Kept raw: written back by its own dialect, lost in any other. */
export interface OpaquePart {
  readonly kind: 'opaque'
  readonly dialect: DialectId
  readonly raw: Leaf<Json>
}

export type Part =
  | TextPart
  | RefusalPart
  | ReasoningPart
  | ToolCallPart
  | ToolResultPart
  | MediaPart
  | OpaquePart
