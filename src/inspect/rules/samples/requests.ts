import { message, messages, text, user } from './bodies/anthropic.ts'
import { anthropic, chat, client, gemini, to, upstream } from './bodies/capture.ts'
import { ask, chatTool, completion } from './bodies/chat.ts'
import { candidate, contents, geminiError, turn } from './bodies/gemini.ts'
import type { Samples } from './sample.ts'
import { asError, asNote, asWarning, fails, passes } from './sample.ts'

const declaring = (parameters: object, key = 'parameters') =>
  ({
    ...contents(turn('user', { text: 'go' })),
    tools: [{ functionDeclarations: [{ name: 'f', [key]: parameters }] }],
  }) as Parameters<typeof gemini>[0]
const at = '/tools/0/functionDeclarations/0/parameters'
const marked = (count: number) =>
  messages(
    user(
      Array.from({ length: count }, (_, i) => ({
        type: 'text',
        text: `${i}`,
        cache_control: { type: 'ephemeral' },
      })),
    ),
  )
const jsonMode = {
  ...declaring({ type: 'OBJECT' }),
  generationConfig: { responseMimeType: 'application/json' },
}
const onGemini = (model: string) =>
  to(`https://example.org/v1beta/models/${model}:generateContent`, gemini(jsonMode))
const objectSchema = {
  type: 'object',
  properties: { a: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
}

export const requests: Samples = {
  GEMINI_SCHEMA_UNSUPPORTED: [
    fails(
      'a keyword, deep within',
      `x1 request ${at}/properties/a/items/anyOf/0/const`,
      gemini(
        declaring({
          type: 'OBJECT',
          properties: { a: { type: 'ARRAY', items: { anyOf: [{ const: 1 }] } } },
        }),
      ),
    ),
    fails(
      'numbers in an enum, of whatever type',
      `x1 request ${at}/properties/a/enum/0`,
      gemini(declaring({ type: 'OBJECT', properties: { a: { type: 'INTEGER', enum: [1] } } })),
    ),
    asWarning(
      fails(
        'a keyword that a newer server took',
        `x1 request ${at}/additionalProperties`,
        gemini(
          declaring({ type: 'OBJECT', additionalProperties: false }),
          candidate([{ text: 'Hi' }], 'STOP'),
        ),
      ),
    ),
    fails(
      'the schema of the answer',
      'x1 request /generationConfig/responseSchema/oneOf',
      gemini({ ...contents(), generationConfig: { responseSchema: { oneOf: [{ type: 'STRING' }] } } }),
    ),
    fails(
      'what another dialect says of a tool beside its schema',
      'x1 request /tools/0/functionDeclarations/0/defer_loading',
      gemini({ tools: [{ functionDeclarations: [{ name: 'f', defer_loading: true }] }] }),
    ),
    asError(
      fails(
        'refused',
        `x1 request ${at}/$schema`,
        gemini(
          declaring({ $schema: 'x', type: 'OBJECT' }),
          geminiError(
            `Invalid JSON payload received. Unknown name "$schema" at 'tools[0].function_declarations[0].parameters': Cannot find field.`,
          ),
          400,
        ),
      ),
    ),
    passes(
      'its own subset',
      gemini(declaring({ type: 'OBJECT', properties: { a: { type: 'STRING', enum: ['x'] } } })),
    ),
    passes(
      'JSON Schema under its own key',
      gemini(declaring({ $schema: 'x', type: 'object' }, 'parametersJsonSchema')),
    ),
    passes(
      'a property that is called const',
      gemini(declaring({ type: 'OBJECT', properties: { const: { type: 'STRING' } } })),
    ),
  ],
  TOP_LEVEL_COMPOSITION: [
    fails(
      'Chat',
      'x1 request /tools/0/function/parameters/anyOf',
      chat({ ...ask(), tools: [chatTool('f', { anyOf: [{ type: 'object' }] })] }),
    ),
    fails(
      'Anthropic',
      'x1 request /tools/0/input_schema/oneOf',
      anthropic({ ...messages(), tools: [{ name: 'f', input_schema: { type: 'object', oneOf: [] } }] }),
    ),
    fails(
      'not, which OpenAI takes nowhere at the root, in an old function',
      'x1 request /functions/0/parameters/not',
      chat({ ...ask(), functions: [{ name: 'f', parameters: { type: 'object', not: {} } }] }),
    ),
    passes('further down', chat({ ...ask(), tools: [chatTool('f', objectSchema)] })),
  ],
  CACHE_CONTROL_TOO_MANY: [
    fails('five', 'x1 request /messages/0/content/4/cache_control', anthropic(marked(5))),
    fails(
      'the gateway added one',
      'x2 upstream request /messages/0/content/4/cache_control',
      client(anthropic(marked(4))),
      upstream(anthropic(marked(5))),
    ),
    passes('four', anthropic(marked(4))),
    passes(
      'a property of that name in a schema is none',
      anthropic({
        ...marked(4),
        tools: [
          { name: 'f', input_schema: { type: 'object', properties: { cache_control: { type: 'object' } } } },
        ],
      }),
    ),
  ],
  JSON_MODE_WITH_TOOLS: [
    fails('Gemini 2.5', 'x1 request /generationConfig/responseMimeType', onGemini('gemini-2.5-pro')),
    passes('Gemini 3', onGemini('gemini-3-pro')),
  ],
  PARAM_DROPPED: [
    fails(
      'thinking',
      'x1 client request /reasoning_effort',
      client(chat({ ...ask(), reasoning_effort: 'high' })),
      upstream(anthropic(messages())),
    ),
    fails(
      'the output format',
      'x1 client request /response_format/type',
      client(chat({ ...ask(), response_format: { type: 'json_object' } })),
      upstream(gemini(contents(turn('user', { text: 'go' })))),
    ),
    asNote(
      fails(
        'what the other dialect has no word for',
        'x1 client request /response_format/type',
        client(chat({ ...ask(), response_format: { type: 'json_object' } })),
        upstream(anthropic(messages())),
      ),
    ),
    fails(
      'a tool',
      'x1 client request /tools/1/function/name',
      client(chat({ ...ask(), tools: [chatTool('f', objectSchema), chatTool('g', objectSchema)] })),
      upstream(anthropic({ ...messages(), tools: [{ name: 'f', input_schema: objectSchema }] })),
    ),
    passes(
      'a format that a hidden tool stands for',
      client(chat({ ...ask(), response_format: { type: 'json_object' } })),
      upstream(
        anthropic({
          ...messages(),
          tools: [{ name: 'json_tool_call', input_schema: objectSchema }],
          tool_choice: { type: 'tool', name: 'json_tool_call' },
        }),
      ),
    ),
    asNote(
      fails(
        'the limit that each Anthropic request has, and no answer that shows whether it mattered',
        'x1 client request /max_tokens',
        client(anthropic(messages())),
        upstream(chat(ask())),
      ),
    ),
    passes(
      'the same, and an answer that is shorter',
      client(anthropic(messages(), message([text('Hi')]))),
      upstream(chat(ask(), completion({ content: 'Hi' }))),
    ),
    passes('carried', client(chat({ ...ask(), max_tokens: 9 })), upstream(anthropic(messages()))),
    passes('one side only', client(chat({ ...ask(), reasoning_effort: 'high' }))),
  ],
}
