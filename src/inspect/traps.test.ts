import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../wire/json.ts'
import { check } from './check.ts'
import {
  anthropicError,
  assistant,
  blockDelta,
  blockStart,
  blockStop,
  callBlock,
  message,
  messageEnd,
  messageStart,
  messages,
  text,
  textBlock,
  toolAnswer,
  toolUse,
  user,
} from './rules/samples/bodies/anthropic.ts'
import type { Captured } from './rules/samples/bodies/capture.ts'
import { anthropic, chat, client, gemini, responses, to, upstream } from './rules/samples/bodies/capture.ts'
import {
  ask,
  calling,
  chatError,
  chatTool,
  chunk,
  completion,
  piece,
  toolCall,
  toolResult,
} from './rules/samples/bodies/chat.ts'
import { candidate, contents, geminiCall, geminiResult, turn } from './rules/samples/bodies/gemini.ts'
import {
  completed,
  events,
  functionCall,
  functionOutput,
  input,
  spoken,
} from './rules/samples/bodies/responses.ts'

/** What is said of captures: `severity RULE exchange`, in the order of the findings. */
const saidOf = (...captured: readonly Captured[]): string[] =>
  check({ version: 1, exchanges: captured.map((one, i) => ({ ...one, id: `x${i + 1}` })) }).map(
    ({ severity, rule, places: [place] }) => `${severity} ${rule} ${place?.exchange}`,
  )

type Case = readonly [what: string, captured: readonly Captured[], said?: readonly string[]]
const holds = (cases: readonly Case[]): void => {
  for (const [what, captured, said = []] of cases)
    it(what, () => {
      expect(saidOf(...captured)).toEqual(said)
    })
}

const needing = { type: 'object', properties: { a: {} }, required: ['a'] }
const free = { type: 'object', properties: { a: {} } }
const tools = (schema: JsonObject): JsonObject => ({ tools: [{ name: 'f', input_schema: schema }] })
const streamed = (request: JsonObject, ...list: readonly JsonObject[]): readonly Captured[] => [
  anthropic(request, [messageStart(), ...list]),
]

describe('trap 1: an empty input where a block starts, and calls that need no arguments', () => {
  holds([
    [
      'an empty start, then the arguments',
      streamed(
        { ...messages(), ...tools(needing) },
        ...callBlock(0, 'toolu_1', '{"a":', '1}'),
        ...messageEnd('tool_use'),
      ),
    ],
    [
      'no arguments at all, and none required',
      streamed({ ...messages(), ...tools(free) }, ...callBlock(0, 'toolu_1'), ...messageEnd('tool_use')),
    ],
    [
      'one empty piece, and none required',
      streamed({ ...messages(), ...tools(free) }, ...callBlock(0, 'toolu_1', ''), ...messageEnd('tool_use')),
    ],
    [
      'an empty list of what is required',
      streamed(
        { ...messages(), ...tools({ ...free, required: [] }) },
        ...callBlock(0, 'toolu_1'),
        ...messageEnd('tool_use'),
      ),
    ],
    [
      'an empty object in a whole reply',
      [anthropic({ ...messages(), ...tools(free) }, message([toolUse('toolu_1', 'f', {})], 'tool_use'))],
    ],
    [
      'Chat: an empty object as text',
      [
        chat(
          { ...ask(), tools: [chatTool('f', free)] },
          completion({ tool_calls: [toolCall('call_1', 'f', '{}')] }, 'tool_calls'),
        ),
      ],
    ],
    [
      'Gemini: no args, and none required',
      [
        gemini(
          { ...contents(turn('user', { text: 'go' })), tools: [{ functionDeclarations: [{ name: 'f' }] }] },
          candidate([{ functionCall: { name: 'f' } }], 'STOP'),
        ),
      ],
    ],
    [
      'but a tool that needs some',
      streamed({ ...messages(), ...tools(needing) }, ...callBlock(0, 'toolu_1'), ...messageEnd('tool_use')),
      ['error TOOL_ARGS_LOST x1'],
    ],
  ])
})

describe('trap 2: what message_delta counts again', () => {
  const counted = (start: JsonObject, end: JsonObject): readonly Captured[] =>
    streamed(messages(), ...textBlock(0, 'Hi'), ...messageEnd('end_turn', end)).map((one) => ({
      ...one,
      reply: {
        ...one.reply,
        body: (one.reply?.body ?? '').replace(
          '"input_tokens":3,"output_tokens":1',
          JSON.stringify(start).slice(1, -1),
        ),
      },
    }))
  holds([
    ['output_tokens only', counted({ input_tokens: 900, output_tokens: 1 }, { output_tokens: 5 })],
    [
      'all fields again',
      counted(
        { input_tokens: 900, cache_read_input_tokens: 80, output_tokens: 1 },
        { input_tokens: 900, cache_read_input_tokens: 80, output_tokens: 5 },
      ),
    ],
    [
      'a count only at the end',
      counted({ input_tokens: 0, output_tokens: 0 }, { input_tokens: 900, output_tokens: 5 }),
    ],
    [
      'a count that grew by what a tool searched',
      counted({ input_tokens: 900, output_tokens: 1 }, { input_tokens: 4200, output_tokens: 5 }),
    ],
    [
      'two message_deltas, the later with more',
      streamed(
        messages(),
        ...textBlock(0, 'Hi'),
        ...messageEnd(null, { output_tokens: 2 }).slice(0, 1),
        ...messageEnd('end_turn', { output_tokens: 5 }),
      ),
    ],
  ])
})

describe('trap 3: STOP with calls is Gemini’s own way', () => {
  const asked = contents(turn('user', { text: 'go' }))
  holds([
    ['one call', [gemini(asked, candidate([geminiCall()], 'STOP'))]],
    ['a call behind text', [gemini(asked, candidate([{ text: 'Well' }, geminiCall()], 'STOP'))]],
    [
      'two calls in two chunks, and STOP alone',
      [
        gemini(asked, [
          candidate([geminiCall()]),
          candidate([geminiCall('g')]),
          candidate([{ text: '' }], 'STOP'),
        ]),
      ],
    ],
    [
      'upstream, with the client told tool_use',
      [
        client(anthropic(messages(), message([toolUse('toolu_1')], 'tool_use'))),
        upstream(
          gemini({ ...asked, generationConfig: { maxOutputTokens: 99 } }, candidate([geminiCall()], 'STOP')),
        ),
      ],
    ],
    [
      'only the translated side is wrong',
      [
        client(chat({ ...ask() }, completion({ tool_calls: [toolCall('call_1')] }, 'stop'))),
        upstream(gemini(asked, candidate([geminiCall()], 'STOP'))),
      ],
      ['error FINISH_SAYS_STOP_BUT_CALLS x1'],
    ],
  ])
})

describe('trap 4: usage in a chunk without choices', () => {
  const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 }
  const asking = { ...ask(), stream: true, stream_options: { include_usage: true } }
  const last = { ...chunk({}), choices: [], usage }
  const spokenChunks = [chunk({ role: 'assistant', content: 'Hi' }), chunk({}, 'stop')]
  holds([
    ['asked for', [chat(asking, [...spokenChunks, last])]],
    [
      'asked for, with null on the others',
      [chat(asking, [...spokenChunks.map((one) => ({ ...one, usage: null })), last])],
    ],
    [
      'asked for, behind calls',
      [
        chat(asking, [
          chunk({ role: 'assistant', ...piece(0, toolCall('call_1')) }),
          chunk({}, 'tool_calls'),
          last,
        ]),
      ],
    ],
    ['nobody knows what was asked', [chat(undefined, [...spokenChunks, last])]],
    [
      'not asked for: naive clients break',
      [chat({ ...ask(), stream: true }, [...spokenChunks, last])],
      ['warning USAGE_CHUNK_SHAPE x1'],
    ],
  ])
})

describe('trap 5: where the name of a call stands', () => {
  const asking = { ...ask(), stream: true }
  const call = (more: JsonObject): JsonObject => ({ type: 'function', ...more })
  const end = chunk({}, 'tool_calls')
  holds([
    [
      'once, as OpenAI does',
      [
        chat(asking, [
          chunk(piece(0, call({ id: 'call_1', function: { name: 'f', arguments: '' } }))),
          chunk(piece(0, { function: { arguments: '{"a":1}' } })),
          end,
        ]),
      ],
    ],
    [
      'on each piece, as llama.cpp did',
      [
        chat(asking, [
          chunk(piece(0, call({ id: 'call_1', function: { name: 'f', arguments: '{"a"' } }))),
          chunk(piece(0, call({ id: 'call_1', function: { name: 'f', arguments: ':1}' } }))),
          end,
        ]),
      ],
    ],
    [
      'an empty name on later pieces',
      [
        chat(asking, [
          chunk(piece(0, call({ id: 'call_1', function: { name: 'f', arguments: '{"a"' } }))),
          chunk(piece(0, { id: '', function: { name: '', arguments: ':1}' } })),
          end,
        ]),
      ],
    ],
    [
      'null on later pieces',
      [
        chat(asking, [
          chunk(piece(0, call({ id: 'call_1', function: { name: 'f', arguments: '{"a"' } }))),
          chunk(piece(0, { id: null, type: null, function: { name: null, arguments: ':1}' } })),
          end,
        ]),
      ],
    ],
    [
      'Gemini: the name first, its arguments in pieces',
      [
        gemini(contents(turn('user', { text: 'go' })), [
          candidate([{ functionCall: { name: 'f', willContinue: true } }]),
          candidate([
            { functionCall: { partialArgs: [{ jsonPath: '$.a', numberValue: 1 }], willContinue: true } },
          ]),
          candidate([{ functionCall: {} }]),
          candidate([{ text: '' }], 'STOP'),
        ]),
      ],
    ],
  ])
})

describe('trap 6: role function at Gemini, by generation', () => {
  const body = contents(
    turn('user', { text: 'go' }),
    turn('model', geminiCall()),
    turn('function', geminiResult()),
  )
  const at = (model: string): readonly Captured[] => [
    to(`https://generativelanguage.googleapis.com/v1beta/models/${model}:generateContent`, gemini(body)),
  ]
  const signed = (model: string): readonly Captured[] => [
    to(
      `https://generativelanguage.googleapis.com/v1beta/models/${model}:generateContent`,
      gemini(
        contents(
          turn('user', { text: 'go' }),
          turn('model', geminiCall('f', { thoughtSignature: 'c2ln' })),
          turn('function', geminiResult()),
        ),
      ),
    ),
  ]
  holds([
    ['1.5 pro', at('gemini-1.5-pro'), ['warning GEMINI_RESULT_ROLE x1']],
    ['2.0 flash', at('gemini-2.0-flash-001'), ['warning GEMINI_RESULT_ROLE x1']],
    ['2.5 flash lite', at('gemini-2.5-flash-lite'), ['warning GEMINI_RESULT_ROLE x1']],
    ['3 pro', signed('gemini-3-pro-preview'), ['warning GEMINI_RESULT_ROLE x1']],
    ['3.5 flash', signed('gemini-3.5-flash'), ['error GEMINI_RESULT_ROLE x1']],
    ['4', signed('gemini-4-pro'), ['error GEMINI_RESULT_ROLE x1']],
  ])
})

describe('trap 7: text in front of a tool result', () => {
  const before = messages(
    user('go'),
    assistant([toolUse('toolu_1')]),
    user([text('Here:'), toolAnswer('toolu_1')]),
  )
  const two = messages(
    user('go'),
    assistant([toolUse('toolu_1'), toolUse('toolu_2')]),
    user([toolAnswer('toolu_1'), text('and'), toolAnswer('toolu_2')]),
  )
  const refusal = anthropicError(
    'messages.2: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1.',
  )
  holds([
    ['nobody knows what was answered', [anthropic(before)], ['warning TOOL_RESULT_NOT_ADJACENT x1']],
    ['accepted', [anthropic(before, message([text('Hi')]))], ['warning TOOL_RESULT_NOT_ADJACENT x1']],
    [
      'text behind the results',
      [
        anthropic(
          messages(
            user('go'),
            assistant([toolUse('toolu_1')]),
            user([toolAnswer('toolu_1'), text('Thanks')]),
          ),
        ),
      ],
    ],
    ['text between two results', [anthropic(two)], ['warning TOOL_RESULT_NOT_ADJACENT x1']],
    ['refused', [anthropic(before, refusal, 400)], ['error TOOL_RESULT_NOT_ADJACENT x1']],
    [
      'in Chat it is an error',
      [chat(ask(calling(toolCall('call_1')), { role: 'user', content: 'Here:' }, toolResult('call_1')))],
      ['error TOOL_RESULT_NOT_ADJACENT x1'],
    ],
    [
      'in Responses it is none',
      [
        responses(
          input(
            { role: 'user', content: 'go' },
            functionCall('call_1'),
            { role: 'user', content: 'Here:' },
            functionOutput('call_1'),
          ),
        ),
      ],
    ],
  ])
})

describe('trap 8: how long an id may be', () => {
  const id = (length: number): string => `call_${'x'.repeat(length - 5)}`
  const inChat = (length: number): readonly Captured[] => [
    chat(ask(calling(toolCall(id(length))), toolResult(id(length)))),
  ]
  const inResponses = (length: number): readonly Captured[] => [
    responses(input({ role: 'user', content: 'go' }, functionCall(id(length)), functionOutput(id(length)))),
  ]
  const inMessages = (length: number): readonly Captured[] => [
    anthropic(messages(user('go'), assistant([toolUse(id(length))]), user([toolAnswer(id(length))]))),
  ]
  holds([
    ['Chat, 40', inChat(40)],
    ['Chat, 41: a note', inChat(41), ['info ID_TOO_LONG_OR_ILLEGAL x1']],
    ['Chat, 64: a note', inChat(64), ['info ID_TOO_LONG_OR_ILLEGAL x1']],
    ['Chat, 65', inChat(65), ['error ID_TOO_LONG_OR_ILLEGAL x1']],
    ['Responses, 41', inResponses(41)],
    ['Responses, 64', inResponses(64)],
    ['Responses, 65', inResponses(65), ['error ID_TOO_LONG_OR_ILLEGAL x1']],
    ['Messages, 64', inMessages(64)],
    ['Messages, 128', inMessages(128)],
    ['Messages, 300', inMessages(300)],
  ])
})

describe('trap 9: reasoning that a provider wants back', () => {
  const thought = { reasoning_content: 'hm', tool_calls: [toolCall('call_1')] }
  const turns = (model: string, back: JsonObject, refusal?: string): readonly Captured[] => [
    chat({ ...ask(), model }, completion(thought, 'tool_calls')),
    chat(
      { ...ask({ ...calling(toolCall('call_1')), ...back }, toolResult('call_1')), model },
      refusal === undefined ? { ...completion({ content: 'Hi' }), id: 'chatcmpl-2' } : chatError(refusal),
      refusal === undefined ? 200 : 400,
    ),
  ]
  const without = ['warning REASONING_NOT_RETURNED x2']
  holds([
    ['DeepSeek, sent back', turns('deepseek-reasoner', { reasoning_content: 'hm' })],
    ['DeepSeek, not sent back, and answered', turns('deepseek-reasoner', {}), without],
    ['Kimi, not sent back, and answered', turns('kimi-k2-thinking', {}), without],
    [
      'refused',
      turns(
        'deepseek-reasoner',
        {},
        'The `reasoning_content` in the thinking mode must be passed back to the API.',
      ),
      ['error REASONING_NOT_RETURNED x2'],
    ],
    ['a model of another provider', turns('qwen3-32b', {})],
    [
      'no thinking at all',
      [
        chat(
          { ...ask(), model: 'deepseek-chat' },
          completion({ tool_calls: [toolCall('call_1')] }, 'tool_calls'),
        ),
        chat({ ...ask(calling(toolCall('call_1')), toolResult('call_1')), model: 'deepseek-chat' }),
      ],
    ],
    [
      'no call beside the thinking',
      [
        chat(
          { ...ask(), model: 'deepseek-reasoner' },
          completion({ reasoning_content: 'hm', content: 'Hi' }),
        ),
        chat({
          ...ask({ role: 'assistant', content: 'Hi' }, { role: 'user', content: 'Go on' }),
          model: 'deepseek-reasoner',
        }),
      ],
    ],
  ])
})

describe('trap 10: comments of a stream', () => {
  const between = (comment: string, one: Captured): readonly Captured[] => {
    const body = one.reply?.body ?? ''
    const first = body.indexOf('\n\n') + 2
    return [
      { ...one, reply: { ...one.reply, body: `${body.slice(0, first)}${comment}${body.slice(first)}` } },
    ]
  }
  const inChat = chat({ ...ask(), stream: true }, [
    chunk({ role: 'assistant', content: 'Hi' }),
    chunk({}, 'stop'),
  ])
  const inMessages = anthropic({ ...messages(), stream: true }, [
    messageStart(),
    ...textBlock(0, 'Hi'),
    ...messageEnd(),
  ])
  const inResponses = responses(
    { ...input(user('go')), stream: true },
    events(
      ...spoken(0, 'Hi'),
      completed({
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'Hi', annotations: [] }],
      }),
    ),
  )
  const inGemini = gemini(contents(turn('user', { text: 'go' })), [
    candidate([{ text: 'Hi' }]),
    candidate([{ text: '!' }], 'STOP'),
  ])
  const comments = [': ping\n\n', ':\n\n', ': OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n', '\n\n\n']
  holds(
    Object.entries({ inChat, inMessages, inResponses, inGemini }).flatMap(([where, one]) =>
      comments.map((comment): Case => [`${where}: ${JSON.stringify(comment)}`, between(comment, one)]),
    ),
  )
})

describe('trap 11: what the client itself did wrong is said first, and of the gateway as of something it was given', () => {
  const told = (...captured: readonly Captured[]) =>
    check({ version: 1, exchanges: captured.map((one, i) => ({ ...one, id: `x${i + 1}` })) }).map(
      ({ places: [place], message: words }) =>
        `${place?.exchange}${words.startsWith('Already in the client’s own request') ? ' already' : ''}`,
    )
  const orphan = messages(user('go'), user([toolAnswer('toolu_9')]))
  const empty = messages(user('go'), assistant([text('')]), user('Go on'))
  const twice = messages(
    user('go'),
    assistant([toolUse('toolu_1'), toolUse('toolu_1', 'g')]),
    user([toolAnswer('toolu_1')]),
  )
  it.each([
    ['an orphan', orphan],
    ['an empty text', empty],
    ['one id for two calls', twice],
  ])('%s', (_, request) => {
    const found = told(client(anthropic(request)), upstream(anthropic(request)))
    expect(found[0]).toBe('x1')
    expect(new Set(found)).toEqual(new Set(['x1', 'x2 already']))
    const alone = told(client(anthropic(messages(user('go')))), upstream(anthropic(request)))
    expect(alone.length).toBeGreaterThan(0)
    expect(alone.every((one) => one === 'x2')).toBe(true)
  })
})

describe('trap 12: more gateways than one in a row', () => {
  const whole = 'I’m happy to help you weigh the parcel that came in.'
  const cut = 'happy to help you weigh the parcel that came in.'
  const atClient = (words: string): Captured =>
    client(anthropic(messages(user('Weigh it')), message([text(words)])))
  const asked = { model: 'gpt-5', max_tokens: 99, messages: [{ role: 'user', content: 'Weigh it' }] }
  const counted = { usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } }
  const atSecond = (words: string): Captured =>
    upstream(chat(asked, completion({ content: words }, 'stop', counted)))
  const atThird = (words: string): Captured =>
    upstream(anthropic(messages(user('Weigh it')), message([text(words)])))
  const atProvider = (words: string, more: JsonObject = {}): Captured =>
    upstream(
      to(
        'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent',
        gemini(
          {
            ...contents(turn('user', { text: 'Weigh it' })),
            generationConfig: { maxOutputTokens: 99 },
            ...more,
          },
          candidate([{ text: words }], 'STOP', {
            usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 4, totalTokenCount: 7 },
          }),
        ),
      ),
    )
  const labels = (...captured: readonly Captured[]) =>
    check({ version: 1, exchanges: captured.map((one, i) => ({ ...one, id: `x${i + 1}` })) }).map(
      ({ rule, message: words }) =>
        `${rule} ${/^Between the captures (\S+ and \S+):/.exec(words)?.[1] ?? 'nowhere'}`,
    )
  it.each([
    ['nothing lost on two', [atClient(whole), atSecond(whole), atProvider(whole)], []],
    ['nothing lost on three', [atClient(whole), atSecond(whole), atThird(whole), atProvider(whole)], []],
    [
      'lost at the first of two',
      [atClient(cut), atSecond(whole), atProvider(whole)],
      ['FIRST_TOKENS_LOST x1 and x2'],
    ],
    [
      'lost at the second of two',
      [atClient(cut), atSecond(cut), atProvider(whole)],
      ['FIRST_TOKENS_LOST x2 and x3'],
    ],
    [
      'lost at the second of three',
      [atClient(cut), atSecond(cut), atThird(whole), atProvider(whole)],
      ['FIRST_TOKENS_LOST x2 and x3'],
    ],
    [
      'lost at the third of three',
      [atClient(cut), atSecond(cut), atThird(cut), atProvider(whole)],
      ['FIRST_TOKENS_LOST x3 and x4'],
    ],
    [
      'an option lost at the second of two',
      [atClient(whole), atSecond(whole), atProvider(whole, { generationConfig: {} })],
      ['PARAM_DROPPED x2 and x3'],
    ],
    [
      'two tries of one gateway are no row',
      [atClient(whole), upstream(chat(asked, chatError('Overloaded'), 529)), atProvider(whole)],
      [],
    ],
  ])('%s', (_, captured, said) => {
    expect(labels(...captured)).toEqual(said)
  })

  it('labels nothing where there is one gateway', () => {
    expect(labels(atClient(cut), atProvider(whole))).toEqual(['FIRST_TOKENS_LOST nowhere'])
  })
})

describe('streams of Messages in the traps’ neighbourhood', () => {
  holds([
    [
      'a start with text in it, and no delta',
      streamed(messages(), blockStart(0, text('Hi')), blockStop(0), ...messageEnd()),
    ],
    [
      'an empty delta',
      streamed(
        messages(),
        blockStart(0, text('')),
        blockDelta(0, { type: 'text_delta', text: '' }),
        blockDelta(0, { type: 'text_delta', text: 'Hi' }),
        blockStop(0),
        ...messageEnd(),
      ),
    ],
  ])
})
