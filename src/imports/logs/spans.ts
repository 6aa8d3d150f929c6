import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { opened } from './columns.ts'

/**
 * Spans of OpenTelemetry as rows of a log: the GenAI conventions, and OpenInference's. import-formats.md 14, 15
 * https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
 */
export function rowsOfSpans(json: Json): readonly JsonObject[] | undefined {
  if (!isObject(json) || !Array.isArray(json.resourceSpans)) return undefined
  return listsIn(listsIn(json.resourceSpans as readonly Json[], 'scopeSpans'), 'spans')
    .filter(isObject)
    .map(rowOf)
    .filter(({ request_body, messages }) => request_body !== undefined || messages !== undefined)
}

const listsIn = (items: readonly Json[], key: string): readonly Json[] =>
  items.flatMap((item) => (isObject(item) && Array.isArray(item[key]) ? (item[key] as readonly Json[]) : []))

function rowOf(span: JsonObject): JsonObject {
  const at = attributesOf(span)
  const start = Number(span.startTimeUnixNano)
  const messages = chatMessages(at['gen_ai.input.messages'], at['gen_ai.system_instructions'])
  const [answer] = chatMessages(at['gen_ai.output.messages'])
  return Object.fromEntries(
    Object.entries({
      startTime: Number.isFinite(start) ? start / 1e6 : undefined,
      traceId: span.traceId,
      sessionId: at['gen_ai.conversation.id'] ?? at['session.id'],
      model: at['gen_ai.request.model'] ?? at['llm.model_name'],
      request_body: messages.length > 0 ? undefined : opened(at['input.value']),
      messages: messages.length > 0 ? messages : undefined,
      response: answer ?? opened(at['output.value']),
    }).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  )
}

function attributesOf({ attributes }: JsonObject): JsonObject {
  const list = Array.isArray(attributes) ? (attributes as readonly Json[]) : []
  return Object.fromEntries(
    list.flatMap((one): [string, Json][] =>
      isObject(one) && typeof one.key === 'string' ? [[one.key, plain(one.value ?? null)]] : [],
    ),
  )
}

/** OTLP wraps each value in its type. */
function plain(value: Json): Json {
  if (!isObject(value)) return value
  const [[kind = '', held = null] = []] = Object.entries(value)
  if (kind === 'arrayValue' && isObject(held))
    return (Array.isArray(held.values) ? (held.values as readonly Json[]) : []).map(plain)
  if (kind === 'kvlistValue' && isObject(held)) return attributesOf({ attributes: held.values ?? [] })
  return held
}

/** Messages of parts as Chat Completions has them. */
function chatMessages(given: Json | undefined, instructions?: Json): JsonObject[] {
  const said = opened(given)
  const list = Array.isArray(said) ? (said as readonly Json[]).filter(isObject) : []
  const system = partsText(opened(instructions))
  return [...(system === '' ? [] : [{ role: 'system', content: system }]), ...list.flatMap(chatMessage)]
}

function chatMessage({ role, parts }: JsonObject): JsonObject[] {
  const all = Array.isArray(parts) ? (parts as readonly Json[]).filter(isObject) : []
  const results = all.filter(({ type }) => type === 'tool_call_response')
  const calls = all.filter(({ type }) => type === 'tool_call')
  const content = partsText(all)
  const answers = results.map(({ id, response, result }) => ({
    role: 'tool',
    tool_call_id: id ?? '',
    content: textOf(response ?? result ?? ''),
  }))
  if (answers.length > 0 && content === '' && calls.length === 0) return answers
  return [
    ...answers,
    {
      role: role ?? 'user',
      content: content === '' && calls.length > 0 ? null : content,
      ...(calls.length > 0 ? { tool_calls: calls.map(chatCall) } : {}),
    },
  ]
}

const chatCall = ({ id, name, arguments: args }: JsonObject): JsonObject => ({
  id: id ?? '',
  type: 'function',
  function: { name: name ?? '', arguments: textOf(args ?? {}) },
})

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value))

const partsText = (parts: Json | undefined): string =>
  Array.isArray(parts)
    ? (parts as readonly Json[])
        .map((part) =>
          isObject(part) && part.type === 'text' && typeof part.content === 'string' ? part.content : '',
        )
        .join('')
    : ''
