import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { DialectId } from '../../hub/dialect.ts'
import { openTranscript } from '../../transcript/saved.ts'
import type { Exchange, Transcript } from '../../transcript/transcript.ts'
import { findFault } from '../../translate/faults/catalogue.ts'
import { createStreamTranslator } from '../../translate/stream.ts'
import { STREAMS } from '../faults/samples/streams.ts'
import { align } from './align.ts'
import { compareSides } from './compare.ts'
import { sayHop } from './sentence.ts'
import type { Unit } from './units.ts'

const text = (value: string): Unit => ({ kind: 'text', value })
const call = (name: string, value: object = {}): Unit => ({ kind: 'call', name, value: value as never })

const numbered = (raw: string): Unit => ({ ...call('f', { id: Number(raw) }), numbers: { '/id': raw } })

describe('align', () => {
  it.each<readonly [string, readonly Unit[], readonly Unit[], string]>([
    ['nothing', [], [], ''],
    ['what is alike', [text('a'), call('f')], [text('a'), call('f')], 'same same'],
    ['a loss', [text('a'), call('f'), text('b')], [text('a'), text('b')], 'same lost same'],
    ['a change', [text('Hello there')], [text('there')], 'changed'],
    [
      'an id of 64 bits that was rounded',
      [numbered('9223372036854775807')],
      [numbered('9223372036854775808')],
      'changed',
    ],
    ['a number in other words', [numbered('1.0')], [numbered('1')], 'same'],
    ['an invention', [text('a')], [text('a'), call('f')], 'same invented'],
    ['a double', [call('f'), text('a')], [call('f'), call('f'), text('a')], 'same doubled same'],
    ['a move', [call('f'), call('g'), text('a')], [call('g'), call('f'), text('a')], 'moved same same'],
  ])('tells %s', (_, expected, actual, kinds) => {
    expect(
      align(expected, actual)
        .map(({ kind }) => kind)
        .join(' '),
    ).toBe(kinds)
  })

  it('is no square of long lists that differ here and there', () => {
    const long = Array.from({ length: 20_000 }, (_, i) => text(`line ${i}`))
    const pairs = align(long, [...long.slice(1, 9_000), ...long.slice(9_001), call('f')])
    expect(pairs.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'lost', expected: 0 },
      { kind: 'lost', expected: 9_000 },
      { kind: 'invented', actual: 19_998 },
    ])
  })
})

const side = (id: string, where: 'client' | 'upstream', dialect: DialectId, body: string): Exchange => ({
  id,
  side: where,
  dialect,
  reply: { status: 200, body },
})

/** What is said of each rung; frames count from 0. */
const SAID: Readonly<Record<string, string>> = {
  'litellm-25836:V0': 'sequence-parts lost the call add (said in x2 frame 1)',
  'litellm-25836:V1':
    'sequence-parts changed the arguments of the call add from {"a":1} to {} (said in x2 frame 1, given in x1 frame 4)',
  'litellm-25836:V2':
    'sequence-parts lost the beginning of the text, “Well” (said in x2 frame 1, given in x1 frame 5)',
  'litellm-25836:V3':
    'sequence-parts lost the end of the text, “ of it” (said in x2 frame 2, given in x1 frame 8)',
  'litellm-25836:V4': 'sequence-parts added an empty block of text, which nobody said (given in x1 frame 1)',
  'litellm-25836:V5':
    'sequence-parts changed the arguments of the call add from {"a":1} to “{"a"” (said in x2 frame 0, given in x1 frame 2)',
  'litellm-25836:V6': 'sequence-parts lost the finish reason stop (said in x2 frame 1)',
  'litellm-25836:V7': 'sequence-parts emptied the text “Yes.” (said in x2 frame 0, given in x1 frame 1)',
  'litellm-21577:V0':
    'latch-finish made the finish reason stop out of tool-calls (said in x2 frame 1, given in x1 frame 3)',
  'litellm-21577:V1':
    'latch-finish made the finish reason stop out of tool-calls (said in x2 frame 1, given in x1 frame 3)',
  'litellm-21577:V2':
    'latch-finish made the finish reason tool-calls out of length (said in x2 frame 1, given in x1 frame 3)',
  'litellm-26167:S4': 'write-event added a second id',
}

const openSample = (path: string): Transcript => {
  const file = fileURLToPath(new URL(`../../../public/samples/${path}`, import.meta.url))
  const opened = openTranscript(readFileSync(file, 'utf8'))
  if ('problem' in opened) throw new Error(opened.problem)
  return opened.transcript
}

const CAME_THROUGH = /came through/

describe('two sides', () => {
  it.each(STREAMS)('%s: one sentence names stage and event', (id, from, to, upstream) => {
    const fault = findFault(id)
    const replay = (faulty: boolean): string => {
      const translator = createStreamTranslator({ from, to, ...(faulty && fault ? { fault } : {}) })
      return translator.push(upstream) + translator.end()
    }
    const sentences = (body: string): readonly string[] =>
      compareSides({
        version: 1,
        exchanges: [side('x1', 'client', to, body), side('x2', 'upstream', from, upstream)],
      }).hops.map((hop) => sayHop(hop, 0))
    expect(sentences(replay(false))).toEqual(['The reply came through: what x2 said, x1 was given.'])
    const [sentence] = sentences(replay(true))
    expect(sentence).toContain(`The gateway’s stage ${SAID[id]}`)
    expect(sentence).toContain(`as ${id} does`)
  })

  it.each([
    [
      'litellm-22578',
      'name-results refused the request itself, as litellm-22578 does: no provider was asked.',
    ],
    [
      'litellm-22046',
      'write-request gave the result of count_stock no role in place of user (said in x1 /messages/3/content, given in x2 /contents/2/parts/0/functionResponse/response)',
    ],
    ['litellm-26167', 'resolve-chain lost the text “Reserve berth D17'],
    ['litellm-26167-refused', 'resolve-chain refused the request itself'],
    ['litellm-25836', 'sequence-parts changed the arguments of the call write_reading from {"station"'],
    ['litellm-21577', 'latch-finish made the finish reason stop out of tool-calls'],
  ])('%s: the founding case, and nothing to say of its right half', (id, words) => {
    const { hops, unpaired } = compareSides(openSample(`${id}/transcript.json`))
    const told = [...hops.map((hop) => sayHop(hop, 0)), ...unpaired.map(({ sentence }) => sentence)]
    expect(told.filter((sentence) => !CAME_THROUGH.test(sentence)).join('\n')).toContain(
      `The gateway’s stage ${words}`,
    )
    const right = compareSides(openSample(`${id}/right.json`))
    expect(right.unpaired).toEqual([])
    expect(right.hops.flatMap(({ differences }) => differences)).toEqual([])
  })

  it('goes over two gateways hop by hop, and passes a retry over', () => {
    const chat = (content: string) =>
      JSON.stringify({
        id: 'c',
        object: 'chat.completion',
        created: 1,
        model: 'm',
        choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      })
    const request = (body: object) => ({ body: JSON.stringify({ model: 'm', ...body }) })
    const asked = { request: request({ messages: [{ role: 'user', content: 'go' }] }) }
    const { hops } = compareSides({
      version: 1,
      exchanges: [
        { ...side('x1', 'client', 'openai-chat', chat('Hell')), ...asked },
        { ...side('x2', 'upstream', 'openai-chat', chat('no')), ...asked },
        { ...side('x3', 'upstream', 'openai-chat', chat('Hello')), ...asked },
        {
          ...side(
            'x4',
            'upstream',
            'gemini',
            '{"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"finishReason":"STOP"}]}',
          ),
          request: request({ contents: [{ role: 'user', parts: [{ text: 'go' }] }] }),
        },
      ],
    })
    expect(hops.map(({ from, to, differences }) => [from, to, differences.length])).toEqual([
      ['x1', 'x3', 0],
      ['x3', 'x1', 1],
      ['x3', 'x4', 0],
      ['x4', 'x3', 0],
    ])
  })

  it('says what the other side would prove', () => {
    const [alone] = compareSides({ version: 1, exchanges: [side('x1', 'client', 'gemini', '{}')] }).unpaired
    expect(alone?.sentence).toContain('whether the provider or the gateway did it')
  })
})
