import { MessageStream } from '@anthropic-ai/sdk/lib/MessageStream'
import { Stream as AnthropicStream } from '@anthropic-ai/sdk/streaming'
import type {
  GenerateContentResponse,
  GenerateContentResponseUsageMetadata as UsageMetadata,
} from '@google/genai'
import { ChatCompletionStream } from 'openai/lib/ChatCompletionStream'
import { ResponseStream } from 'openai/lib/responses/ResponseStream'
import { Stream as OpenAIStream } from 'openai/streaming'
import { describe, expect, it } from 'vitest'
import { firstOf, framesOf, recorded, share, tell } from '../../../bench/corpus.ts'
import { judgeLaw } from '../../../bench/exceptions.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Reply } from '../../hub/fold.ts'
import { foldReply } from '../../hub/fold.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, parseJson } from '../../wire/json.ts'
import { encodeEvent, StreamTranslation } from '../stream.ts'

/** What a client's program gets from a stream. */
interface Seen {
  readonly text: string
  readonly calls: readonly { readonly name: string; readonly arguments: Json }[]
  readonly end: 'calls' | 'length' | 'other'
  /** Summed as in the hub; null where the source does not count both. */
  readonly usage: { readonly input: number; readonly output: number } | null
}

/** Absent counts are none. */
const sum = (...counts: readonly (number | null | undefined)[]): number =>
  counts.reduce<number>((total, count) => total + (count ?? 0), 0)

/** `{}` and no text at all are both a call without arguments. */
function argumentsOf(text: string): Json {
  const parsed = parseJson(text.trim() === '' ? '{}' : text)
  // Wrapped where a dialect wants an object and the text is none (step wrap-arguments).
  return 'value' in parsed && typeof parsed.value === 'object' && !Array.isArray(parsed.value)
    ? parsed.value
    : { raw_arguments: text }
}

/** What the source said, in the hub's terms: the first choice, as all dialects but two have only one. */
function seenInHub({ parts, finish, usage }: Reply): Seen {
  const own = parts.filter((part) => part !== undefined && part.choice === 0)
  const calls = own.flatMap(({ head, text }) =>
    head.kind === 'tool-call'
      ? [
          {
            name: head.name.value,
            arguments: head.isCustom ? { input: text?.value ?? '' } : argumentsOf(text?.value ?? ''),
          },
        ]
      : [],
  )
  const isLength = finish?.value === 'length'
  return {
    // Where a dialect has no refusals, they are said as text.
    text: own
      .map(({ head, text }) => (head.kind === 'text' || head.kind === 'refusal' ? (text?.value ?? '') : ''))
      .join(''),
    calls,
    end: isLength
      ? 'length'
      : calls.length > 0 && (finish?.value === 'stop' || finish?.value === 'tool-calls')
        ? 'calls'
        : 'other',
    usage: usage?.input && usage.output ? { input: usage.input.value, output: usage.output.value } : null,
  }
}

const answer = (text: string): Response =>
  new Response(text, { headers: { 'content-type': 'text/event-stream' } })

const CLIENTS: Readonly<Record<DialectId, (text: string) => Promise<Seen>>> = {
  'openai-chat': async (text) => {
    const stream = OpenAIStream.fromSSEResponse(answer(text), new AbortController())
    const { choices, usage } = await ChatCompletionStream.fromReadableStream(
      stream.toReadableStream(),
    ).finalChatCompletion()
    const first = choices.find(({ index }) => index === 0)
    const calls = (first?.message.tool_calls ?? []).map((call) =>
      call.type === 'function'
        ? { name: call.function.name, arguments: argumentsOf(call.function.arguments) }
        : { name: 'custom', arguments: null },
    )
    const end =
      first?.finish_reason === 'length' ? 'length' : first?.finish_reason === 'tool_calls' ? 'calls' : 'other'
    return {
      text: (first?.message.content ?? '') + (first?.message.refusal ?? ''),
      calls,
      end,
      usage: { input: sum(usage?.prompt_tokens), output: sum(usage?.completion_tokens) },
    }
  },
  'openai-responses': async (text) => {
    const stream = OpenAIStream.fromSSEResponse(answer(text), new AbortController())
    const response = await ResponseStream.fromReadableStream(stream.toReadableStream()).finalResponse()
    const calls = response.output.flatMap((item) =>
      item.type === 'function_call' ? [{ name: item.name, arguments: argumentsOf(item.arguments) }] : [],
    )
    const texts = response.output.flatMap((item) =>
      item.type === 'message'
        ? item.content.map((part) => (part.type === 'output_text' ? part.text : part.refusal))
        : [],
    )
    const isLength =
      response.status === 'incomplete' && response.incomplete_details?.reason === 'max_output_tokens'
    return {
      text: texts.join(''),
      calls,
      end: isLength ? 'length' : calls.length > 0 && response.status === 'completed' ? 'calls' : 'other',
      usage: { input: sum(response.usage?.input_tokens), output: sum(response.usage?.output_tokens) },
    }
  },
  'anthropic-messages': async (text) => {
    const stream = AnthropicStream.fromSSEResponse(answer(text), new AbortController())
    const message = await MessageStream.fromReadableStream(stream.toReadableStream()).finalMessage()
    const calls = message.content.flatMap((block) =>
      block.type === 'tool_use' ? [{ name: block.name, arguments: block.input as Json }] : [],
    )
    const end =
      message.stop_reason === 'max_tokens' ? 'length' : message.stop_reason === 'tool_use' ? 'calls' : 'other'
    return {
      text: message.content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
      calls,
      end,
      usage: {
        input: sum(
          message.usage.input_tokens,
          message.usage.cache_read_input_tokens,
          message.usage.cache_creation_input_tokens,
        ),
        output: message.usage.output_tokens,
      },
    }
  },
  gemini: async (text) => {
    // The vendor's library hands out chunks one by one and puts nothing together: that is left to the program.
    const chunks = framesOf(text).map(({ data }) => JSON.parse(data) as GenerateContentResponse)
    const own = chunks.flatMap(({ candidates }) =>
      (candidates ?? []).filter(({ index }) => (index ?? 0) === 0),
    )
    const parts = own.flatMap(({ content }) => content?.parts ?? [])
    const calls = parts.flatMap(({ functionCall }) =>
      functionCall ? [{ name: functionCall.name ?? '', arguments: (functionCall.args ?? {}) as Json }] : [],
    )
    const reason = own.findLast(({ finishReason }) => finishReason !== undefined)?.finishReason as
      | string
      | undefined
    const end = reason === 'MAX_TOKENS' ? 'length' : calls.length > 0 && reason === 'STOP' ? 'calls' : 'other'
    // Each chunk counts anew what it counts at all.
    const usage = Object.assign(
      {},
      ...chunks.map(({ usageMetadata }) => usageMetadata ?? {}),
    ) as UsageMetadata
    return {
      text: parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join(''),
      calls,
      end,
      usage: {
        input: sum(usage.promptTokenCount, usage.toolUsePromptTokenCount),
        output: sum(usage.candidatesTokenCount, usage.thoughtsTokenCount),
      },
    }
  },
}

/** Where it is the client's library that cannot, each with its reason. */
const BEYOND_CLIENTS: Readonly<Record<string, string>> = {
  'openai-chat responses/stream/vercel+ai--openai_responses_openai-custom-tool.1-7c89db-1.ndjson':
    'openai 6.49 puts no deltas of custom tools together, though the interface streams them.',
  'anthropic-messages responses/stream/Mirascope+mirascope--typescript_e2e_output_refusal_openai_responses_handles-refusal-for-stream-dd9078-1.sse':
    'The model’s arguments are no JSON; the client gives its program an empty object for them.',
}

describe('law 8: the vendors’ own clients see what the source said', () => {
  it.each(DIALECT_IDS)('streams written as %s', { timeout: 240_000 }, async (to) => {
    const broken: string[] = []
    let count = 0
    let withoutAnswer = 0
    const miscounted = new Map<string, string>()
    const counted = new Set<string>()
    for (const body of recorded('stream')) {
      if (body.dialect === to) continue
      const frames = framesOf(body.text())
      const { events, text } = translated(frames, body.dialect, to)
      const reply = foldReply(events)
      // A stream that ends in an error, or never ends, is none that a client hands over whole.
      if (reply.failure || !reply.finish || reply.parts.length === 0) {
        withoutAnswer++
        continue
      }
      count++
      const difference = await compare(seenInHub(reply), text, to)
      const pair = `${body.file} → ${to}`
      counted.add(pair)
      if (difference.startsWith('usage')) {
        miscounted.set(pair, difference)
        continue
      }
      if ((difference !== '') !== `${to} ${body.file}` in BEYOND_CLIENTS)
        broken.push(`${body.file}: ${difference || 'is seen alike now, take it off the list'}`)
    }
    tell(
      `law 8, streams as ${to}: ${share(count - broken.length, count)} seen alike by the vendor's client; ${withoutAnswer} more end in an error or not at all`,
    )
    expect(firstOf(broken)).toEqual([])
    tell(`law 8, usage as ${to}: ${share(counted.size - miscounted.size, counted.size)} counted alike`)
    expect(judgeLaw(`usage-${to}`, miscounted, counted)).toEqual([])
  })
})

function translated(
  frames: ReturnType<typeof framesOf>,
  from: DialectId,
  to: DialectId,
): { events: ReplyEvent[]; text: string } {
  const translation = new StreamTranslation({ from, to })
  const steps = [...frames.map((frame) => translation.take(frame)), translation.end()]
  return {
    events: steps.flatMap(({ said }) => said.events),
    text: steps
      .flatMap(({ written }) => written)
      .map(encodeEvent)
      .join(''),
  }
}

async function compare(expected: Seen, text: string, to: DialectId): Promise<string> {
  try {
    const seen = await CLIENTS[to](text)
    const key = (['text', 'calls', 'end', 'usage'] as const).find(
      (name) => expected[name] !== null && !deepEqual(expected[name] as Json, seen[name] as Json),
    )
    return key
      ? `${key}: ${JSON.stringify(expected[key]).slice(0, 120)} became ${JSON.stringify(seen[key]).slice(0, 120)}`
      : ''
  } catch (error) {
    return `the client threw: ${(error as Error).message.slice(0, 200)}`
  }
}
