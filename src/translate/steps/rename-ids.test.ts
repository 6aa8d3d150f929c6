import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { translateRequest } from '../translate.ts'

const LONG = `call_${'x'.repeat(60)}`
/** Each entry is a turn: ids of its calls, then ids of the results in their order. */
type Turns = readonly (readonly [calls: readonly string[], results: readonly string[]])[]

const chat = (turns: Turns): Json => ({
  model: 'kimi-k2',
  messages: [
    { role: 'user', content: 'u' },
    ...turns.flatMap(([calls, results]) => [
      {
        role: 'assistant',
        tool_calls: calls.map((id, i) => ({
          id,
          type: 'function',
          function: { name: `f${i}`, arguments: '{}' },
        })),
      },
      ...results.map((id) => ({ role: 'tool', tool_call_id: id, content: id })),
    ]),
  ],
})

/** The ids of an Anthropic body, turn by turn. */
function anthropicIds(body: Json): string[][] {
  const { messages } = body as { readonly messages: readonly { readonly content: Json }[] }
  return messages.flatMap(({ content }) =>
    Array.isArray(content)
      ? [(content as JsonObject[]).flatMap(({ id, tool_use_id }) => (id ?? tool_use_id ?? []) as string[])]
      : [],
  )
}

const toAnthropic = (turns: Turns) =>
  anthropicIds(translateRequest(chat(turns), { from: 'openai-chat', to: 'anthropic-messages' }).body)

const idOf = (value: Json | undefined): Json | undefined => (isObject(value) ? value.id : undefined)

describe('rename-ids', () => {
  it.each<[string, Turns]>([
    ['characters that Anthropic refuses', [[['functions.f:0'], ['functions.f:0']]]],
    [
      'ids that differ only in those',
      [
        [
          ['f.0', 'f:0', 'f_0'],
          ['f_0', 'f:0', 'f.0'],
        ],
      ],
    ],
    [
      'an id used again in a later turn',
      [
        [['a'], ['a']],
        [['a'], ['a']],
      ],
    ],
    [
      'an id used twice in one turn',
      [
        [
          ['a', 'a'],
          ['a', 'a'],
        ],
      ],
    ],
    [
      'ids that need nothing',
      [
        [
          ['a', 'b'],
          ['b', 'a'],
        ],
      ],
    ],
  ])('keeps pairs: %s', (_, turns) => {
    const ids = toAnthropic(turns)
    const calls = ids.filter((__, i) => i % 2 === 0)
    expect(calls.flat().every((id) => /^[a-zA-Z0-9_-]+$/.test(id))).toBe(true)
    expect(new Set(calls.flat()).size).toBe(calls.flat().length)
    for (const [i, turn] of calls.entries()) {
      const [sent, answered] = turns[i] as Turns[number]
      // Results answer by the order in which they came, each to the call of its id.
      const expected = answered.map(
        (id, at) => turn[sent.indexOf(id) === sent.lastIndexOf(id) ? sent.indexOf(id) : at],
      )
      expect(ids[2 * i + 1]).toEqual(expected)
    }
  })

  it('gives a longer history the names of the shorter one, also where a later id is such a name', () => {
    const [[first]] = toAnthropic([[['f:0'], ['f:0']]]) as [[string]]
    const longer = toAnthropic([
      [['f:0'], ['f:0']],
      [[first], [first]],
    ])
    expect(longer.slice(0, 2)).toEqual([[first], [first]])
    expect(longer[2]).toEqual(longer[3])
    expect(longer[2]).not.toEqual([first])
  })

  it.each([
    ['openai-chat', 40],
    ['openai-responses', 64],
  ] as const)('%s takes ids of %i characters', (to, longest) => {
    const source = {
      model: 'm',
      max_tokens: 5,
      messages: [
        { role: 'user', content: 'u' },
        { role: 'assistant', content: [{ type: 'tool_use', id: LONG, name: 'f', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: LONG, content: 'r' }] },
      ],
    }
    const { body, steps, accounting } = translateRequest(source, { from: 'anthropic-messages', to })
    const ids = [...JSON.stringify(body).matchAll(/"(?:id|call_id|tool_call_id)":"([^"]*)"/g)].map(
      ([, id]) => id,
    )
    expect(steps).toContain('rename-ids')
    expect(ids.length).toBe(2)
    expect(ids[0]).toBe(ids[1])
    expect(ids[0]?.length).toBeLessThanOrEqual(longest)
    expect(accounting.changed.filter(({ step }) => step === 'rename-ids').length).toBe(2)
  })

  it.each([
    ['gemini-2.5-flash', undefined],
    ['gemini-3.5-flash', 'functions.f:0'],
    [undefined, 'functions.f:0'],
  ])('%s is told the id %s', (model, id) => {
    const { body, accounting } = translateRequest(chat([[['functions.f:0'], ['functions.f:0']]]), {
      from: 'openai-chat',
      to: 'gemini',
      ...(model ? { target: { model } } : {}),
    })
    const { contents } = body as { readonly contents: readonly { readonly parts: readonly JsonObject[] }[] }
    expect(idOf(contents[1]?.parts[0]?.functionCall)).toBe(id)
    expect(idOf(contents[2]?.parts[0]?.functionResponse)).toBe(id)
    expect(accounting.lost.some(({ code }) => code === 'no-call-ids')).toBe(id === undefined)
  })
})
