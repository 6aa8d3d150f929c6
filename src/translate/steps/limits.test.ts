import { describe, expect, it } from 'vitest'
import type { DialectId, Target } from '../../hub/dialect.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { translateRequest } from '../translate.ts'

const TOOL = { type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } }
const USER = { role: 'user', content: 'u' }
const CALL = {
  role: 'assistant',
  tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
}
const RESULT = { role: 'tool', tool_call_id: 'c', content: 'r' }

const to = (
  dialect: DialectId,
  source: JsonObject,
  target: Omit<Target, 'dialect'> = {},
  from: DialectId = 'openai-chat',
) => translateRequest({ messages: [USER], ...source }, { from, to: dialect, target })

const fields = (body: Json, ...names: string[]): Json =>
  Object.fromEntries(
    names.flatMap((name) =>
      (body as JsonObject)[name] === undefined ? [] : [[name, (body as JsonObject)[name]]],
    ),
  ) as Json

const codes = ({ lost }: { readonly lost: readonly { readonly code: string }[] }): string[] =>
  lost.map(({ code }) => code)

describe('sampling at Anthropic', () => {
  it.each<[Omit<Target, 'dialect'>, Json]>([
    [{}, {}],
    [{ model: 'claude-sonnet-4-5' }, {}],
    [
      { model: 'claude-sonnet-4-5', version: '2023-06-01' },
      { temperature: 0.5, top_p: 0.9 },
    ],
    [{ model: 'claude-opus-4-8', version: '2023-06-01' }, {}],
  ])('%j', (target, expected) => {
    const { body, accounting } = to('anthropic-messages', { temperature: 0.5, top_p: 0.9 }, target)
    expect(fields(body, 'temperature', 'top_p', 'top_k')).toEqual(expected)
    expect(codes(accounting)).toEqual(
      Object.keys(expected as object).length > 0 ? [] : ['refused-setting', 'refused-setting'],
    )
  })

  it('is lost on the way to another version of the same dialect, and only then', () => {
    const source = { model: 'claude-sonnet-4-5', max_tokens: 5, temperature: 0.5 }
    const home = (target: Omit<Target, 'dialect'>) =>
      to('anthropic-messages', source, target, 'anthropic-messages')
    expect(fields(home({}).body, 'temperature')).toEqual({ temperature: 0.5 })
    expect(fields(home({ version: '2026-10-21' }).body, 'temperature')).toEqual({})
  })

  it('and so are documents that the assistant gave, and citations of the user', () => {
    const document = {
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data: 'AA==' },
    }
    const cited = { type: 'text', text: 'b', citations: [{ type: 'char_location' }] }
    const source = {
      max_tokens: 5,
      messages: [
        { role: 'user', content: [cited] },
        { role: 'assistant', content: [{ type: 'text', text: 'a' }, document] },
        { role: 'user', content: [document] },
      ],
    }
    const { body } = to('anthropic-messages', source, { version: '2026-10-21' }, 'anthropic-messages')
    expect((body as JsonObject).messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'b' }] },
      { role: 'assistant', content: [{ type: 'text', text: 'a' }] },
      { role: 'user', content: [document] },
    ])
  })
})

describe('thinking at Anthropic', () => {
  const forced = { tools: [TOOL], tool_choice: 'required', reasoning_effort: 'high' }
  it.each<[string, JsonObject, string, Json]>([
    [
      'words',
      { reasoning_effort: 'high' },
      'claude-opus-4-8',
      { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } },
    ],
    [
      'tokens',
      { reasoning_effort: 'medium' },
      'claude-sonnet-4-5',
      { thinking: { type: 'enabled', budget_tokens: 8192 } },
    ],
    ['no room', { reasoning_effort: 'low', max_completion_tokens: 50 }, 'claude-sonnet-4-5', {}],
    ['off', { reasoning_effort: 'none' }, 'claude-opus-4-8', { thinking: { type: 'disabled' } }],
    [
      'a forced call',
      forced,
      'claude-opus-4-8',
      { thinking: { type: 'disabled' }, tool_choice: { type: 'any' } },
    ],
    [
      'a free call',
      { ...forced, tool_choice: 'auto' },
      'claude-opus-4-8',
      { thinking: { type: 'adaptive' }, output_config: { effort: 'high' }, tool_choice: { type: 'auto' } },
    ],
  ])('%s', (_, source, model, expected) => {
    const { body } = to('anthropic-messages', source, { model })
    expect(fields(body, 'thinking', 'output_config', 'tool_choice')).toEqual(expected)
  })

  it('says which of two wishes was lost', () => {
    const { steps, accounting } = to('anthropic-messages', forced)
    expect(steps).toContain('exclude-forced-thinking')
    expect(accounting.lost).toMatchObject([{ from: '/reasoning_effort', code: 'forced-tool' }])
  })
})

describe('tools and thinking in Chat', () => {
  it.each([
    ['gpt-5.5', 'low', 'none'],
    ['gpt-5.4-mini', undefined, 'none'],
    ['openai/gpt-5.6', 'none', 'none'],
    ['gpt-5.2', 'low', 'low'],
    ['claude-sonnet-4-5', 'low', 'low'],
  ])('%s, effort %s: %s', (model, effort, expected) => {
    const source = {
      model,
      input: 'u',
      tools: [{ type: 'function', name: 'f', parameters: {} }],
      ...(effort ? { reasoning: { effort } } : {}),
    }
    const { body } = to('openai-chat', source, {}, 'openai-responses')
    expect(fields(body, 'reasoning_effort')).toEqual({ reasoning_effort: expected })
  })
})

describe('turns', () => {
  /** Roles, and what stands first in each turn. */
  const roles = (body: Json): string =>
    (((body as JsonObject).messages ?? (body as JsonObject).contents) as JsonObject[])
      .map(({ role }) => role)
      .join(' ')
  const DEVELOPER = { role: 'developer', content: 'D' }
  it.each<[string, DialectId, string, readonly JsonObject[], string]>([
    [
      'a last turn of the assistant',
      'anthropic-messages',
      'claude-opus-4-8',
      [USER, { role: 'assistant', content: 'a' }],
      'user',
    ],
    [
      'a prefill',
      'anthropic-messages',
      'claude-sonnet-4-5',
      [USER, { role: 'assistant', content: 'a' }],
      'user assistant',
    ],
    [
      'a last turn of the model',
      'gemini',
      'gemini-3.5-flash',
      [USER, { role: 'assistant', content: 'a' }],
      'user',
    ],
    ['a history that opens with a call', 'gemini', 'gemini-3.5-flash', [CALL, RESULT], 'user model user'],
    [
      'instructions before an answer',
      'anthropic-messages',
      'claude-opus-4-8',
      [USER, DEVELOPER, { role: 'assistant', content: 'a' }, USER],
      'user system assistant user',
    ],
    [
      'instructions before a user turn',
      'anthropic-messages',
      'claude-opus-4-8',
      [USER, DEVELOPER, USER],
      'user',
    ],
    ['instructions for older models', 'anthropic-messages', 'claude-opus-4-7', [USER, DEVELOPER], 'user'],
  ])('%s', (_, dialect, model, messages, expected) => {
    expect(roles(to(dialect, { messages: [...messages] }, { model }).body)).toBe(expected)
  })

  it.each([
    ['gemini-2.5-pro', undefined],
    ['gemini-3.5-flash', 'skip_thought_signature_validator'],
  ])('%s takes a foreign call with the signature %s', (model, expected) => {
    const { body } = to('gemini', { messages: [USER, CALL, RESULT] }, { model })
    const { contents } = body as { readonly contents: readonly { readonly parts: readonly JsonObject[] }[] }
    expect(contents[1]?.parts[0]?.thoughtSignature).toBe(expected)
  })
})

describe('thinking at Gemini', () => {
  it.each<[string, string, Json]>([
    ['gemini-3.5-flash', 'none', { thinkingLevel: 'MINIMAL' }],
    ['gemini-3.8-flash', 'none', { thinkingLevel: 'LOW' }],
    ['gemini-3.1-pro-preview', 'high', { thinkingLevel: 'HIGH' }],
    ['gemini-2.5-pro', 'low', { thinkingBudget: 1024 }],
  ])('%s, effort %s', (model, effort, expected) => {
    const { body } = to('gemini', { reasoning_effort: effort }, { model })
    expect((body as JsonObject).generationConfig).toEqual({ thinkingConfig: expected })
  })
})
