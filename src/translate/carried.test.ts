import { describe, expect, it } from 'vitest'
import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import type { Json, JsonObject } from '../wire/json.ts'
import { HARMLESS } from './lost.ts'
import { translateReply, translateRequest } from './translate.ts'

const SAID = { role: 'user', content: 'hi' }
const LOCATION = { type: 'approximate', city: 'Wien' }
const GRAMMAR = { definition: 'start: "a"', syntax: 'lark' }
const WRAPPED = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] }

/** One wish in the words of each dialect: from any of them, the others say theirs. */
const SEARCHES: Readonly<Record<DialectId, JsonObject>> = {
  'openai-chat': {
    model: 'm',
    messages: [SAID],
    web_search_options: { user_location: { type: 'approximate', approximate: { city: 'Wien' } } },
  },
  'openai-responses': {
    model: 'm',
    input: [SAID],
    tools: [{ type: 'web_search', user_location: LOCATION }],
  },
  'anthropic-messages': {
    model: 'm',
    max_tokens: 9,
    messages: [SAID],
    tools: [{ type: 'web_search_20250305', name: 'web_search', user_location: LOCATION }],
  },
  gemini: {
    contents: [{ role: 'user', parts: [{ text: 'hi' }] }],
    tools: [{ googleSearch: {} }],
  },
}

const toolsOf = (body: Json): Json | undefined => {
  const { tools, web_search_options } = body as JsonObject
  return web_search_options ?? tools
}

describe('what the target can say is carried', () => {
  const pairs = DIALECT_IDS.flatMap((from) => DIALECT_IDS.map((to) => [from, to] as const))
  it.each(pairs.filter(([from]) => from !== 'gemini'))('search of the web: %s → %s', (from, to) => {
    expect(toolsOf(translateRequest(SEARCHES[from], { from, to }).body)).toEqual(toolsOf(SEARCHES[to]))
  })

  it.each([
    ['openai-chat', {}],
    ['openai-responses', [{ type: 'web_search' }]],
    ['anthropic-messages', [{ type: 'web_search_20250305', name: 'web_search' }]],
  ] as const)('search of the web: gemini → %s', (to, expected) => {
    const { body, accounting } = translateRequest(SEARCHES.gemini, { from: 'gemini', to })
    expect(toolsOf(body)).toEqual(expected)
    expect(accounting.lost).toEqual([])
  })

  it.each([
    [
      'openai-responses',
      { type: 'custom', name: 'x', description: 'd', format: { type: 'grammar', ...GRAMMAR } },
    ],
    ['anthropic-messages', { name: 'x', description: 'd', input_schema: WRAPPED }],
    ['gemini', { functionDeclarations: [{ name: 'x', description: 'd', parametersJsonSchema: WRAPPED }] }],
  ] as const)('a tool that takes free text: openai-chat → %s', (to, expected) => {
    const custom = { name: 'x', description: 'd', format: { type: 'grammar', grammar: GRAMMAR } }
    const body = { model: 'm', messages: [SAID], tools: [{ type: 'custom', custom }] }
    const there = translateRequest(body, { from: 'openai-chat', to }).body
    expect(toolsOf(there)).toEqual([expected])
    if (to === 'openai-responses') {
      const back = translateRequest(there, { from: to, to: 'openai-chat' }).body
      expect(toolsOf(back)).toEqual(toolsOf(body))
    }
  })

  it.each(['text', 'content'])('a document given as %s is its text elsewhere', (type) => {
    const source = type === 'text' ? { type, media_type: 'text/plain', data: 'a' } : { type, content: 'a' }
    const content = [{ type: 'document', source, title: 't' }]
    const body = { model: 'm', max_tokens: 9, messages: [{ role: 'user', content }] }
    const from = 'anthropic-messages'
    expect(translateRequest(body, { from, to: from }).body).toEqual(body)
    const { body: chat } = translateRequest(body, { from, to: 'openai-chat' })
    expect(JSON.stringify(chat)).toContain('"content":"a"')
  })

  it('the end of a cached prefix goes with its part, also where that part is all of a message', () => {
    const mark = { prompt_cache_breakpoint: { mode: 'explicit' } }
    const chat = { role: 'user', content: [{ type: 'text', text: 'a', ...mark }] }
    const item = { role: 'user', content: [{ type: 'input_text', text: 'a', ...mark }] }
    const there = translateRequest(
      { model: 'm', messages: [chat] },
      { from: 'openai-chat', to: 'openai-responses' },
    )
    expect(there.body).toMatchObject({ input: [item] })
    const back = translateRequest(
      { model: 'm', input: [item] },
      { from: 'openai-responses', to: 'openai-chat' },
    )
    expect(back.body).toMatchObject({ messages: [chat] })
  })

  it.each([
    ['openai-chat', 'openai-responses'],
    ['openai-responses', 'openai-chat'],
  ] as const)('the tier that answered: %s → %s', (from, to) => {
    const replies: Readonly<Record<typeof from, Json>> = {
      'openai-chat': {
        id: 'c',
        object: 'chat.completion',
        choices: [{ index: 0, message: { role: 'assistant', content: 'hi' }, finish_reason: 'stop' }],
        service_tier: 'flex',
      },
      'openai-responses': {
        id: 'r',
        object: 'response',
        status: 'completed',
        output: [],
        service_tier: 'flex',
      },
    }
    expect(translateReply(replies[from], { from, to }).body).toMatchObject({ service_tier: 'flex' })
  })

  it('the user is named by either of OpenAI’s fields', () => {
    const body = { model: 'm', messages: [SAID], safety_identifier: 'u' }
    const bodyOf = (to: DialectId): Json => translateRequest(body, { from: 'openai-chat', to }).body
    expect(bodyOf('openai-responses')).toMatchObject({ safety_identifier: 'u' })
    expect(bodyOf('anthropic-messages')).toMatchObject({ metadata: { user_id: 'u' } })
  })
})

describe('what no other dialect can say has an honest reason', () => {
  const codesOf = (lost: readonly { readonly from: unknown; readonly code: string }[]) =>
    Object.fromEntries(lost.map(({ from, code }) => [from, code]))

  it('known fields have no home, those of nobody’s reference are unknown', () => {
    const messages = [
      { role: 'user', content: [{ type: 'text', text: 'hi', cache_control: { type: 'ephemeral' } }] },
    ]
    const body = { model: 'm', max_tokens: 9, messages, mystery: 1 }
    const { accounting } = translateRequest(body, { from: 'anthropic-messages', to: 'openai-chat' })
    expect(codesOf(accounting.lost)).toEqual({
      '/messages/0/content/0/cache_control/type': 'no-home',
      '/mystery': 'unknown-field',
    })
  })

  it('an empty text that only bears a signature says nothing', () => {
    const parts = [{ text: 'a' }, { text: '', thoughtSignature: 'sealed' }]
    const reply = { candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP' }] }
    const { accounting } = translateReply(reply, { from: 'gemini', to: 'openai-chat' })
    expect(codesOf(accounting.lost)).toMatchObject({
      '/candidates/0/content/parts/1/text': 'empty',
      '/candidates/0/content/parts/1/thoughtSignature': 'no-home',
    })
  })

  it('a reply’s echo of its request harms nobody, a request is no echo', () => {
    const reply = { id: 'r', object: 'response', status: 'completed', output: [], truncation: 'disabled' }
    const options = { from: 'openai-responses', to: 'gemini' } as const
    const echo = codesOf(translateReply(reply, options).accounting.lost)['/truncation'] ?? ''
    expect([echo, HARMLESS.has(echo)]).toEqual(['echo', true])
    const request = { model: 'm', input: 'hi', truncation: 'auto' }
    expect(codesOf(translateRequest(request, options).accounting.lost)['/truncation']).toBe('no-home')
  })
})
