import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { MessageStream } from '@anthropic-ai/sdk/lib/MessageStream'
import { describe, expect, test } from 'vitest'
import { assemble as assembleEvents, readFrames as read, writeEvents } from '../../../bench/dialect-runs.ts'
import { Cursor } from '../../hub/cursor.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import { noLosses } from '../../hub/losses.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Message, Request } from '../../hub/request.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { deepEqual, parseJson } from '../../wire/json.ts'
import type { DialectEvent, Sample } from '../dialect.ts'
import { anthropicMessages as dialect } from './index.ts'

const TARGET = { dialect: 'anthropic-messages' } as const

const leaf = <T>(value: T): Leaf<T> => ({ value, from: [{ pointer: '/x' }] })

const home = (body: Json): Json =>
  bare(dialect.writeRequest(dialect.readRequest(Cursor.root(body, true)), TARGET, noLosses()))

const write = (events: readonly ReplyEvent[], model?: string): DialectEvent[] =>
  writeEvents(dialect, events, model ? { ...TARGET, model } : TARGET)
const assemble = (events: readonly DialectEvent[]): Json => assembleEvents(dialect, events)
const readFrames = (frames: readonly Json[]): ReplyEvent[] => read(dialect, frames)

const plain = (events: readonly DialectEvent[]): Json[] => events.map(({ data }) => bare(data))

const asEvents = (frames: readonly Json[]): DialectEvent[] =>
  frames.map((data) => ({ name: String((data as JsonObject).type), data: data as WrittenObject }))

const foreign = (request: Partial<Request>): Request => ({
  dialect: 'openai-chat',
  messages: [],
  tools: [],
  settings: {},
  ...request,
})

const writeForeign = (request: Partial<Request>, version?: string) => {
  const losses = noLosses()
  const target = version ? { ...TARGET, version } : TARGET
  const body = bare(dialect.writeRequest(foreign(request), target, losses)) as JsonObject
  return { body, codes: losses.said.map(({ reason }) => reason.code) }
}

const says = (role: Message['role']['value'], ...parts: Message['parts']): Message => ({
  role: leaf(role),
  parts,
})

/** What a reply says, part by part; arguments as what they mean, since a stream keeps the model's own spacing. */
const gist = (events: readonly ReplyEvent[]): Json => {
  const parts: string[] = []
  const add = (part: number, text: string) => {
    parts[part] = (parts[part] ?? '') + text
  }
  for (const event of events) {
    if (event.kind === 'part-start')
      add(
        event.part,
        `${event.head.kind}:${event.head.kind === 'opaque' ? JSON.stringify(event.head.raw.value) : ''}`,
      )
    if (event.kind === 'part-delta') add(event.part, event.text.value)
    if (event.kind === 'part-seal') add(event.part, `#${event.seal.value.value}`)
    if (event.kind === 'part-end') add(event.part, '.')
  }
  const finish = events.find((event) => event.kind === 'finish')?.reason.value ?? null
  const counts: Record<string, Json> = {}
  for (const event of events) {
    if (event.kind !== 'usage') continue
    for (const [key, count] of Object.entries(event.usage))
      if ('value' in count) counts[key] = count.value as Json
  }
  return { parts: parts.map(sameArguments), finish, counts }
}

const sameArguments = (part: string): string => {
  if (!part.startsWith('tool-call:')) return part
  const parsed = parseJson(part.slice('tool-call:'.length, -1))
  return 'value' in parsed ? `tool-call:${JSON.stringify(parsed.value)}.` : part
}

describe('requests come home', () => {
  const base = { model: 'claude-sonnet-4-5', max_tokens: 10 }
  const user = { role: 'user', content: 'hi' }
  const bodies: readonly [name: string, body: Json][] = [
    ['bare text', { ...base, system: 'be brief', messages: [user] }],
    [
      'a list of system blocks',
      {
        ...base,
        system: [{ type: 'text', text: 'a', cache_control: { type: 'ephemeral' } }],
        messages: [user],
      },
    ],
    ['system among messages', { ...base, messages: [user, { role: 'system', content: 'now French' }] }],
    [
      'an unknown role',
      {
        ...base,
        messages: [
          { role: 'tool', content: 'x' },
          { role: 'constructor', content: [] },
        ],
      },
    ],
    [
      'what is no message',
      { ...base, messages: ['hi', null, 7, { content: 'x' }, { role: 'user' }, { role: 7 }] },
    ],
    [
      'calls and results',
      {
        ...base,
        messages: [
          {
            role: 'assistant',
            content: [
              {
                type: 'tool_use',
                id: 't1',
                name: 'add',
                input: { a: 1, __proto: [] },
                caller: { type: 'direct' },
              },
            ],
          },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: 't1' },
              { type: 'tool_result', tool_use_id: 't1', content: [] },
              { type: 'tool_result', tool_use_id: 't1', content: '', is_error: true },
              {
                type: 'tool_result',
                tool_use_id: 't1',
                content: [
                  { type: 'text', text: '' },
                  { type: 'tool_reference', tool_name: 'x' },
                ],
              },
            ],
          },
        ],
      },
    ],
    [
      'thinking',
      {
        ...base,
        messages: [
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: '', signature: 'sig' },
              { type: 'thinking', thinking: 'hm' },
              { type: 'thinking', thinking: 'hm', signature: '' },
              { type: 'redacted_thinking', data: 'x' },
            ],
          },
        ],
      },
    ],
    [
      'media',
      {
        ...base,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA' } },
              {
                type: 'image',
                source: { type: 'url', url: 'https://a/b.png' },
                transformations: { oversized_image: 'error' },
              },
              {
                type: 'document',
                source: { type: 'file', file_id: 'f' },
                title: 't',
                citations: { enabled: true },
              },
              { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'plain' } },
              { type: 'image', source: { type: 'base64', data: 'AA', odd: 1 } },
            ],
          },
        ],
      },
    ],
    [
      'malformed parts',
      {
        ...base,
        messages: [
          {
            role: 'user',
            content: [
              'x',
              null,
              { type: 'text' },
              { type: 'text', text: 5 },
              { type: 7 },
              {},
              { type: 'tool_use', id: 'a', name: 'b', input: 'no' },
            ],
          },
        ],
      },
    ],
    [
      'tools',
      {
        ...base,
        messages: [user],
        tools: [
          { name: 'a', input_schema: { type: 'object' } },
          {
            type: 'custom',
            name: 'b',
            description: 'd',
            input_schema: {},
            strict: true,
            cache_control: { type: 'ephemeral' },
          },
          { type: 'web_search_20250305', name: 'web_search' },
          { name: 'c' },
          3,
        ],
      },
    ],
    [
      'settings',
      {
        ...base,
        messages: [user],
        temperature: 1.5,
        top_p: 0.1,
        top_k: 3,
        stop_sequences: ['', 'x'],
        stream: true,
        service_tier: 'standard_only',
        metadata: { user_id: 'u', more: 1 },
      },
    ],
    [
      'odd settings',
      {
        ...base,
        messages: [user],
        temperature: null,
        service_tier: 'turbo',
        metadata: {},
        thinking: { type: 'between_tools' },
      },
    ],
    [
      'nulls',
      {
        ...base,
        messages: [user],
        tool_choice: null,
        metadata: null,
        thinking: null,
        output_config: null,
        output_format: null,
        system: null,
      },
    ],
    [
      'strings where objects stand',
      { ...base, messages: [user], tool_choice: 'auto', metadata: 'x', thinking: 'x', output_config: 'x' },
    ],
    [
      'thinking on',
      { ...base, messages: [user], thinking: { type: 'enabled', budget_tokens: 2000, display: 'omitted' } },
    ],
    [
      'thinking adaptive with effort',
      {
        ...base,
        messages: [user],
        thinking: { type: 'adaptive', display: 'summarized', block_binding: {} },
        output_config: { effort: 'max', task_budget: {} },
      },
    ],
    ['effort alone', { ...base, messages: [user], output_config: { effort: 'low' } }],
    [
      'format',
      {
        ...base,
        messages: [user],
        output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
      },
    ],
    [
      'format in its older place',
      {
        ...base,
        messages: [user],
        output_format: { type: 'json_schema', schema: {} },
        output_config: { format: { type: 'json_schema', schema: {} } },
      },
    ],
    ['empty containers', { ...base, messages: [], tools: [], system: [], output_config: {} }],
    ...[
      { type: 'auto' },
      { type: 'any', disable_parallel_tool_use: false },
      { type: 'tool', name: 'a', disable_parallel_tool_use: true },
      { type: 'none', disable_parallel_tool_use: true },
      { type: 'tool' },
      { type: 'odd' },
    ].map((tool_choice): [string, Json] => [
      `tool_choice ${JSON.stringify(tool_choice)}`,
      { ...base, messages: [user], tool_choice },
    ]),
  ]
  test.each(bodies)('%s', (_, body) => expect(home(body)).toEqual(body))
})

describe('requests of other dialects', () => {
  const user = says('user', { kind: 'text', text: leaf('hi') })
  test('max_tokens is chosen, above the budget', () => {
    expect(writeForeign({ messages: [user] }).body.max_tokens).toBe(4096)
    const wish = { budget: leaf(2000) }
    expect(writeForeign({ messages: [user], reasoning: wish }).body.max_tokens).toBe(6096)
  })
  test('blank text, and what it leaves empty, is not written', () => {
    const { body, codes } = writeForeign({
      messages: [says('assistant', { kind: 'text', text: leaf(' ') }), user],
    })
    expect(body.messages).toEqual([{ role: 'user', content: [{ type: 'text', text: 'hi' }] }])
    expect(codes).toEqual(['empty-text', 'empty-message'])
  })
  test('a tool without parameters has the empty schema', () => {
    const { body } = writeForeign({ tools: [{ kind: 'function', name: leaf('now'), tag: leaf('function') }] })
    expect(body.tools).toEqual([{ name: 'now', input_schema: { type: 'object', properties: {} } }])
  })
  test('thinking without our signature is lost, with the seal', () => {
    const seal = { dialect: 'openai-responses', value: leaf('enc') } as const
    const { body, codes } = writeForeign({
      messages: [
        says('assistant', { kind: 'reasoning', text: leaf('hm'), seal }, { kind: 'text', text: leaf('a') }),
      ],
    })
    expect(JSON.stringify(body)).not.toContain('enc')
    expect(codes).toEqual(['foreign-reasoning', 'foreign-seal'])
  })
  test('our own signature comes back from another dialect', () => {
    const seal = { dialect: 'anthropic-messages', value: leaf('sig') } as const
    const { body } = writeForeign({
      messages: [says('assistant', { kind: 'reasoning', text: leaf('hm'), seal })],
    })
    expect(body.messages).toEqual([
      { role: 'assistant', content: [{ type: 'thinking', thinking: 'hm', signature: 'sig' }] },
    ])
  })
  test.each([
    ['claude-sonnet-4-5', '2026-10-21', ['temperature', 'topP', 'topK']],
    ['claude-sonnet-4-5', undefined, ['temperature', 'topP', 'topK']],
    ['claude-sonnet-4-5-20250929', '2023-06-01', []],
    ['claude-3-7-sonnet-latest', 'vertex-2023-10-16', []],
    ['claude-opus-4-6', '2023-06-01', []],
    ['claude-opus-4-7', '2023-06-01', ['temperature', 'topP', 'topK']],
    ['claude-sonnet-5-5', '2023-06-01', ['temperature', 'topP', 'topK']],
  ])('%s at %s refuses %j', (model, version, refused) => {
    const target = { ...TARGET, model, ...(version ? { version } : {}) }
    expect(dialect.capabilities(target).refusedSettings).toEqual(refused)
  })
  test.each([
    ['claude-opus-4-7', false, 'words'],
    ['claude-opus-4-8', 'before-answer', 'words'],
    ['claude-opus-4-6', false, 'either'],
    ['claude-sonnet-4-20250514', false, 'tokens'],
    ['claude-3-5-haiku', false, 'tokens'],
    ['claude-sonnet-5', false, 'words'],
    ['claude-sonnet-5-5', 'before-answer', 'words'],
    ['claude-fable-5-1', 'before-answer', 'words'],
    ['gpt-4o', 'before-answer', 'words'],
  ])('%s takes instructions between turns: %s, and thinks in %s', (model, mid, measure) => {
    const can = dialect.capabilities({ ...TARGET, model })
    expect([can.allowsMidInstructions, can.thinkingIn]).toEqual([mid, measure])
  })
  test.each([
    [{ effort: leaf('high') }, { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } }],
    [{ effort: leaf('minimal') }, { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } }],
    [{ effort: leaf('none') }, { thinking: { type: 'disabled' } }],
    [{ budget: leaf(0) }, { thinking: { type: 'disabled' } }],
    [{ budget: leaf(-1), summary: leaf(true) }, { thinking: { type: 'adaptive', display: 'summarized' } }],
    [{ budget: leaf(50) }, { thinking: { type: 'enabled', budget_tokens: 1024 } }],
    [{ budget: leaf(9000) }, { thinking: { type: 'enabled', budget_tokens: 7999 } }],
    [{ isOn: leaf(false) }, { thinking: { type: 'disabled' } }],
  ])('reasoning %#', (reasoning, expected) => {
    expect(writeForeign({ reasoning, settings: { maxTokens: leaf(8000) } }).body).toEqual({
      model: 'unknown',
      messages: [],
      max_tokens: 8000,
      ...expected,
    })
  })
  test.each([
    [{ mode: leaf('auto' as const) }, true, { type: 'auto', disable_parallel_tool_use: false }],
    [{ mode: leaf('required' as const) }, false, { type: 'any', disable_parallel_tool_use: true }],
    [{ mode: leaf('none' as const) }, false, { type: 'none' }],
    [
      { mode: leaf('required' as const), names: [leaf('f')], isForced: true },
      undefined,
      { type: 'tool', name: 'f' },
    ],
    [undefined, false, { type: 'auto', disable_parallel_tool_use: true }],
    [undefined, true, undefined],
  ])('tool choice %#', (toolChoice, parallel, expected) => {
    const tools = [{ kind: 'function', name: leaf('f') }] as const
    const settings = parallel === undefined ? {} : { parallelCalls: leaf(parallel) }
    const { body } = writeForeign({ tools, settings, ...(toolChoice ? { toolChoice } : {}) })
    expect(body.tool_choice).toEqual(expected)
  })
  test.each([
    [{ output: 'x' }, { content: 'x' }],
    [{ error: 'no' }, { content: 'no', is_error: true }],
    [{ a: 1 }, { content: '{"a":1}' }],
  ])('a result object %j is text', (payload, expected) => {
    const { body } = writeForeign({
      messages: [
        says('user', { kind: 'tool-result', callId: leaf('c'), content: [], payload: leaf(payload) }),
      ],
    })
    expect(body.messages).toEqual([
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', ...expected }] },
    ])
  })
})

const started = (content: Json = []): Json => ({
  type: 'message_start',
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-x',
    content,
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 5, cache_read_input_tokens: 2, output_tokens: 1, service_tier: 'standard' },
  },
})
const opens = (index: number, content_block: Json): Json => ({
  type: 'content_block_start',
  index,
  content_block,
})
const says_ = (index: number, delta: Json): Json => ({ type: 'content_block_delta', index, delta })
const stops = (index: number): Json => ({ type: 'content_block_stop', index })
const finishes = (stop_reason: Json, more: JsonObject = {}): Json => ({
  type: 'message_delta',
  delta: { stop_reason, stop_sequence: null },
  usage: { output_tokens: 9 },
  ...more,
})
const STOP: Json = { type: 'message_stop' }

const STREAM: readonly Json[] = [
  started(),
  opens(0, { type: 'thinking', thinking: '', signature: '' }),
  says_(0, { type: 'thinking_delta', thinking: 'hm' }),
  says_(0, { type: 'signature_delta', signature: 'sig' }),
  stops(0),
  opens(1, { type: 'text', text: '' }),
  says_(1, { type: 'text_delta', text: 'Hel' }),
  says_(1, { type: 'text_delta', text: 'lo' }),
  stops(1),
  opens(2, { type: 'tool_use', id: 't1', name: 'add', input: {} }),
  says_(2, { type: 'input_json_delta', partial_json: '{"a":' }),
  says_(2, { type: 'input_json_delta', partial_json: '1}' }),
  stops(2),
  finishes('tool_use', { context_management: { applied_edits: [] } }),
  STOP,
]

describe('streams', () => {
  test('come home in the same frames', () => expect(plain(write(readFrames(STREAM)))).toEqual(STREAM))
  test('mean what their whole response means', () => {
    const whole = readFrames(STREAM)
    const burst = dialect.readReply(Cursor.root(assemble(asEvents(STREAM)), true))
    expect(gist(whole)).toEqual(gist(burst))
    expect(gist(whole)).toMatchObject({ parts: ['reasoning:hm#sig.', 'text:Hello.', 'tool-call:{"a":1}.'] })
  })
  test('a call without arguments says {}', () => {
    const events = readFrames([
      started(),
      opens(0, { type: 'tool_use', id: 't', name: 'n', input: {} }),
      says_(0, { type: 'input_json_delta', partial_json: '' }),
      stops(0),
    ])
    expect(events.filter((event) => event.kind === 'part-delta').map(({ text }) => text.value)).toEqual([
      '{}',
    ])
  })
  test('counts include the cache, also where a later frame says only a part', () => {
    const usages = readFrames([
      started(),
      finishes('end_turn', { usage: { input_tokens: 10, output_tokens: 3 } }),
    ])
      .filter((event) => event.kind === 'usage')
      .map(({ usage }) => usage.input?.value)
    expect(usages).toEqual([7, 12])
  })
  test('a second message is kept raw, and comes home', () => {
    const other = JSON.parse(JSON.stringify(started()).replace('msg_1', 'msg_2')) as Json
    const text = [opens(0, { type: 'text', text: '' }), says_(0, { type: 'text_delta', text: 'a' }), stops(0)]
    const spliced = [started(), ...text, other, ...text, finishes('end_turn'), STOP]
    expect(plain(write(readFrames(spliced)))).toEqual(spliced)
    expect(assemble(asEvents(spliced))).toMatchObject({ id: 'msg_2', content: [{ text: 'a' }] })
  })
  test.each<[string, Json[], string[]]>([
    [
      'a delta before its block',
      [says_(0, { type: 'text_delta', text: 'a' })],
      ['part-start', 'part-delta', 'part-end'],
    ],
    ['arguments without a call', [says_(0, { type: 'input_json_delta', partial_json: '{' })], ['opaque']],
    [
      'thinking in a text block',
      [opens(0, { type: 'text', text: '' }), says_(0, { type: 'thinking_delta', thinking: 'a' })],
      ['part-start', 'opaque', 'part-end'],
    ],
    [
      'a block never stopped',
      [opens(0, { type: 'text', text: 'a' }), opens(0, { type: 'text', text: '' })],
      ['part-start', 'part-delta', 'part-end', 'part-start', 'part-end'],
    ],
    [
      'unknown frames',
      [{ type: 'odd' }, 7, null, [], {}],
      ['opaque', 'opaque', 'opaque', 'opaque', 'opaque'],
    ],
    [
      'broken frames',
      [
        { type: 'message_start' },
        { type: 'content_block_start' },
        { type: 'content_block_delta' },
        { type: 'message_delta' },
        { type: 'error' },
      ],
      ['opaque', 'opaque', 'opaque', 'opaque', 'error'],
    ],
  ])('%s', (_, frames, kinds) => expect(readFrames(frames).map(({ kind }) => kind)).toEqual(kinds))

  test('state survives cloning at every frame', () => {
    const reader = { state: dialect.reader.start() }
    const writer = { state: dialect.writer.start(TARGET) }
    const assembler = { state: dialect.assembler.start() }
    const step = (box: { state: unknown }) => {
      box.state = structuredClone(box.state)
    }
    for (const [i, frame] of STREAM.entries()) {
      for (const event of dialect.reader.read(reader.state, Cursor.root(frame, true, i), undefined)) {
        for (const written of dialect.writer.write(writer.state, event))
          dialect.assembler.take(assembler.state, written)
      }
      for (const box of [reader, writer, assembler]) step(box)
    }
    for (const written of dialect.writer.end(writer.state)) dialect.assembler.take(assembler.state, written)
    expect(bare(dialect.assembler.result(assembler.state))).toEqual(assemble(asEvents(STREAM)))
  })
})

describe('replies of other dialects', () => {
  const text: readonly ReplyEvent[] = [
    { kind: 'part-start', part: 0, head: { kind: 'text' } },
    { kind: 'part-delta', part: 0, text: leaf('a') },
    { kind: 'part-end', part: 0 },
  ]
  const types = (events: readonly DialectEvent[]) => events.map(({ name }) => name)
  test('a missing start is made up, a missing finish is not', () =>
    expect(types(write(text))).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
    ]))
  test('counts that come after the finish go with it', () => {
    const usage = { input: leaf(10), cacheRead: leaf(4), output: leaf(2), reasoning: leaf(1) }
    const events = write([
      { kind: 'reply-start', id: leaf('x') },
      ...text,
      { kind: 'finish', reason: leaf('stop') },
      { kind: 'usage', usage },
    ])
    expect(types(events).slice(-2)).toEqual(['message_delta', 'message_stop'])
    expect(plain(events).at(-2)).toEqual({
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: {
        input_tokens: 6,
        cache_read_input_tokens: 4,
        output_tokens: 2,
        output_tokens_details: { thinking_tokens: 1 },
      },
    })
  })
  test("the vendor's own client reads what is written", async () => {
    const events = write([
      { kind: 'reply-start', id: leaf('chatcmpl-1'), model: leaf('gpt-5') },
      ...text,
      { kind: 'part-start', part: 1, head: { kind: 'tool-call', id: leaf('call_1'), name: leaf('add') } },
      { kind: 'part-delta', part: 1, text: leaf('{"a":') },
      { kind: 'part-delta', part: 1, text: leaf('1}') },
      { kind: 'part-end', part: 1 },
      { kind: 'part-start', part: 2, head: { kind: 'tool-call', id: leaf('call_2'), name: leaf('now') } },
      { kind: 'part-end', part: 2 },
      { kind: 'finish', reason: leaf('tool-calls') },
      { kind: 'usage', usage: { input: leaf(3), output: leaf(4), total: leaf(7) } },
    ])
    const theirs = (await accumulate(plain(events))) as Json
    expect(isSameMessage(theirs, assemble(events))).toBe(true)
    expect(theirs).toMatchObject({
      id: 'chatcmpl-1',
      stop_reason: 'tool_use',
      content: [{ text: 'a' }, { id: 'call_1', input: { a: 1 } }, { id: 'call_2', input: {} }],
      usage: { input_tokens: 3, output_tokens: 4 },
    })
  })
  test('foreign thinking is shown unsigned', () => {
    const seal = { dialect: 'gemini', value: leaf('secret') } as const
    const events = write([
      { kind: 'part-start', part: 0, head: { kind: 'reasoning' } },
      { kind: 'part-delta', part: 0, text: leaf('hm') },
      { kind: 'part-seal', part: 0, seal },
      { kind: 'part-end', part: 0 },
    ])
    expect(assemble(events)).toMatchObject({ content: [{ type: 'thinking', thinking: 'hm', signature: '' }] })
  })
  test('calls without an id get a derived one, custom ones an object', () => {
    const events = write([
      { kind: 'reply-start', id: leaf('resp:1') },
      { kind: 'part-start', part: 0, head: { kind: 'tool-call', name: leaf('sh'), isCustom: true } },
      { kind: 'part-delta', part: 0, text: leaf('ls') },
      { kind: 'part-end', part: 0 },
    ])
    expect(assemble(events)).toMatchObject({
      content: [{ id: 'toolu_resp_1_0', name: 'sh', input: { input: 'ls' } }],
    })
  })
  test('after an error nothing more is said', () => {
    const failure = { message: leaf('slow down'), code: leaf('rate_limit_exceeded') }
    const events = write([
      ...text.slice(0, 2),
      { kind: 'error', failure },
      ...text.slice(2),
      { kind: 'finish', reason: leaf('stop') },
    ])
    expect(types(events).slice(3)).toEqual(['error'])
    expect(plain(events).at(-1)).toEqual({
      type: 'error',
      error: { type: 'rate_limit_error', message: 'slow down' },
    })
  })
})

test('gloss', () => {
  expect(dialect.gloss(says_(2, { type: 'input_json_delta', partial_json: '{"a":1}' }), undefined)).toEqual([
    { word: 'input_json', value: '+{"a":1}', hue: 'call', pointer: '/delta/partial_json', call: '2' },
  ])
  expect(dialect.gloss(opens(1, { type: 'tool_use', id: 't', name: 'add_numbers' }), undefined)).toEqual([
    { word: 'tool_use', value: 'add_numbers', hue: 'call', pointer: '/content_block/name', call: '1' },
  ])
  expect(dialect.gloss(started(), undefined)).toHaveLength(2)
  for (const odd of [null, 7, [], {}, { type: 'constructor' }])
    expect(dialect.gloss(odd, undefined)).toHaveLength(1)
})

const CORPUS = '../shared/corpus'

/** The JSON of each frame of a recorded stream, in whichever of the corpus's forms it was kept. */
function framesOf(file: string, content: string): Json[] {
  const body = content.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  const lines = file.endsWith('.sse')
    ? body
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5))
    : body.split('\n')
  const values = lines.map(parseJson)
  return values.flatMap((parsed) => ('value' in parsed ? [parsed.value] : []))
}

const filesOf = (folder: string): string[] =>
  readdirSync(`${CORPUS}/${folder}`).map((file) => `${CORPUS}/${folder}/${file}`)

const jsonOf = (file: string): Json | undefined => {
  const parsed = parseJson(readFileSync(file, 'utf8'))
  return 'value' in parsed ? parsed.value : undefined
}

const failing = (folder: string, passes: (body: Json, file: string) => boolean): string[] =>
  filesOf(`anthropic/${folder}`).filter((file) => {
    const body = jsonOf(file)
    return body === undefined || !passes(body, file)
  })

describe.skipIf(!existsSync(CORPUS))('the recorded corpus (skipped where ../shared/corpus is absent)', () => {
  test('requests come home', () => {
    const failed = failing('request', (body) => deepEqual(home(body), body))
    expect(failed).toEqual([])
  })
  test('responses come home', () => {
    const failed = failing('response', (body) =>
      deepEqual(assemble(write(dialect.readReply(Cursor.root(body, true)))), body),
    )
    expect(failed).toEqual([])
  })
  test('errors come home', () => {
    const failed = failing('error', (body) =>
      deepEqual(bare(dialect.writeError(dialect.readError(Cursor.root(body, true)), noLosses())), body),
    )
    expect(failed).toEqual([])
  })
  const streams = () =>
    filesOf('anthropic/stream').map((file) => ({ file, frames: framesOf(file, readFileSync(file, 'utf8')) }))

  test('streams come home', () => {
    const failed = streams().filter(
      ({ frames }) => !deepEqual(assemble(write(readFrames(frames))), assemble(asEvents(frames))),
    )
    expect(failed.map(({ file }) => file)).toEqual([])
  })
  test('streams come home in the same frames', () => {
    const failed = streams().filter(({ frames }) => !deepEqual(plain(write(readFrames(frames))), frames))
    expectOnly(failed, [CUT_SHORT, WHOLE_AT_START, UNSIGNED])
  })
  test('streams mean what their whole response means', () => {
    const failed = streams().filter(({ frames }) => {
      const starts = frames.filter((frame) => (frame as JsonObject | null)?.type === 'message_start')
      const whole = dialect.readReply(Cursor.root(assemble(asEvents(frames)), false))
      return starts.length === 1 && !deepEqual(gist(readFrames(frames)), gist(whole))
    })
    expectOnly(failed, [CUT_SHORT])
  })
  test("what is written satisfies the vendor's own accumulator", async () => {
    const failed: { file: string }[] = []
    for (const { file, frames } of streams()) {
      const written = plain(write(readFrames(frames)))
      const starts = written.filter((frame) => (frame as JsonObject).type === 'message_start')
      if (starts.length !== 1 || (written.at(-1) as JsonObject).type !== 'message_stop') continue
      const theirs = await accumulate(written).catch((error: unknown) => String(error))
      const ours = assemble(asEvents(written))
      if (!isSameMessage(theirs as Json, ours)) failed.push({ file })
    }
    expectOnly(failed, [CUT_SHORT, BETA])
  })
  test('the recogniser knows its own, and leaves others alone', () => {
    for (const folder of ['anthropic', 'chat', 'responses', 'gemini']) {
      for (const kind of ['request', 'response', 'stream', 'error']) {
        const files = filesOf(`${folder}/${kind}`)
        const scores = files.map((file) => dialect.recognise(sampleOf(kind, file))?.score ?? 0)
        const wrong = scores.filter((score) => score >= 0.5 !== (folder === 'anthropic'))
        const share = wrong.length / files.length
        expect(share, `${folder}/${kind}`).toBeLessThan(0.01)
      }
    }
  })
})

/** A call cut short, its block never stopped. Whole, we keep the half text where the vendor's client guesses an object. */
const CUT_SHORT = /incomplete_partial_json_response/

/** Arguments that stand in the start of a block, without deltas, are written as a delta. */
const WHOLE_AT_START = /programmatic-tool-calling/

/** A thinking block that starts without the key `signature` gets an empty one: clients discard it else (§Q.5). */
const UNSIGNED = /spliced-message-start/

/** Blocks that only the beta client of the vendor takes deltas for. */
const BETA = /compaction|anthropic-mcp/

/** Those that fail are those excepted, and each exception is still needed. */
function expectOnly(failed: readonly { file: string }[], exceptions: readonly RegExp[]): void {
  const files = failed.map(({ file }) => file)
  expect(files.filter((file) => !exceptions.some((exception) => exception.test(file)))).toEqual([])
  for (const exception of exceptions)
    expect(
      files.some((file) => exception.test(file)),
      String(exception),
    ).toBe(true)
}

/** The vendor's client sees the same; fields that it adds itself do not count. */
function isSameMessage(theirs: Json, ours: Json): boolean {
  const view = (message: Json) => {
    const { content, stop_reason, usage, id } = message as { [key: string]: Json }
    const { output_tokens, input_tokens } = (usage ?? {}) as JsonObject
    return { content, stop_reason, output_tokens, input_tokens, id } as Json
  }
  return typeof theirs !== 'string' && deepEqual(view(JSON.parse(JSON.stringify(theirs)) as Json), view(ours))
}

async function accumulate(frames: readonly Json[]): Promise<unknown> {
  const bytes = new TextEncoder().encode(frames.map((frame) => `${JSON.stringify(frame)}\n`).join(''))
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
  return MessageStream.fromReadableStream(body).finalMessage()
}

function sampleOf(kind: string, file: string): Sample {
  if (kind !== 'stream') {
    const json = jsonOf(file)
    return json === undefined ? {} : { json }
  }
  const frames = framesOf(file, readFileSync(file, 'utf8'))
  return { frames: frames.map((frame, index) => ({ index, data: JSON.stringify(frame), start: 0, end: 0 })) }
}
