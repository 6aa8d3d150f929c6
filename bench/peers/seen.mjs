import { MessageStream } from '@anthropic-ai/sdk/lib/MessageStream'
import { Stream as AnthropicStream } from '@anthropic-ai/sdk/streaming'
import { ChatCompletionStream } from 'openai/lib/ChatCompletionStream'
import { ResponseStream } from 'openai/lib/responses/ResponseStream'
import { Stream as OpenAIStream } from 'openai/streaming'
import { CHUNK } from './peers.mjs'

/**
 * What a client's program gets of a stream; tokens are summed as OpenAI sums them.
 * @typedef {{ text: string, calls: { name: string, arguments: string }[], end: string, usage: { input: number, output: number, cached: number } }} Seen
 */

/** In pieces, as from a socket: openai's decoder takes minutes for a long log in one. @param {string} text */
function answer(text) {
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < text.length; at += CHUNK)
        controller.enqueue(encoder.encode(text.slice(at, at + CHUNK)))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

/** Arguments as one text, however they are spaced. */
function plain(/** @type {unknown} */ value) {
  try {
    return JSON.stringify(typeof value === 'string' ? JSON.parse(value || '{}') : (value ?? {}))
  } catch {
    return `no JSON: ${value}`
  }
}

/** @param {string} reason @param {number} calls @returns {string} whatever the dialect's own word is */
function endOf(reason, calls) {
  if (/^(?:tool_calls|tool_use)$/.test(reason)) return 'calls'
  if (/^(?:STOP|completed)$/.test(reason)) return calls > 0 ? 'calls' : 'stop'
  return reason
}

/** @param {string} text @returns {Promise<Seen>} */
async function chat(text) {
  const stream = OpenAIStream.fromSSEResponse(answer(text), new AbortController())
  const { choices, usage } = await ChatCompletionStream.fromReadableStream(
    stream.toReadableStream(),
  ).finalChatCompletion()
  const first = choices[0]
  const calls = (first?.message.tool_calls ?? []).map((call) => ({
    name: 'function' in call ? call.function.name : '',
    arguments: plain('function' in call ? call.function.arguments : ''),
  }))
  return {
    text: first?.message.content ?? '',
    calls,
    end: endOf(first?.finish_reason ?? '', calls.length),
    usage: {
      input: usage?.prompt_tokens ?? 0,
      output: usage?.completion_tokens ?? 0,
      cached: usage?.prompt_tokens_details?.cached_tokens ?? 0,
    },
  }
}

/** @param {string} text @returns {Promise<Seen>} */
async function responses(text) {
  const stream = OpenAIStream.fromSSEResponse(answer(text), new AbortController())
  const response = await ResponseStream.fromReadableStream(stream.toReadableStream()).finalResponse()
  const calls = response.output.flatMap((item) =>
    item.type === 'function_call' ? [{ name: item.name, arguments: plain(item.arguments) }] : [],
  )
  const texts = response.output.flatMap((item) =>
    item.type === 'message'
      ? item.content.map((part) => (part.type === 'output_text' ? part.text : part.refusal))
      : [],
  )
  return {
    text: texts.join(''),
    calls,
    end: endOf(response.status ?? '', calls.length),
    usage: {
      input: response.usage?.input_tokens ?? 0,
      output: response.usage?.output_tokens ?? 0,
      cached: response.usage?.input_tokens_details?.cached_tokens ?? 0,
    },
  }
}

/** @param {string} text @returns {Promise<Seen>} */
async function anthropic(text) {
  const stream = AnthropicStream.fromSSEResponse(answer(text), new AbortController())
  const message = await MessageStream.fromReadableStream(stream.toReadableStream()).finalMessage()
  const calls = message.content.flatMap((block) =>
    block.type === 'tool_use' ? [{ name: block.name, arguments: plain(block.input) }] : [],
  )
  const { input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens } = message.usage
  const cached = cache_read_input_tokens ?? 0
  return {
    text: message.content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    calls,
    end: endOf(message.stop_reason ?? '', calls.length),
    usage: {
      input: (input_tokens ?? 0) + cached + (cache_creation_input_tokens ?? 0),
      output: output_tokens ?? 0,
      cached,
    },
  }
}

/** Google's client hands the chunks to its program as they are. @param {string} text @returns {Promise<Seen>} */
async function gemini(text) {
  const chunks = text
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)))
  const own = chunks.flatMap(({ candidates }) => (candidates ?? []).slice(0, 1))
  const parts = own.flatMap(({ content }) => content?.parts ?? [])
  const calls = parts.flatMap(({ functionCall }) =>
    functionCall ? [{ name: functionCall.name ?? '', arguments: plain(functionCall.args) }] : [],
  )
  const counts = Object.assign({}, ...chunks.map(({ usageMetadata }) => usageMetadata ?? {}))
  return {
    text: parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join(''),
    calls,
    end: endOf(own.findLast(({ finishReason }) => finishReason)?.finishReason ?? '', calls.length),
    usage: {
      input: (counts.promptTokenCount ?? 0) + (counts.toolUsePromptTokenCount ?? 0),
      output: (counts.candidatesTokenCount ?? 0) + (counts.thoughtsTokenCount ?? 0),
      cached: counts.cachedContentTokenCount ?? 0,
    },
  }
}

/** The vendors' own clients by dialect; each throws what its program would be thrown. */
export const CLIENTS = { chat, responses, anthropic, gemini }
