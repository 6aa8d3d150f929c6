import { describe, expect, test } from 'vitest'
import { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import { noLosses } from '../../hub/losses.ts'
import type { Request } from '../../hub/request.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { gemini } from './index.ts'

const TARGET = { dialect: 'gemini' } as const
const leaf = <T>(value: T): Leaf<T> => ({ value, from: [{ pointer: '/x' }] })

const home = (body: Json): Json =>
  bare(gemini.writeRequest(gemini.readRequest(Cursor.root(body, true)), TARGET, noLosses()))

describe('a request comes home', () => {
  const user = { role: 'user', parts: [{ text: 'hi' }] }
  test.each<[string, JsonObject]>([
    ['no role', { contents: [{ parts: [{ text: 'hi' }] }] }],
    ['an odd role', { contents: [{ role: 'SYSTEM_1', parts: [{ text: 'hi' }] }] }],
    [
      'the old role for results',
      { contents: [{ role: 'function', parts: [{ functionResponse: { name: 'f', response: {} } }] }] },
    ],
    [
      'snake_case at every level',
      {
        contents: [
          {
            role: 'model',
            parts: [
              { function_call: { name: 'f', args: { a_b: 1 } }, thought_signature: 'c2ln' },
              { inline_data: { mime_type: 'image/png', data: 'AA==' } },
            ],
          },
        ],
        system_instruction: { parts: [{ text: 'be brief' }] },
        tools: [{ function_declarations: [{ name: 'f', parameters_json_schema: { type: 'object' } }] }],
        tool_config: { function_calling_config: { mode: 'ANY', allowed_function_names: ['f'] } },
        generation_config: {
          max_output_tokens: 9,
          stop_sequences: ['x'],
          thinking_config: { thinking_budget: 0, include_thoughts: true },
        },
      },
    ],
    [
      'mixed case',
      {
        contents: [user],
        generationConfig: {
          response_mime_type: 'application/json',
          response_schema: { type: 'OBJECT' },
          topK: 3,
        },
      },
    ],
    ['empty wrappers', { contents: [], generationConfig: {}, toolConfig: {}, tools: [] }],
    [
      'no arguments, empty arguments',
      {
        contents: [
          {
            role: 'model',
            parts: [{ functionCall: { name: 'f' } }, { functionCall: { name: 'f', args: {} } }],
          },
        ],
      },
    ],
    [
      'fields inside a call',
      {
        contents: [
          {
            role: 'model',
            parts: [{ functionCall: { name: 'f', args: 'no object', '/odd~key': 1 }, '/own': 2 }],
          },
        ],
      },
    ],
    [
      'hosted tools beside functions',
      {
        contents: [user],
        tools: [{ googleSearch: {}, functionDeclarations: [{ name: 'f' }] }, { urlContext: {} }],
      },
    ],
    [
      'modes',
      {
        contents: [user],
        toolConfig: {
          functionCallingConfig: { mode: 'VALIDATED', streamFunctionCallArguments: true },
          retrievalConfig: { languageCode: 'nb' },
        },
      },
    ],
    ['an unknown mode', { contents: [user], toolConfig: { functionCallingConfig: { mode: 'any' } } }],
    ['automatic budget', { contents: [user], generationConfig: { thinkingConfig: { thinkingBudget: -1 } } }],
    ['levels', { contents: [user], generationConfig: { thinkingConfig: { thinkingLevel: 'HIGH' } } }],
    [
      'a level in small letters',
      { contents: [user], generationConfig: { thinkingConfig: { thinkingLevel: 'low' } } },
    ],
    [
      'an enum answer',
      {
        contents: [user],
        generationConfig: { responseMimeType: 'text/x.enum', responseSchema: { enum: ['a'] } },
      },
    ],
    [
      'a signed empty text, a bare thought',
      {
        contents: [
          {
            role: 'model',
            parts: [
              { text: '', thoughtSignature: 's' },
              { thought: true, thoughtSignature: 't' },
            ],
          },
        ],
      },
    ],
    [
      'instructions as a string',
      {
        contents: [user],
        systemInstruction: 'be brief',
        serviceTier: 'standard',
        cachedContent: 'cachedContents/1',
      },
    ],
    [
      'media in a result',
      {
        contents: [
          {
            role: 'user',
            parts: [
              {
                functionResponse: {
                  id: 'a',
                  name: 'f',
                  response: { output: 'x' },
                  parts: [{ inlineData: { mimeType: 'image/png', data: 'AA==', displayName: 'p' } }],
                },
              },
            ],
          },
        ],
      },
    ],
    [
      'no objects where objects belong',
      {
        contents: [7, { role: 3, parts: [null, {}, 'x'] }],
        systemInstruction: { parts: 'x' },
        tools: [1, { functionDeclarations: [{}] }],
        generationConfig: { stopSequences: 'x', temperature: null },
      },
    ],
  ])('%s', (_name, body) => {
    expect(home(body)).toEqual(body)
  })
})

describe('a foreign request', () => {
  test('takes no word of another dialect for a form of our own', () => {
    const part = {
      kind: 'tool-call',
      tag: leaf('function_call'),
      name: leaf('f'),
      arguments: leaf('{}'),
    } as const
    const [body] = writeOne({ messages: [{ role: leaf('assistant'), parts: [part] }] })
    expect(body.contents).toEqual([{ role: 'model', parts: [{ functionCall: { name: 'f', args: {} } }] }])
  })

  const base: Request = { dialect: 'openai-chat', messages: [], tools: [], settings: {} }
  const writeOne = (request: Partial<Request>, model?: string): [JsonObject, string[]] => {
    const losses = noLosses()
    const body = bare(
      gemini.writeRequest({ ...base, ...request }, model ? { ...TARGET, model } : TARGET, losses),
    ) as JsonObject
    return [body, losses.said.map(({ reason }) => reason.code)]
  }

  test.each<[string, boolean, Json]>([
    ['{"a":1}', false, { a: 1 }],
    ['[1]', false, { output: '[1]' }],
    ['plain', false, { output: 'plain' }],
    ['broken', true, { error: 'broken' }],
  ])('result %s as an object', (text, isError, response) => {
    const content = [{ kind: 'text', text: leaf(text) }] as const
    const part = {
      kind: 'tool-result',
      callId: leaf('c1'),
      name: leaf('f'),
      content,
      isError: leaf(isError),
    } as const
    const [body] = writeOne({ messages: [{ role: leaf('tool'), parts: [part] }] })
    expect(body.contents).toEqual([
      { role: 'user', parts: [{ functionResponse: { id: 'c1', name: 'f', response } }] },
    ])
  })

  test.each<[string, string, Json]>([
    ['gemini-2.5-flash', 'medium', { thinkingBudget: 8192 }],
    ['gemini-2.5-flash', 'none', { thinkingBudget: 0 }],
    ['gemini-3-pro', 'xhigh', { thinkingLevel: 'HIGH' }],
    ['', 'low', { thinkingLevel: 'LOW' }],
  ])('on %s effort %s', (model, effort, thinkingConfig) => {
    expect(writeOne({ reasoning: { effort: leaf(effort) } }, model)[0].generationConfig).toEqual({
      thinkingConfig,
    })
  })

  test('keeps no seal of another vendor, and says so', () => {
    const seal = { dialect: 'anthropic-messages', value: leaf('EqQB') } as const
    const parts = [
      { kind: 'reasoning', text: leaf('hm'), seal },
      { kind: 'reasoning', seal, isRedacted: true },
      { kind: 'text', text: leaf('a') },
    ] as const
    const [body, codes] = writeOne({ messages: [{ role: leaf('assistant'), parts }] })
    expect(body.contents).toEqual([{ role: 'model', parts: [{ text: 'hm', thought: true }, { text: 'a' }] }])
    expect(codes).toContain('foreign-seal')
  })

  test('says that model and stream stand in the URL', () => {
    const [body, codes] = writeOne({
      model: leaf('gpt-5'),
      settings: { stream: leaf(true), stop: leaf('x'), serviceTier: leaf('auto') },
    })
    expect(body).toEqual({ contents: [], generationConfig: { stopSequences: ['x'] } })
    expect(codes).toEqual(['in-url', 'in-url', 'no-word'])
  })

  test('narrows by names, puts schemas under their own key', () => {
    const tool = { kind: 'function', name: leaf('f'), parameters: leaf<Json>({ type: 'object' }) } as const
    const [body] = writeOne({ tools: [tool], toolChoice: { mode: leaf('auto'), names: [leaf('f')] } })
    expect(body.tools).toEqual([
      { functionDeclarations: [{ name: 'f', parametersJsonSchema: { type: 'object' } }] },
    ])
    expect(body.toolConfig).toEqual({
      functionCallingConfig: { mode: 'VALIDATED', allowedFunctionNames: ['f'] },
    })
  })

  test('leaves out empty text, unless the turn is nothing else', () => {
    const empty = { kind: 'text', text: leaf('') } as const
    const call = { kind: 'tool-call', id: leaf('c'), name: leaf('f'), arguments: leaf('') } as const
    const [body] = writeOne({
      messages: [
        { role: leaf('assistant'), parts: [empty, call] },
        { role: leaf('user'), parts: [empty] },
        { role: leaf('assistant'), parts: [] },
      ],
    })
    expect(body.contents).toEqual([
      { role: 'model', parts: [{ functionCall: { id: 'c', name: 'f', args: {} } }] },
      { role: 'user', parts: [{ text: '' }] },
    ])
  })
})
