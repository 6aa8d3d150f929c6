import { ChatCompletionStream } from 'openai/lib/ChatCompletionStream'
import { describe, expect, it } from 'vitest'
import { assemble as assembleEvents, readFrames, writeEvents as write } from '../../../bench/dialect-runs.ts'
import { Cursor } from '../../hub/cursor.ts'
import { foldReply } from '../../hub/fold.ts'
import type { Leaf, Written } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import { noLosses } from '../../hub/losses.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Request } from '../../hub/request.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import { openaiChat } from './index.ts'

const target = { dialect: 'openai-chat' } as const
const leaf = <T>(value: T): Leaf<T> => ({ value, from: [{ pointer: '/x' }] })
const root = (json: Json): Cursor => Cursor.root(json, true)

const readRequest = (body: Json): Request => openaiChat.readRequest(root(body))
const writeRequest = (request: Request, losses = noLosses()): Json =>
  bare(openaiChat.writeRequest(request, target, losses))
const foreign = (request: Partial<Request>): Request => ({
  dialect: 'anthropic-messages',
  model: leaf('m'),
  messages: [],
  tools: [],
  settings: {},
  ...request,
})

const readStream = (chunks: readonly Json[]): ReplyEvent[] => readFrames(openaiChat, chunks)
const writeEvents = (events: readonly ReplyEvent[]): DialectEvent[] => write(openaiChat, events, target)
const assemble = (events: readonly DialectEvent[]): Json => assembleEvents(openaiChat, events)

const dataOf = ({ data }: DialectEvent): Json => (typeof data === 'string' ? data : bare(data as Written))
const chunk = (delta: JsonObject, finish: string | null = null): JsonObject => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: finish }],
})
const callsOf = (chunks: readonly Json[]): unknown[] =>
  foldReply(readStream(chunks)).parts.flatMap(({ head, text }) =>
    head.kind === 'tool-call' ? [[head.id?.value, head.name.value, text?.value ?? '']] : [],
  )

describe('a request', () => {
  const FORMS: Readonly<Record<string, JsonObject>> = {
    'both limits': { max_tokens: 1, max_completion_tokens: 2, user: 'a', safety_identifier: 'b' },
    'the old limit alone': { max_tokens: 1, safety_identifier: 'b', top_k: 3 },
    'stop as a string': { stop: 'x' },
    'stop as a list': { stop: ['x'] },
    nulls: { stop: null, stream_options: null, tools: null, response_format: null, tool_choice: null },
    empties: { tools: [], stream_options: {}, functions: [], reasoning: {} },
    'stream options': { stream: true, stream_options: { include_usage: true, include_obfuscation: false } },
    'a schema': { response_format: { type: 'json_schema', json_schema: { name: 'n', schema: {}, x: 1 } } },
    'a forced function': { tool_choice: { type: 'function', function: { name: 'f' } } },
    'a forced custom tool': { tool_choice: { type: 'custom', custom: { name: 'f' } } },
    'a subset': {
      tool_choice: {
        type: 'allowed_tools',
        allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'f' } }] },
      },
    },
    'legacy functions': { functions: [{ name: 'f' }], function_call: { name: 'f' } },
    'a thinking object': { reasoning: { enabled: true, effort: 'low', exclude: false } },
    'wrong types': { model: 3, stop: 4, tools: 'x', response_format: 'text', tool_choice: 7, messages: 'hi' },
    'a list of odd messages': { messages: [{ role: 'user', content: 'a' }, 'b'] },
    'odd roles': { messages: [{ role: 'ipython', content: 'a' }, { content: 'b' }, { role: null }] },
    'an odd part': { messages: [{ role: 'user', content: [{ type: 'video_url' }, 3, null] }] },
    media: {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AA', detail: 'low' } },
            { type: 'image_url', image_url: { url: 'data:image/png;x=y;base64,AA' } },
            { type: 'input_audio', input_audio: { data: 'AA', format: 'mp3' } },
            { type: 'file', file: { file_id: 'f' } },
            { type: 'file', file: { file_data: 'AA', filename: 'a.pdf' } },
          ],
        },
      ],
    },
    'calls of all sorts': {
      messages: [
        {
          role: 'assistant',
          content: null,
          reasoning: 'r',
          refusal: 'no',
          tool_calls: [
            { id: 'a', type: 'function', index: 0, function: { name: 'f', arguments: '{}', x: 1 } },
            { id: 'b', type: 'custom', custom: { name: 'g', input: 'free' } },
            { id: 'c', function: { name: 'h', arguments: { a: 1 } } },
            { id: 'd', type: 'function', function: { name: 'i' } },
            {
              id: 'e',
              type: 'function',
              function: { name: 'i', arguments: '' },
              extra_content: { google: { thought_signature: 's' } },
            },
          ],
          function_call: { name: 'f', arguments: '{}' },
        },
        { role: 'tool', tool_call_id: 'a', name: 'f', content: [{ type: 'text', text: 't' }], x: 1 },
        { role: 'function', name: 'f', content: 'x' },
      ],
    },
    'thinking parts': {
      messages: [
        {
          role: 'assistant',
          content: [
            {
              type: 'thinking',
              thinking: [
                { type: 'text', text: 'a' },
                { type: 'text', text: 'b' },
              ],
            },
            { type: 'text', text: 'c' },
          ],
        },
      ],
    },
  }
  it.each(Object.entries(FORMS))('comes home with %s', (_, form) => {
    const body = { model: 'm', messages: [], ...form }
    expect(writeRequest(readRequest(body))).toEqual(body)
  })

  it('from elsewhere gets what this dialect demands', () => {
    const request = foreign({
      messages: [
        {
          role: leaf('assistant'),
          parts: [
            {
              kind: 'reasoning',
              text: leaf('hm'),
              seal: { dialect: 'anthropic-messages', value: leaf('sig') },
            },
            { kind: 'text', text: leaf('hi'), tag: leaf('text') },
            { kind: 'tool-call', id: leaf('t1'), name: leaf('f'), arguments: leaf('') },
          ],
        },
        {
          role: leaf('user'),
          parts: [
            {
              kind: 'tool-result',
              callId: leaf('t1'),
              isError: leaf(true),
              content: [
                { kind: 'text', text: leaf('no') },
                { kind: 'image', source: { kind: 'url', url: leaf('https://i') } },
              ],
            },
          ],
        },
      ],
      settings: { stream: leaf(true), topK: leaf(4), maxTokens: leaf(9), serviceTier: leaf('standard_only') },
      reasoning: { budget: leaf(3000) },
    })
    const losses = noLosses()
    expect(writeRequest(request, losses)).toEqual({
      model: 'm',
      messages: [
        {
          role: 'assistant',
          content: 'hi',
          reasoning_content: 'hm',
          tool_calls: [{ id: 't1', type: 'function', function: { name: 'f', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 't1', content: 'no' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://i' } }] },
      ],
      max_completion_tokens: 9,
      stream: true,
      service_tier: 'default',
      stream_options: { include_usage: true },
      reasoning_effort: 'medium',
    })
    expect(losses.said.map(({ reason }) => reason.code)).toEqual(['foreign-seal', 'no-field', 'no-field'])
  })

  it('writes no seal but in Google’s own place', () => {
    const call = (dialect: 'gemini' | 'openai-responses'): string =>
      JSON.stringify(
        writeRequest(
          foreign({
            messages: [
              {
                role: leaf('assistant'),
                parts: [
                  {
                    kind: 'tool-call',
                    name: leaf('f'),
                    arguments: leaf('{}'),
                    seal: { dialect, value: leaf('S') },
                  },
                ],
              },
            ],
          }),
        ),
      )
    expect(call('gemini')).toContain('"extra_content":{"google":{"thought_signature":"S"}}')
    expect(call('openai-responses')).not.toContain('"S"')
  })
})

describe('a streamed call', () => {
  const call = (entry: JsonObject): JsonObject => chunk({ tool_calls: [entry] })
  const SERVERS: Readonly<Record<string, readonly [chunks: readonly Json[], calls: unknown[]]>> = {
    'by index, interleaved': [
      [
        call({ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '' } }),
        call({ index: 1, id: 'b', type: 'function', function: { name: 'g', arguments: '{"x"' } }),
        call({ index: 0, function: { arguments: '{}' } }),
        call({ index: 1, function: { arguments: ':1}' } }),
      ],
      [
        ['a', 'f', '{}'],
        ['b', 'g', '{"x":1}'],
      ],
    ],
    'without index': [
      [
        call({ id: 'a', function: { name: 'f', arguments: '{}' } }),
        call({ id: 'b', function: { name: 'g', arguments: '{"x"' } }),
        call({ function: { arguments: ':1}' } }),
      ],
      [
        ['a', 'f', '{}'],
        ['b', 'g', '{"x":1}'],
      ],
    ],
    'all at index 0 with new ids': [
      [
        call({ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }),
        call({ index: 0, id: 'b', function: { name: 'f', arguments: '{}' } }),
      ],
      [
        ['a', 'f', '{}'],
        ['b', 'f', '{}'],
      ],
    ],
    'with the name on each piece': [
      [
        call({ index: 0, id: 'a', function: { name: 'f', arguments: '{"x"' } }),
        call({ index: 0, function: { name: 'f', arguments: ':1}' } }),
      ],
      [['a', 'f', '{"x":1}']],
    ],
    'with an empty name and null arguments': [
      [
        call({ index: 0, id: 'a', function: { name: 'f', arguments: null } }),
        call({ index: 0, id: '', function: { name: '', arguments: '{}' } }),
      ],
      [['a', 'f', '{}']],
    ],
    'from index 1': [
      [call({ index: 1, id: 'a', function: { name: 'f', arguments: '{}' } })],
      [['a', 'f', '{}']],
    ],
    'with its name late': [
      [
        call({ index: 0, id: 'a', function: { arguments: '{' } }),
        call({ index: 0, function: { name: 'f', arguments: '}' } }),
      ],
      [['a', 'f', '{}']],
    ],
    'of the deprecated kind': [
      [chunk({ function_call: { name: 'f', arguments: '' } }), chunk({ function_call: { arguments: '{}' } })],
      [[undefined, 'f', '{}']],
    ],
  }
  it.each(Object.entries(SERVERS))('%s', (_, [chunks, calls]) => {
    expect(callsOf(chunks)).toEqual(calls)
    // The assembler tells calls apart in the same way.
    const whole = assemble(chunks.map((data) => ({ data: data as JsonObject })))
    expect(callsOf([whole])).toEqual(calls)
  })

  it('ends as soon as it must be over', () => {
    const kinds = readStream([
      chunk({ content: 'a' }),
      call({ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }),
      call({ index: 1, id: 'b', function: { name: 'f', arguments: '{' } }),
      chunk({}, 'stop'),
    ]).map((event) => ('part' in event ? `${event.kind} ${event.part}` : event.kind))
    expect(kinds).toEqual([
      'reply-start',
      'part-start 0',
      'part-delta 0',
      'part-end 0',
      'part-start 1',
      'part-delta 1',
      'part-end 1',
      'part-start 2',
      'part-delta 2',
      'part-end 2',
      'finish',
    ])
  })
})

describe('a stream', () => {
  it('is written so that the vendor’s client takes it', async () => {
    const events: ReplyEvent[] = [
      { kind: 'usage', usage: { input: leaf(3) } },
      { kind: 'part-start', part: 0, head: { kind: 'reasoning' } },
      { kind: 'part-delta', part: 0, text: leaf('hm') },
      { kind: 'part-end', part: 0 },
      { kind: 'part-start', part: 1, head: { kind: 'text', tag: leaf('text') } },
      { kind: 'part-delta', part: 1, text: leaf('hi') },
      { kind: 'part-end', part: 1 },
      { kind: 'part-start', part: 2, head: { kind: 'tool-call', name: leaf('f') } },
      { kind: 'part-end', part: 2 },
      { kind: 'finish', reason: leaf('tool-calls') },
      { kind: 'usage', usage: { output: leaf(4) } },
    ]
    const written = writeEvents(events).map(dataOf)
    expect(written.at(-1)).toBe('[DONE]')
    const lines = written.slice(0, -1).map((data) => `${JSON.stringify(data)}\n`)
    const body = new Blob([lines.join('')]).stream()
    const { choices, usage } = await ChatCompletionStream.fromReadableStream(body).finalChatCompletion()
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: 'hi',
        tool_calls: [{ id: 'call_0', type: 'function', function: { name: 'f', arguments: '{}' } }],
      },
    })
    expect(usage).toEqual({ prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 })
  })

  it('that fails has no [DONE]', () => {
    const written = writeEvents([
      ...readStream([chunk({ content: 'a' }), { error: { message: 'no', code: 502 }, user_id: 'u' }]),
    ]).map(dataOf)
    expect(written.at(-1)).toEqual({ error: { message: 'no', code: 502 }, user_id: 'u' })
  })

  it('of several choices keeps them apart', () => {
    const of = (index: number, delta: JsonObject, finish_reason: string | null): JsonObject => ({
      index,
      delta,
      finish_reason,
    })
    const chunks = [
      { ...chunk({}), choices: [of(0, { role: 'assistant', content: 'a' }, null)] },
      { ...chunk({}), choices: [of(1, { role: 'assistant', content: 'b' }, null)] },
      { ...chunk({}), choices: [of(0, { content: 'c' }, 'stop'), of(1, { content: 'd' }, 'length')] },
    ]
    const whole = assemble(writeEvents(readStream(chunks)))
    expect(whole).toMatchObject({
      choices: [
        { index: 0, message: { content: 'ac' }, finish_reason: 'stop' },
        { index: 1, message: { content: 'bd' }, finish_reason: 'length' },
      ],
    })
  })

  it('goes on from a copy of its states as from themselves', () => {
    const chunks = [
      chunk({ role: 'assistant', content: 'a' }),
      chunk({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{' } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '}' } }] }),
      chunk({}, 'tool_calls'),
    ]
    const run = (copy: <T>(state: T) => T): unknown[] => {
      let [reader, writer, assembler] = [
        openaiChat.reader.start(),
        openaiChat.writer.start(target),
        openaiChat.assembler.start(),
      ]
      const results = chunks.map((frame, i) => {
        ;[reader, writer, assembler] = [copy(reader), copy(writer), copy(assembler)]
        const events = openaiChat.reader.read(reader, Cursor.root(frame, true, i), undefined)
        for (const event of events)
          for (const written of openaiChat.writer.write(writer, event))
            openaiChat.assembler.take(assembler, written)
        return openaiChat.assembler.result(assembler)
      })
      return structuredClone(results)
    }
    expect(run(structuredClone)).toEqual(run((state) => state))
  })
})

describe('an error', () => {
  const FORMS: readonly JsonObject[] = [
    { error: { message: 'm', type: 't', param: null, code: 'c' } },
    { error: { message: 'm', code: 429, metadata: {} }, user_id: 'u' },
    { error: 'text' },
    { detail: 'text' },
    { object: 'error', message: 'm', type: 't', code: 400 },
    { error: { type: 't' } },
    { status: 'odd' },
  ]
  it.each(FORMS)('comes home: %j', (form) => {
    expect(bare(openaiChat.writeError(openaiChat.readError(root(form)), noLosses()))).toEqual(form)
  })
})

describe('gloss', () => {
  it.each<readonly [Json, unknown]>([
    [
      chunk({ content: 'a' }),
      { word: 'content', value: '+a', hue: 'text', pointer: '/choices/0/delta/content' },
    ],
    [
      chunk({ tool_calls: [{ index: 2, function: { arguments: '{' } }] }),
      {
        word: 'arguments',
        value: '+{',
        hue: 'call',
        pointer: '/choices/0/delta/tool_calls/0/function/arguments',
        call: '2',
      },
    ],
    [
      chunk({}, 'stop'),
      { word: 'finish_reason', value: 'stop', hue: 'finish', pointer: '/choices/0/finish_reason' },
    ],
    [
      { choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } },
      { word: 'usage', value: '1 → 2', hue: 'usage', pointer: '/usage' },
    ],
    [{ error: { message: 'm' } }, { word: 'error', value: 'm', hue: 'error', pointer: '/error' }],
  ])('%j', (event, line) => {
    expect(openaiChat.gloss(event, undefined)).toEqual([line])
  })
})
