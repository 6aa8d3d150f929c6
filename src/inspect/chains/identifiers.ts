import { findHeader } from '../../transcript/reply-framing.ts'
import type { Exchange } from '../../transcript/transcript.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'

export type IdentifierKind = 'session' | 'trace'

/** What files an exchange with others: by a log, a header, or a field that clients and gateways agree on. */
export interface Identifier {
  readonly kind: IdentifierKind
  readonly id: string
  /** Where it was found, for words to a person. */
  readonly source: string
}

const HEADERS: readonly (readonly [name: string, kind: IdentifierKind])[] = [
  ['session-id', 'session'],
  ['session_id', 'session'],
  ['x-session-id', 'session'],
  ['x-litellm-session-id', 'session'],
  ['x-claude-code-session-id', 'session'],
  ['x-litellm-trace-id', 'trace'],
  ['traceparent', 'trace'],
]

const FIELDS: readonly (readonly [name: string, kind: IdentifierKind])[] = [
  ['session_id', 'session'],
  ['litellm_session_id', 'session'],
  ['trace_id', 'trace'],
  ['litellm_trace_id', 'trace'],
]

export function identifiersOf(
  { sessionId, traceId, request }: Exchange,
  body: Json | undefined,
): Identifier[] {
  const found: Identifier[] = []
  const note = (kind: IdentifierKind, id: Json | undefined, source: string): void => {
    if (typeof id === 'string' && id !== '') found.push({ kind, id, source })
  }
  note('session', sessionId, 'the log')
  note('trace', traceId, 'the log')
  for (const [name, kind] of HEADERS) {
    const value = findHeader(request?.headers, name)
    // W3C trace context: version, trace id, span id, flags. https://www.w3.org/TR/trace-context/#traceparent-header
    note(kind, name === 'traceparent' ? value?.split('-')[1] : value, `the header ${name}`)
  }
  if (!isObject(body)) return found
  const { metadata } = body
  for (const [name, kind] of FIELDS) {
    note(kind, body[name], name)
    if (isObject(metadata)) note(kind, metadata[name], `metadata.${name}`)
  }
  // Claude Code writes user, account and session into one field.
  const user = isObject(metadata) && typeof metadata.user_id === 'string' ? metadata.user_id : ''
  note('session', /_session_([0-9a-f-]{36})$/.exec(user)?.[1], 'metadata.user_id')
  return found
}
