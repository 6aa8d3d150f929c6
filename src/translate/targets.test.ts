import { describe, expect, it } from 'vitest'
import type { DialectId, Target } from '../hub/dialect.ts'
import { bare } from '../hub/leaf.ts'
import type { Json } from '../wire/json.ts'
import { runRequest } from './translate.ts'

const ASK = { role: 'user', content: 'Hi' }
const CONTENTS = [{ role: 'user', parts: [{ text: 'Hi' }] }]
const SAMPLED = {
  contents: CONTENTS,
  generationConfig: { temperature: 0.5, presencePenalty: 0.1, stopSequences: ['a'], maxOutputTokens: 9 },
}
const CLAUDE = { model: 'claude-sonnet-4-5', max_tokens: 9, messages: [ASK], temperature: 0.5, stream: true }
const SERVER = {
  model: 'm',
  input: 'Hi',
  tools: [{ type: 'mcp', server_label: 'wiki', server_url: 'https://example.com/mcp' }],
}

type Aim = Omit<Target, 'dialect'>

const translate = (body: Json, from: DialectId, to: DialectId, target: Aim): object =>
  bare(runRequest(body, { from, to, target }).written) as object

describe('what a target takes by its model', () => {
  it.each<[string, readonly string[]]>([
    ['gpt-4o', ['stop', 'temperature', 'presence_penalty']],
    ['gpt-5-chat-latest', ['stop', 'temperature', 'presence_penalty']],
    ['openai/gpt-5', ['stop', 'temperature', 'presence_penalty']],
    ['o1-mini', ['stop']],
    ['o3-mini', ['stop']],
    ['o3', []],
    ['o4-mini-2025-04-16', []],
    ['gpt-5', []],
    ['gpt-5.4-mini', []],
    ['gpt-6.1-sol', []],
  ])('%s in Chat takes %j', (model, taken) => {
    const body = translate(SAMPLED, 'gemini', 'openai-chat', { model })
    expect(body).toMatchObject({ model, max_completion_tokens: 9 })
    expect(
      Object.keys(body).filter((key) => ['temperature', 'presence_penalty', 'stop'].includes(key)),
    ).toEqual(taken)
  })

  it.each<[number, number | undefined]>([
    [1, 1],
    [0.9, undefined],
  ])('in Chat by gpt-5, temperature %d is %s', (temperature, expected) => {
    const body = { contents: CONTENTS, generationConfig: { temperature } }
    const written = translate(body, 'gemini', 'openai-chat', { model: 'gpt-5' }) as { temperature?: number }
    expect(written.temperature).toBe(expected)
  })

  it.each<[Aim, number, number | undefined]>([
    [{ model: 'claude-opus-4-8', version: '2023-06-01' }, 0.99, 0.99],
    [{ model: 'claude-opus-4-8', version: '2023-06-01' }, 0.5, undefined],
    [{ model: 'claude-opus-4-8', version: '2026-10-21' }, 1, undefined],
  ])('by %j, top_p %d is %s', (target, topP, expected) => {
    const body = { contents: CONTENTS, generationConfig: { topP } }
    const written = translate(body, 'gemini', 'anthropic-messages', target) as { top_p?: number }
    expect(written.top_p).toBe(expected)
  })

  it('says why an option is left out, by the model', () => {
    const { losses } = runRequest(SAMPLED, {
      from: 'gemini',
      to: 'openai-responses',
      target: { model: 'o3' },
      record: true,
    })
    expect(losses.said).toContainEqual({
      origin: { pointer: '/generationConfig/temperature' },
      reason: { code: 'refused-setting', why: 'temperature is refused by o3, at any value but its default.' },
    })
  })

  it('is asked for the model that was chosen', () => {
    expect(translate(CLAUDE, 'anthropic-messages', 'openai-chat', { model: 'gpt-4o' })).toMatchObject({
      model: 'gpt-4o',
    })
  })
})

describe('what a target takes by its surface', () => {
  it.each<[string, Json, DialectId, DialectId, Aim, object, readonly string[]]>([
    [
      'Vertex names Claude in the URL and its version in the body',
      CLAUDE,
      'anthropic-messages',
      'anthropic-messages',
      { surface: 'vertex', version: '2023-06-01' },
      { anthropic_version: '2023-06-01', stream: true, temperature: 0.5 },
      ['model'],
    ],
    [
      'Bedrock streams by the URL, and serves earlier models by the earlier version',
      { model: 'claude-sonnet-4-5', messages: [ASK], temperature: 0.5, stream: true },
      'openai-chat',
      'anthropic-messages',
      { surface: 'bedrock' },
      { anthropic_version: '2023-06-01', temperature: 0.5 },
      ['model', 'stream'],
    ],
    [
      'Bedrock serves later models by the current version',
      { model: 'claude-opus-4-7', messages: [ASK], temperature: 0.5 },
      'openai-chat',
      'anthropic-messages',
      { surface: 'bedrock' },
      { anthropic_version: '2026-10-21' },
      ['model', 'temperature'],
    ],
    [
      'AI Studio keeps what is to be stored',
      { model: 'm', input: 'Hi', store: true },
      'openai-responses',
      'gemini',
      {},
      { store: true },
      [],
    ],
    [
      'Vertex has no store',
      { model: 'm', input: 'Hi', store: true },
      'openai-responses',
      'gemini',
      { surface: 'vertex' },
      { contents: CONTENTS },
      ['store'],
    ],
    [
      'Vertex calls no servers of tools',
      SERVER,
      'openai-responses',
      'gemini',
      { surface: 'vertex' },
      { contents: CONTENTS },
      ['tools'],
    ],
  ])('%s', (_, body, from, to, target, expected, absent) => {
    const written = translate(body, from, to, target)
    expect(written).toMatchObject(expected)
    expect(Object.entries(written).flatMap(([key, value]) => (value === undefined ? [] : [key]))).not.toEqual(
      expect.arrayContaining(absent.length > 0 ? [...absent] : ['nothing']),
    )
  })
})

describe('what the source says in its URL', () => {
  it.each<[string, DialectId, Json, string, object]>([
    [
      'Gemini',
      'gemini',
      { contents: CONTENTS },
      'https://example.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
      { model: 'gemini-2.5-flash', stream: true },
    ],
    [
      'Gemini, not streamed',
      'gemini',
      { contents: CONTENTS },
      'https://example.com/v1/projects/p/locations/l/publishers/google/models/gemini-3-pro:generateContent',
      { model: 'gemini-3-pro' },
    ],
    [
      'Claude at Vertex',
      'anthropic-messages',
      { max_tokens: 9, messages: [ASK] },
      'https://example.com/v1/publishers/anthropic/models/claude-opus-4-5@20251101:streamRawPredict',
      { model: 'claude-opus-4-5@20251101', stream: true },
    ],
    [
      'Claude at Bedrock',
      'anthropic-messages',
      { max_tokens: 9, messages: [ASK] },
      'https://example.com/model/eu.anthropic.claude-sonnet-4-5%3A0/invoke-with-response-stream',
      { model: 'eu.anthropic.claude-sonnet-4-5:0', stream: true },
    ],
    [
      'Azure, where the body says it too',
      'openai-responses',
      { model: 'gpt-4o', input: 'Hi' },
      'https://example.com/openai/deployments/mine/responses',
      { model: 'gpt-4o' },
    ],
  ])('%s', (_, from, body, url, expected) => {
    const written = bare(runRequest(body, { from, to: 'openai-chat', url }).written)
    expect(written).toMatchObject(expected)
    expect(runRequest(body, { from, to: from, url }).written).toEqual(
      runRequest(body, { from, to: from }).written,
    )
  })
})
