import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { locate } from '../../wire/json-index.ts'
import type { Draft, RecogniseDialect } from '../format.ts'
import { pairUp, readPart } from '../parts.ts'
import type { Note } from '../report.ts'
import { isBlank, opened, REPLY, REQUEST, sessionOf, startOf, statusOf, traceOf, urlOf } from './columns.ts'

export interface RowReading {
  readonly draft?: Draft
  /** Its bodies are ours: the log keeps their parts in columns. */
  readonly isBuilt?: boolean
  readonly notes: readonly Note[]
}

/** One row as an exchange, with the session and the trace that it is filed under. */
export function readRow(
  text: string,
  row: JsonObject,
  recogniseDialect: RecogniseDialect,
  name: string,
): RowReading {
  const url = urlOf(row)
  const status = statusOf(row)
  const [request, reply] = [requestOf(text, row), replyOf(text, row)]
  const parts = [
    ...(request
      ? [readPart(request.body, url === undefined ? {} : { url }, recogniseDialect, { role: 'request', url })]
      : []),
    ...(reply
      ? [
          readPart(reply.body, status === undefined ? {} : { status }, recogniseDialect, {
            role: 'reply',
            url,
          }),
        ]
      : []),
  ]
  const { exchanges, notes } = pairUp(parts)
  const [exchange] = exchanges
  const tell = (note: Note): Note => ({ severity: note.severity, sentence: `${name}: ${note.sentence}` })
  if (!exchange) return { notes: [] }
  const [startedAt, sessionId, traceId] = [startOf(row), sessionOf(row), traceOf(row)]
  return {
    draft: {
      ...exchange,
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(traceId === undefined ? {} : { traceId }),
      name,
    },
    ...(request?.isBuilt || reply?.isBuilt ? { isBuilt: true } : {}),
    notes: notes.map(tell),
  }
}

interface Body {
  readonly body: string
  readonly isBuilt?: boolean
}

const built = (value: Json): Body => ({ body: JSON.stringify(value), isBuilt: true })

/** What was sent, as it stands in the row; put together where the log keeps its parts in columns. */
function requestOf(text: string, row: JsonObject): Body | undefined {
  for (const column of REQUEST) {
    const value = bodyIn(opened(row[column]))
    if (isBlank(value)) continue
    if (isObject(value) && !isWrapped(value)) return { body: bodyText(text, row, column, value) }
    const messages = Array.isArray(value) ? value : isObject(value) ? value.messages : undefined
    if (Array.isArray(messages)) return built({ ...modelOf(row), messages, ...settingsOf(row) })
    if (typeof value === 'string')
      return built({ ...modelOf(row), messages: [{ role: 'user', content: value }] })
  }
  return undefined
}

/** Tracers hand messages and tools on without the model. */
const isWrapped = (value: JsonObject): boolean =>
  Array.isArray(value.messages) && !Object.hasOwn(value, 'model')

/** LiteLLM keeps the request with its address and headers, or its body alone. */
const bodyIn = (value: Json | undefined): Json | undefined =>
  isObject(value) &&
  value.body !== undefined &&
  (Object.hasOwn(value, 'url') || Object.hasOwn(value, 'headers'))
    ? opened(value.body)
    : value

const modelOf = (row: JsonObject): { readonly model?: string } => {
  const model = [row.model, row.model_name, row.request_model].find(
    (one) => typeof one === 'string' && one !== '',
  )
  return typeof model === 'string' ? { model } : {}
}

function settingsOf(row: JsonObject): JsonObject {
  const settings = opened(row.model_parameters ?? row.modelParameters)
  const input = opened(row.input)
  const tools = isObject(input) && Array.isArray(input.tools) ? { tools: input.tools } : {}
  return { ...tools, ...(isObject(settings) ? settings : {}) }
}

/** What came back; a bare message as the Chat reply that tracers took it out of. */
function replyOf(text: string, row: JsonObject): Body | undefined {
  for (const column of REPLY) {
    const value = bodyIn(opened(row[column]))
    if (isBlank(value)) continue
    if (isObject(value) && value.role === 'assistant' && !Object.hasOwn(value, 'type'))
      return chatReply(row, value)
    if (typeof value === 'string' && !/^\s*(?:[[{]|data:|event:)/.test(value))
      return chatReply(row, { role: 'assistant', content: value })
    return { body: typeof value === 'string' ? value : bodyText(text, row, column, value as Json) }
  }
  return undefined
}

const chatReply = (row: JsonObject, message: JsonObject): Body =>
  built({
    object: 'chat.completion',
    ...modelOf(row),
    choices: [{ index: 0, message, finish_reason: null }],
  })

/** Cut out of the text, so that numbers and the order of keys stay; a column of text is unquoted. */
function bodyText(text: string, row: JsonObject, column: string, value: Json): string {
  const stored = row[column]
  const isBody = bodyIn(opened(stored)) === opened(stored)
  if (typeof stored === 'string') return isBody ? stored : JSON.stringify(value)
  const range = isBody ? locate(text, `/${column}`) : locate(text, `/${column}/body`)
  return range && typeof bodyIn(stored) !== 'string'
    ? text.slice(range.start, range.end)
    : JSON.stringify(value)
}
