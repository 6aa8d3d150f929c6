import type { Json } from '../wire/json.ts'
import type { DialectId } from './dialect.ts'
import type { Extras } from './extras.ts'
import type { Leaf } from './leaf.ts'
import type { McpServer } from './mcp.ts'
import type { Node } from './node.ts'
import type { Part } from './part.ts'
import type { WebSearch } from './search.ts'

/** `tool`: a message that holds nothing but results. */
export type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool'

/** One entry of the source's list, grouped as the source groups: steps merge and split, readers never do. */
export interface Message extends Node {
  readonly role: Leaf<Role>
  readonly parts: readonly Part[]
  /** The content stood as one bare string, not as a list of parts. */
  readonly isBare?: boolean
  readonly id?: Leaf<string>
  readonly name?: Leaf<string>
}

/** Instructions that stand in a field of their own: Anthropic `system`, Responses `instructions`, Gemini `systemInstruction`. */
export interface Instructions extends Node {
  readonly parts: readonly Part[]
  readonly isBare?: boolean
  /** Gemini writes a role here, which it ignores. */
  readonly role?: Leaf<string>
}

export interface FunctionTool extends Node {
  readonly kind: 'function'
  readonly name: Leaf<string>
  readonly description?: Leaf<string>
  /** JSON Schema of the arguments. */
  readonly parameters?: Leaf<Json>
  readonly strict?: Leaf<boolean>
  /** It takes free text in place of JSON, and has no parameters. */
  readonly isCustom?: boolean
  /** How that text must look. */
  readonly format?: CustomFormat
  /** What the wire wraps around the definition and we do not know (Chat: beside `function`). */
  readonly wrapExtras?: Extras
  /** Gemini: which entry of `tools` declared it, counted from 0, so that it is written back into the same one. */
  readonly group?: number
  /** Gemini: the schema stood under `parametersJsonSchema`. */
  readonly isJsonSchema?: boolean
}

/** `tag` is `text` or `grammar`; the syntax, `lark` or `regex`, is that of the definition. */
export interface CustomFormat extends Node {
  readonly definition?: Leaf<string>
  readonly syntax?: Leaf<string>
}

/** A hosted tool, or a form not yet understood. */
export interface OpaqueTool {
  readonly kind: 'opaque'
  readonly dialect: DialectId
  readonly raw: Leaf<Json>
  /** What other dialects can say of it. */
  readonly search?: WebSearch
  readonly mcp?: readonly McpServer[]
  /** Responses: the functions of a namespace, which stand each for itself elsewhere. */
  readonly functions?: readonly FunctionTool[]
  readonly group?: number
}

export type Tool = FunctionTool | OpaqueTool

/** A subset of names narrows `auto` and `required`; `isForced`: the one named tool must be called. */
export interface ToolChoice extends Node {
  readonly mode: Leaf<'auto' | 'none' | 'required'>
  readonly names?: readonly Leaf<string>[]
  readonly isForced?: boolean
  /** The name is that of a tool which the provider runs: `web_search`, or one that only the source's dialect has. */
  readonly isHosted?: boolean
}

/** The name by which a choice forces the hosted search. */
export const SEARCH_NAME = 'web_search'

export type OutputFormat = Node & {
  readonly kind: Leaf<'text' | 'json' | 'json-schema'>
  readonly name?: Leaf<string>
  readonly description?: Leaf<string>
  readonly schema?: Leaf<Json>
  readonly strict?: Leaf<boolean>
}

/** How much to think: each dialect says it with another of these. */
export interface ReasoningWish extends Node {
  readonly isOn?: Leaf<boolean>
  /** none, minimal, low, medium, high, xhigh, max */
  readonly effort?: Leaf<string>
  /** The effort is the least that can be said there: what elsewhere is none at all (Gemini 3: MINIMAL). */
  readonly isLeast?: boolean
  /** Tokens. */
  readonly budget?: Leaf<number>
  /** Whether thoughts or summaries of them are to be shown: `auto`, `concise`, `detailed`, or Gemini's boolean. */
  readonly summary?: Leaf<string | boolean>
}

/** Options that are one value in each dialect that has them. `stop` is a list; `parallelCalls` true means allowed. */
export type SettingName =
  | 'maxTokens'
  | 'temperature'
  | 'topP'
  | 'topK'
  | 'stop'
  | 'seed'
  | 'presencePenalty'
  | 'frequencyPenalty'
  | 'candidateCount'
  | 'parallelCalls'
  | 'stream'
  | 'includeUsage'
  | 'includeObfuscation'
  | 'modalities'
  | 'user'
  | 'metadata'
  | 'serviceTier'
  | 'store'
  | 'logprobs'
  | 'topLogprobs'
  | 'verbosity'
  | 'cacheKey'
  | 'cacheRetention'
  | 'cacheOptions'
  | 'safetyId'
  | 'moderation'
  | 'logitBias'

export type Settings = Readonly<Partial<Record<SettingName, Leaf<Json>>>>

/** State that the server keeps: what this request continues. */
export interface Chain extends Node {
  /** Responses: an earlier response; Anthropic: the earlier message of a thread. */
  readonly previousResponseId?: Leaf<string>
  readonly conversation?: Leaf<Json>
  /** Gemini: what the server keeps under a name stands before the messages. */
  readonly cache?: Leaf<string>
}

export interface Request {
  /** The dialect it was read from. */
  readonly dialect: DialectId
  readonly model?: Leaf<string>
  readonly instructions?: Instructions
  readonly messages: readonly Message[]
  readonly tools: readonly Tool[]
  readonly toolChoice?: ToolChoice
  readonly settings: Settings
  readonly format?: OutputFormat
  readonly reasoning?: ReasoningWish
  readonly chain?: Chain
  /** Responses: `input` stood as one bare string. */
  readonly isBareInput?: boolean
  readonly extras?: Extras
  /** Fields not understood inside wrapping objects, by the pointer of the object: `/generationConfig`, `/toolConfig`. */
  readonly nested?: Readonly<Record<string, Extras>>
}
