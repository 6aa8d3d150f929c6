import { describe, expect, it } from 'vitest'
import { gatherScenes } from '../evidence.ts'
import { assistant, messages, user } from '../rules/samples/bodies/anthropic.ts'
import type { Captured } from '../rules/samples/bodies/capture.ts'
import { anthropic, chat, client, upstream } from '../rules/samples/bodies/capture.ts'
import { ask, calling, chunk, completion, piece, toolCall, toolResult } from '../rules/samples/bodies/chat.ts'
import { excerpts } from './excerpt.ts'
import type { AlignedRow } from './rows.ts'
import { sideBySide } from './side-by-side.ts'
import { compareTurns } from './turns.ts'

const scenesOf = (...captured: Captured[]) =>
  gatherScenes({ version: 1, exchanges: captured.map((one, i) => ({ ...one, id: `x${i + 1}` })) })

const lineOf = ({ kind, left, right }: AlignedRow): string =>
  `${kind} ${[left, right].map((said) => (said ? `${said.what} ${said.text}` : '–')).join(' | ')}`

const turns = (earlier: Captured, later: Captured) => {
  const [first, second] = scenesOf(earlier, later)
  if (!first || !second) throw new Error('two scenes')
  return compareTurns(first, second)
}

describe('a later turn beside an earlier one', () => {
  it('tells what was sent again, what the reply adds to it, and what is new', () => {
    const { rows, cacheBreak } = turns(
      chat(ask(), completion({ tool_calls: [toolCall('c1')] })),
      chat(ask(calling(toolCall('c1')), toolResult('c1', 'done'))),
    )
    expect(rows.map(lineOf)).toEqual([
      'same model m | model m',
      'same text go | text go',
      'same call f {"a":1} | call f {"a":1}',
      'invented – | result done',
    ])
    expect(rows.map(({ isAnswer }) => isAnswer === true)).toEqual([false, false, true, false])
    expect(cacheBreak).toBeUndefined()
  })

  it('tells what was changed, and where the cache ends', () => {
    const { rows, cacheBreak } = turns(
      anthropic({ ...messages(user('one')), system: 'It is 9:01.' }),
      anthropic({ ...messages(user('one'), assistant('a'), user('b')), system: 'It is 9:02.' }),
    )
    const changed = rows.find(({ kind }) => kind === 'changed')
    expect(changed && lineOf(changed)).toBe('changed instructions It is 9:01. | instructions It is 9:02.')
    expect(changed?.right?.mark).toEqual([9, 10])
    expect(changed?.right?.place).toMatchObject({ exchange: 'x2', half: 'request', pointer: '/system' })
    expect(cacheBreak?.what).toBe('instructions')
  })
})

describe('two exchanges beside each other', () => {
  const streamed = (...deltas: string[]): Captured =>
    chat(undefined, [...deltas.map((content) => chunk({ content })), chunk({}, 'stop')])

  it('are set against each other by what they say, with the frames that say it', () => {
    const [left, right] = scenesOf(streamed('Hel', 'lo'), streamed('Hello'))
    if (!left || !right) throw new Error('two scenes')
    const { as, rows } = sideBySide(left, right, 'reply')
    expect([as, ...rows.map(lineOf)]).toEqual([
      'words',
      'same text Hello | text Hello',
      'same finish stop | finish stop',
    ])
    expect(rows[0]?.left).toMatchObject({ place: { frame: 0 }, untilFrame: 1 })
    expect(rows[0]?.right).not.toHaveProperty('untilFrame')
  })

  it('stand in the order of the gateway, whichever is named first', () => {
    const call = { id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }
    const scenes = scenesOf(
      client(chat(ask(), [chunk({ content: 'I will.' }), chunk({}, 'stop')])),
      upstream(
        chat(ask(), [chunk({ content: 'I will.' }), chunk(piece(0, call) as never), chunk({}, 'tool_calls')]),
      ),
    )
    const [near, far] = scenes
    if (!near || !far) throw new Error('two scenes')
    for (const [left, right] of [
      [near, far],
      [far, near],
    ] as const) {
      const { as, rows, ...ids } = sideBySide(left, right, 'reply')
      expect({ as, left: ids.left, right: ids.right }).toEqual({ as: 'gateway', left: 'x2', right: 'x1' })
      expect(rows.find(({ kind }) => kind === 'lost')?.deed).toBe('lost the call f')
    }
  })
})

describe('what is shown of two texts', () => {
  it.each([
    ['abc', 'abd', [2, 3], [2, 3]],
    ['abc', 'abcd', undefined, [3, 4]],
    ['same', 'same', undefined, undefined],
  ] as const)('%s and %s', (before, after, left, right) => {
    expect(excerpts(before, after).map(({ mark }) => mark)).toEqual([left, right])
  })

  it('begins shortly before the first difference of long ones', () => {
    const [, after] = excerpts('a'.repeat(9_000), `${'a'.repeat(5_000)}b${'a'.repeat(3_999)}`)
    expect(after.text.length).toBeLessThan(700)
    expect(after.mark && after.text.slice(...after.mark)).toBe('b')
  })
})
