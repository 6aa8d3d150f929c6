import { expect, it } from 'vitest'
import type { DialectId } from '../hub/dialect.ts'
import { bare } from '../hub/leaf.ts'
import type { Json } from '../wire/json.ts'
import { runRequest } from './translate.ts'

const LIMIT = { max_tokens: 4096 }
const ASK = { role: 'user', content: 'Hi' }
const INPUT = [{ role: 'user', content: 'Hi' }]
const CONTENTS = [{ role: 'user', parts: [{ text: 'Hi' }] }]

/** What a second translation must find as the first one left it (law 5), and what the first one leaves. */
it.each<[string, DialectId, Json, DialectId, object]>([
  [
    'a developer stays one, beside the instructions',
    'openai-chat',
    { messages: [{ role: 'system', content: 'S' }, { role: 'developer', content: 'D' }, ASK] },
    'openai-responses',
    { instructions: 'S', input: [{ role: 'developer', content: 'D' }, ...INPUT] },
  ],
  [
    'several instructions are not joined',
    'anthropic-messages',
    {
      ...LIMIT,
      system: [
        { type: 'text', text: 'S' },
        { type: 'text', text: 'T' },
      ],
      messages: [ASK],
    },
    'openai-responses',
    {
      input: [
        {
          role: 'developer',
          content: [
            { type: 'input_text', text: 'S' },
            { type: 'input_text', text: 'T' },
          ],
        },
        ...INPUT,
      ],
    },
  ],
  [
    'turns that the source takes for one are one',
    'gemini',
    { contents: [...CONTENTS, { role: 'user', parts: [{ text: 'there' }] }] },
    'openai-responses',
    {
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Hi' },
            { type: 'input_text', text: 'there' },
          ],
        },
      ],
    },
  ],
  [
    'what cannot be said parts no text from its neighbour',
    'anthropic-messages',
    {
      ...LIMIT,
      messages: [
        ASK,
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I search' },
            { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} },
            { type: 'text', text: 'and find' },
          ],
        },
        ASK,
      ],
    },
    'openai-responses',
    {
      input: [
        ...INPUT,
        {
          role: 'assistant',
          content: [
            { type: 'output_text', text: 'I search' },
            { type: 'output_text', text: 'and find' },
          ],
        },
        ...INPUT,
      ],
    },
  ],
  [
    'no thinking is the least thinking, and back',
    'anthropic-messages',
    { ...LIMIT, messages: [ASK], thinking: { type: 'disabled' } },
    'gemini',
    { generationConfig: { thinkingConfig: { thinkingLevel: 'MINIMAL' } } },
  ],
  [
    'the word for a missing signature is no signature',
    'gemini',
    {
      contents: [
        ...CONTENTS,
        {
          role: 'model',
          parts: [
            {
              functionCall: { id: 'c1', name: 'f', args: {} },
              thoughtSignature: 'context_engineering_is_the_way_to_go',
            },
          ],
        },
        { role: 'user', parts: [{ functionResponse: { id: 'c1', name: 'f', response: { output: 'x' } } }] },
      ],
    },
    'openai-chat',
    {
      messages: [
        ASK,
        {
          role: 'assistant',
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: '{"output":"x"}' },
      ],
    },
  ],
  [
    'no thinking is asked of no other server than OpenAI’s',
    'openai-chat',
    {
      model: 'openai/gpt-5.4',
      messages: [ASK],
      tools: [{ type: 'function', function: { name: 'f', parameters: {} } }],
    },
    'openai-responses',
    { model: 'openai/gpt-5.4', input: INPUT },
  ],
  [
    'a model that nobody names stays unknown',
    'openai-chat',
    { model: null, messages: [ASK] },
    'anthropic-messages',
    { model: 'unknown' },
  ],
])('%s', (_, from, body, to, expected) => {
  const translate = (json: Json, one: DialectId, other: DialectId): Json =>
    bare(runRequest(json, { from: one, to: other }).written)
  const once = translate(body, from, to)
  expect(once).toMatchObject(expected)
  expect(translate(translate(once, to, from), from, to)).toEqual(once)
})
