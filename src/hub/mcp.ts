import type { Json } from '../wire/json.ts'
import type { Leaf } from './leaf.ts'

/** A server of tools that the provider calls itself, by the Model Context Protocol. */
export interface McpServer {
  /** What says that it is one. */
  readonly tag?: Leaf<unknown>
  /** The name under which its tools are spoken of. */
  readonly name: Leaf<string>
  readonly url: Leaf<string>
  /** The bearer token to call it with. */
  readonly token?: Leaf<string>
  /** Names of the tools that may be called; absent: all. */
  readonly allowedTools?: Leaf<Json>
}

/** Whether a list holds names and nothing else. */
export const isNameList = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string')
