import type { Reading } from '../../translate/reading.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'

/** What a provider said, as a stream: a gateway that asked for a whole reply gives it to a streaming client in one chunk. */
export function streamBody({ dialect, exchange, reply }: Reading): string | undefined {
  if (reply?.kind === 'stream') return exchange.reply?.body
  if (reply?.kind !== 'whole' || !isObject(reply.json)) return undefined
  if (dialect === 'gemini') return frameOf(reply.json)
  return dialect === 'openai-chat' ? `${frameOf(chunkOf(reply.json))}data: [DONE]\n\n` : undefined
}

const frameOf = (json: Json): string => `data: ${JSON.stringify(json)}\n\n`

function chunkOf(body: JsonObject): Json {
  const choices = Array.isArray(body.choices) ? body.choices : []
  return {
    ...body,
    object: 'chat.completion.chunk',
    choices: choices.map((choice: Json): Json => {
      if (!isObject(choice)) return choice
      const { message, ...rest } = choice
      return { ...rest, delta: isObject(message) ? { ...message, ...numbered(message) } : {} }
    }),
  }
}

/** In a stream each call has its number. */
const numbered = ({ tool_calls: calls }: JsonObject): JsonObject =>
  Array.isArray(calls)
    ? { tool_calls: calls.map((call: Json, index) => (isObject(call) ? { index, ...call } : call)) }
    : {}
