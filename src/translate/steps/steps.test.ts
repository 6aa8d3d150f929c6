import { describe, expect, it } from 'vitest'
import type { Capabilities } from '../../dialects/dialect.ts'
import { noLosses } from '../../hub/losses.ts'
import type { Part } from '../../hub/part.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Message, Request, Role } from '../../hub/request.ts'
import type { ReplyStep, RequestStep } from '../step.ts'
import { rebuildHistory, resolveChain } from './chain.ts'
import { dropForeign } from './foreign.ts'
import { demoteInstructions, fitInstructions, hoistInstructions, placeInstructions } from './instructions.ts'
import { latchFinish } from './latch-finish.ts'
import { dropPrefill, openWithUser } from './opening.ts'
import { deriveIds, nameResults } from './pairing.ts'
import { resolveReferences } from './references.ts'
import { dropAssistantFiles, dropUserCitations, excuseSignatures } from './refused.ts'
import { dropIds, renameIds } from './rename-ids.ts'
import { sequenceParts } from './sequence-parts.ts'
import { dropChoiceOfNone, dropHostedChoice, flattenNamespaces, narrowTools } from './tools.ts'
import { groupResults, mergeTurns, orderResultsAsCalls, orderResultsFirst, splitResults } from './turns.ts'

const leaf = <T>(value: T) => ({ value, from: [] })
const say = (text: string): Part => ({ kind: 'text', text: leaf(text) })
const call = (name: string, id?: string): Part => ({
  kind: 'tool-call',
  name: leaf(name),
  arguments: leaf('{}'),
  ...(id ? { id: leaf(id) } : {}),
})
const result = (id?: string, name?: string): Part => ({
  kind: 'tool-result',
  content: [],
  ...(id ? { callId: leaf(id) } : {}),
  ...(name ? { name: leaf(name) } : {}),
})
const foreign: Part = { kind: 'opaque', dialect: 'anthropic-messages', raw: leaf({}) }
const message = (role: Role, ...parts: Part[]): Message => ({ role: leaf(role), parts })
const request = (...messages: Message[]): Request => ({
  dialect: 'openai-responses',
  messages,
  tools: [],
  settings: {},
})

const USER_TURN: Capabilities = {
  instructions: 'field',
  allowsMidInstructions: false,
  instructionRole: 'system',
  results: 'user-turn',
  mergesTurns: true,
  namesResults: true,
  needsCallIds: true,
  callIds: {},
  ordersResults: false,
  opensWithUser: false,
  allowsPrefill: true,
  refusedSettings: [],
  forcesHostedTools: true,
  narrowsChoice: true,
  thinkingIn: 'either',
  excludesForcedThinking: false,
  excludesThinkingTools: false,
  speaksOpenApi: false,
  allowsAssistantFiles: true,
  allowsUserCitations: true,
  schemas: { tool: 'any', strict: 'any', format: 'any' },
  sequencesParts: true,
}
const OWN_MESSAGE: Capabilities = { ...USER_TURN, instructions: 'message', results: 'own-message' }

const run = (step: RequestStep, before: Request, capabilities = USER_TURN) =>
  step.run(before, {
    target: { dialect: 'gemini' },
    capabilities,
    source: { ...USER_TURN, mergesTurns: false },
    losses: noLosses(),
    history: [],
  })

/** `user: result:a text | assistant: call:f#a` */
const sketch = ({ messages }: Request): string =>
  messages.map(({ role, parts }) => `${role.value}: ${parts.map(sketchPart).join(' ')}`).join(' | ')
const sketchPart = (part: Part): string => {
  if (part.kind === 'text') return part.text.value
  if (part.kind === 'tool-call') return `call:${part.name.value}#${part.id?.value ?? ''}`
  if (part.kind === 'tool-result')
    return `result:${part.callId?.value ?? ''}${part.name ? `@${part.name.value}` : ''}`
  return part.kind
}

describe('request steps', () => {
  it.each<[string, RequestStep, Capabilities, Request, string]>([
    [
      'hoists only what opens the list',
      hoistInstructions,
      USER_TURN,
      request(message('system', say('S')), message('user', say('u')), message('developer', say('D'))),
      'user: u | developer: D',
    ],
    [
      'demotes what stands between turns, in place',
      demoteInstructions,
      USER_TURN,
      request(message('user', say('u')), message('developer', say('D'))),
      'user: u | user: D',
    ],
    [
      'splits each result into a message, before its neighbours',
      splitResults,
      OWN_MESSAGE,
      request(message('user', result('a'), result('b'), say('u'))),
      'tool: result:a | tool: result:b | user: u',
    ],
    [
      'calls a turn of one result by its role',
      splitResults,
      OWN_MESSAGE,
      request(message('user', result('a'))),
      'tool: result:a',
    ],
    [
      'groups neighbouring results only',
      groupResults,
      USER_TURN,
      request(
        message('assistant', call('f', 'a'), call('f', 'b'), call('f', 'c')),
        message('tool', result('a')),
        message('tool', result('b')),
        message('user', say('u')),
        message('tool', result('c')),
      ),
      'assistant: call:f#a call:f#b call:f#c | user: result:a result:b | user: u | user: result:c',
    ],
    [
      'groups no result whose call is not there',
      groupResults,
      USER_TURN,
      request(message('tool', result('a')), message('tool', result('b'))),
      'user: result:a | user: result:b',
    ],
    [
      'drops what only another dialect knows, and a message of nothing else',
      dropForeign,
      USER_TURN,
      request(
        message('user', say('u')),
        message('assistant', foreign),
        message('assistant', foreign, say('x')),
      ),
      'user: u | assistant: x',
    ],
    [
      'puts one system message into a field of one text',
      fitInstructions,
      USER_TURN,
      request(message('system', say('S')), message('developer', say('D'))),
      'developer: D',
    ],
    [
      'keeps several texts as a message where the field holds one',
      fitInstructions,
      USER_TURN,
      { ...request(message('user', say('u'))), instructions: { parts: [say('S'), say('T')] } },
      'system: S T | user: u',
    ],
    [
      'merges neighbours of one role',
      mergeTurns,
      USER_TURN,
      request(
        message('assistant', say('x')),
        message('assistant', call('f', 'a')),
        message('user', say('u')),
        message('user', say('v')),
      ),
      'assistant: x call:f#a | user: u v',
    ],
    [
      'merges only the assistant where results stand alone',
      mergeTurns,
      OWN_MESSAGE,
      request(
        message('assistant', call('f', 'a')),
        message('assistant', call('g', 'b')),
        message('user', say('u')),
        message('user', say('v')),
      ),
      'assistant: call:f#a call:g#b | user: u | user: v',
    ],
    [
      'puts text before the calls it follows',
      mergeTurns,
      OWN_MESSAGE,
      request(message('assistant', call('f', 'a')), message('assistant', say('x'))),
      'assistant: x call:f#a',
    ],
    [
      'puts results first',
      orderResultsFirst,
      USER_TURN,
      request(message('user', say('u'), result('a'))),
      'user: result:a u',
    ],
    [
      'puts results in the order of their calls',
      orderResultsAsCalls,
      USER_TURN,
      request(
        message('assistant', call('f', 'a'), call('g', 'b')),
        message('user', result('b'), result('a'), say('u')),
      ),
      'assistant: call:f#a call:g#b | user: result:a result:b u',
    ],
    [
      'drops ids of both halves',
      dropIds,
      USER_TURN,
      request(message('assistant', call('f', 'a')), message('user', result('a', 'f'))),
      'assistant: call:f# | user: result:@f',
    ],
    [
      'opens with the user',
      openWithUser,
      USER_TURN,
      request(message('assistant', say('a'))),
      'user: (earlier turns are not given) | assistant: a',
    ],
    [
      'keeps a last turn that calls',
      dropPrefill,
      USER_TURN,
      request(message('user', say('u')), message('assistant', call('f', 'a'))),
      'user: u | assistant: call:f#a',
    ],
    [
      'names results over the whole history',
      nameResults,
      USER_TURN,
      request(
        message('assistant', call('f', 'a')),
        message('assistant', call('g', 'b')),
        message('tool', result('a')),
        message('tool', result('b')),
      ),
      'assistant: call:f#a | assistant: call:g#b | tool: result:a@f | tool: result:b@g',
    ],
    [
      'leaves a result without a call unnamed',
      nameResults,
      USER_TURN,
      request(message('tool', result('z'))),
      'tool: result:z',
    ],
    [
      'derives ids by name and order',
      deriveIds,
      USER_TURN,
      request(
        message('user', say('u')),
        message('assistant', call('f'), call('f')),
        message('user', result(undefined, 'f'), result(undefined, 'f')),
      ),
      'user: u | assistant: call:f#call_1_0 call:f#call_1_1 | user: result:call_1_0@f result:call_1_1@f',
    ],
    [
      'keeps ids that are there',
      deriveIds,
      USER_TURN,
      request(message('assistant', call('f', 'a')), message('user', result('a', 'f'))),
      'assistant: call:f#a | user: result:a@f',
    ],
  ])('%s', (_, step, capabilities, before, expected) => {
    expect(sketch(run(step, before, capabilities))).toBe(expected)
  })

  it('places instructions as the first message', () => {
    expect(
      sketch(
        run(
          placeInstructions,
          { ...request(message('user', say('u'))), instructions: { parts: [say('S')] } },
          OWN_MESSAGE,
        ),
      ),
    ).toBe('system: S | user: u')
  })

  it.each([
    hoistInstructions,
    demoteInstructions,
    splitResults,
    groupResults,
    mergeTurns,
    orderResultsFirst,
    nameResults,
    deriveIds,
    renameIds,
    dropIds,
    orderResultsAsCalls,
    openWithUser,
    dropPrefill,
    dropAssistantFiles,
    dropUserCitations,
    excuseSignatures,
    resolveChain,
    resolveReferences,
    dropForeign,
    fitInstructions,
    flattenNamespaces,
    dropHostedChoice,
    dropChoiceOfNone,
    narrowTools,
  ])('$name leaves a plain conversation alone', (step) => {
    const plain = request(
      message('user', say('u')),
      message('assistant', say('a')),
      message('user', say('v')),
    )
    expect(sketch(run(step, plain))).toBe(sketch(plain))
  })
})

describe('resolve-chain', () => {
  const turn = (id: string, previous?: string) => ({
    exchange: id,
    ids: [id],
    events: [],
    reply: message('assistant', say(`a-${id}`)),
    request: {
      ...request(message('user', say(`u-${id}`))),
      ...(previous ? { chain: { previousResponseId: leaf(previous) } } : {}),
    },
  })

  it('writes out all turns behind the id, oldest first', () => {
    const messages = rebuildHistory([turn('r1'), turn('r2', 'r1')], 'r2') ?? []
    expect(sketch(request(...messages))).toBe('user: u-r1 | assistant: a-r1 | user: u-r2 | assistant: a-r2')
  })

  it('breaks rather than invent: an id nobody announced, a chain that bites its tail', () => {
    expect(rebuildHistory([turn('r1')], 'r9')).toBeUndefined()
    expect(rebuildHistory([turn('r1', 'r1')], 'r1')).toBeUndefined()
  })
})

describe('reply steps', () => {
  const start = (part: number, kind: 'text' | 'tool-call' = 'tool-call'): ReplyEvent => ({
    kind: 'part-start',
    part,
    head: kind === 'text' ? { kind } : { kind, name: leaf('f') },
  })
  const delta = (part: number, text: string): ReplyEvent => ({ kind: 'part-delta', part, text: leaf(text) })
  const end = (part: number): ReplyEvent => ({ kind: 'part-end', part })
  const finish = (value: 'stop' | 'length'): ReplyEvent => ({ kind: 'finish', reason: leaf(value) })
  const through = (step: ReplyStep<never>, events: readonly ReplyEvent[]): ReplyEvent[] => {
    const state = step.start()
    return [...events.flatMap((event) => step.run(state, { events: [event] })), ...step.end(state)]
  }
  const line = (event: ReplyEvent): string =>
    'part' in event
      ? `${event.kind.slice(5)}${event.part}`
      : event.kind === 'finish'
        ? event.reason.value
        : event.kind

  it('latches calls seen in earlier frames, but only over a plain stop', () => {
    expect(
      through(latchFinish as ReplyStep<never>, [start(0), end(0), finish('stop')])
        .map(line)
        .at(-1),
    ).toBe('tool-calls')
    expect(
      through(latchFinish as ReplyStep<never>, [start(0), end(0), finish('length')])
        .map(line)
        .at(-1),
    ).toBe('length')
    expect(
      through(latchFinish as ReplyStep<never>, [start(0, 'text'), end(0), finish('stop')])
        .map(line)
        .at(-1),
    ).toBe('stop')
  })

  it('holds a call until the one before it is whole', () => {
    const events = [
      start(0),
      delta(0, '{"a"'),
      start(1),
      delta(1, '{}'),
      delta(0, ':1}'),
      end(0),
      end(1),
      finish('stop'),
    ]
    expect(through(sequenceParts as ReplyStep<never>, events).map(line)).toEqual([
      'start0',
      'delta0',
      'delta0',
      'end0',
      'start1',
      'delta1',
      'end1',
      'stop',
    ])
  })

  it('lets the next call begin as soon as the arguments are complete', () => {
    const events = [start(0), delta(0, '{"a":1}'), start(1)]
    expect(through(sequenceParts as ReplyStep<never>, events).map(line)).toEqual([
      'start0',
      'delta0',
      'end0',
      'start1',
      'end1',
    ])
  })
})
