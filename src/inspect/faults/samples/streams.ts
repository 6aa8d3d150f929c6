import type { DialectId } from '../../../hub/dialect.ts'
import type { Json } from '../../../wire/json.ts'

const stream = (...chunks: Json[]): string =>
  [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]'].map((data) => `data: ${data}\n\n`).join('')
const chunk = (delta: Json, finish: string | null = null): Json => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: finish }],
})
const call = (index: number, id: string, name: string, args: string): Json => ({
  tool_calls: [{ index, id, type: 'function', function: { name, arguments: args } }],
})
const more = (index: number, args: string): Json => ({
  tool_calls: [{ index, function: { arguments: args } }],
})
const USAGE: Json = {
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [],
  usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
}
const gemini = (parts: Json[] | undefined, finishReason?: string): Json => ({
  candidates: [
    {
      index: 0,
      ...(parts ? { content: { role: 'model', parts } } : {}),
      ...(finishReason ? { finishReason } : {}),
    },
  ],
})
const FUNCTION_CALL: Json = { functionCall: { name: 'look', args: { q: 'x' } } }

const ADDING = stream(
  chunk({ role: 'assistant', content: 'Adding.' }),
  chunk(call(0, 'k', 'add', '{"a":1}')),
  chunk({}, 'tool_calls'),
)

/** One upstream reply on which each rung, and only it, gives what it gives. */
export const STREAMS: readonly [fault: string, from: DialectId, to: DialectId, upstream: string][] = [
  ['litellm-25836:V0', 'openai-chat', 'anthropic-messages', ADDING],
  ['litellm-25836:V1', 'openai-chat', 'anthropic-messages', ADDING],
  [
    'litellm-25836:V2',
    'openai-chat',
    'anthropic-messages',
    stream(
      chunk({ role: 'assistant', reasoning_content: 'Hm' }),
      chunk({ content: 'Well' }),
      chunk({ content: ', no.' }),
      chunk(call(0, 'k', 'add', '{"a":1}')),
      chunk({}, 'tool_calls'),
    ),
  ],
  [
    'litellm-25836:V3',
    'openai-chat',
    'anthropic-messages',
    stream(
      chunk({ role: 'assistant', content: 'Let' }),
      chunk({ reasoning_content: 'Hm' }),
      chunk({ content: 'All' }),
      chunk({ content: ' of it' }, 'stop'),
    ),
  ],
  [
    'litellm-25836:V4',
    'openai-chat',
    'anthropic-messages',
    stream(
      chunk({ role: 'assistant', reasoning_content: 'Hm' }),
      chunk({ content: 'All' }),
      chunk({ content: ' of it' }, 'stop'),
    ),
  ],
  [
    'litellm-25836:V5',
    'openai-chat',
    'anthropic-messages',
    stream(
      chunk(call(0, 'k', 'add', '{"a"')),
      chunk(call(1, 'l', 'sub', '{"b"')),
      chunk(more(0, ':1}')),
      chunk(more(1, ':2}')),
      chunk({}, 'tool_calls'),
    ),
  ],
  [
    'litellm-25836:V6',
    'openai-chat',
    'anthropic-messages',
    stream(chunk({ role: 'assistant', content: 'Yes.' }), chunk({}, 'stop'), USAGE),
  ],
  [
    'litellm-25836:V7',
    'openai-chat',
    'anthropic-messages',
    stream(chunk({ role: 'assistant', content: 'Yes.', tool_calls: [] }), chunk({}, 'stop')),
  ],
  [
    'litellm-21577:V0',
    'gemini',
    'openai-chat',
    stream(gemini([FUNCTION_CALL]), gemini(undefined, 'STOP')).replace('data: [DONE]\n\n', ''),
  ],
  [
    'litellm-21577:V1',
    'gemini',
    'openai-chat',
    stream(gemini([FUNCTION_CALL]), gemini([{ text: '' }], 'STOP')).replace('data: [DONE]\n\n', ''),
  ],
  [
    'litellm-21577:V2',
    'gemini',
    'openai-chat',
    stream(gemini([FUNCTION_CALL]), gemini(undefined, 'MAX_TOKENS')).replace('data: [DONE]\n\n', ''),
  ],
  [
    'litellm-26167:S4',
    'openai-chat',
    'openai-responses',
    stream(chunk({ role: 'assistant', content: 'Yes.' }), chunk({}, 'stop')),
  ],
]
