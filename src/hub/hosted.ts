import type { Leaf } from './leaf.ts'
import { also } from './leaf.ts'

/** Tools that a provider runs by itself, as far as more than one dialect tells of them. */
export type HostedTool = 'web-search' | 'code' | 'mcp'

/** With what the provider ran its tool. */
export interface HostedCall {
  /** What says that it is one. */
  readonly tag?: Leaf<unknown>
  readonly id?: Leaf<string>
  /** The words searched for; the code; the arguments of a server's tool, as JSON text. */
  readonly input?: Leaf<string>
  /** Of code. Absent: the source has one language only. */
  readonly language?: Leaf<'python' | 'bash'>
  /** Of a server's tool: its name, and that of the server. */
  readonly name?: Leaf<string>
  readonly server?: Leaf<string>
}

/** What came of it. */
export interface HostedResult {
  /** What says that it is one. */
  readonly tag?: Leaf<unknown>
  /** The id of the call, where the result stands apart from it. */
  readonly callId?: Leaf<string>
  /** What the code printed, or the server's tool answered. */
  readonly text?: Leaf<string>
  /** The pages that a search found. */
  readonly sources?: readonly HostedSource[]
  readonly isError?: Leaf<boolean>
}

export interface HostedSource {
  readonly tag?: Leaf<unknown>
  readonly url: Leaf<string>
  readonly title?: Leaf<string>
}

/**
 * What a reply shows of a tool that the provider ran: the call, its result, or (Responses) both in one item. The dialects
 * write it in blocks and items of their own. anthropic-gemini.md §M.9, openai.md §3.3
 */
export interface HostedTrace {
  readonly tool: HostedTool
  readonly call?: HostedCall
  readonly result?: HostedResult
}

/** What tells how it ended: its own word, and all that says that it is a result. */
export const endOf = ({ isError, tag }: HostedResult): Leaf<unknown> | undefined =>
  isError ? also(isError, tag) : tag

/** Calls whose results have not come yet, the oldest first. */
export type OpenHosted = (HostedTrace & { readonly call: HostedCall })[]

/** Takes the call that a result belongs to: the one it names, or else the oldest of its tool. */
export function takeCall(open: OpenHosted, { tool, result }: HostedTrace): HostedCall | undefined {
  const wanted = result?.callId?.value
  const at = open.findIndex(
    (one) => one.tool === tool && (wanted === undefined || one.call.id?.value === wanted),
  )
  return at < 0 ? undefined : open.splice(at, 1)[0]?.call
}

/** The same id under the prefix of another dialect: `srvtoolu_01a` and `ws_01a` are one call. */
export function idUnder(prefix: string, id: Leaf<string>): Leaf<string> {
  const stem = id.value.replace(/^[a-z]+_/, '').replaceAll(/[^a-zA-Z0-9_-]/g, '_')
  const value = `${prefix}_${stem === '' ? 'hosted' : stem}`
  return value === id.value ? id : { ...id, value, by: 'rename-id' }
}
