import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { check } from '../../inspect/check.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import type { Case } from './case.ts'
import { reportCase } from './case.ts'
import { entriesOf, withoutEntries } from './entries.ts'
import { countFrames, withFrames } from './frames.ts'
import { foundAgain, sameIn, soughtIn } from './same-finding.ts'

const SAMPLES = new URL('../../../public/samples/', import.meta.url)

const transcriptOf = (name: string): Transcript =>
  JSON.parse(readFileSync(new URL(`${name}/transcript.json`, SAMPLES), 'utf8')) as Transcript

const NAMES = readdirSync(SAMPLES).filter((name) => !name.includes('.'))

function caseOf(transcript: Transcript, at: number, limits?: Parameters<typeof reportCase>[2]): Case {
  const finding = check(transcript)[at]
  const made = finding && reportCase(transcript, finding, limits)
  if (!made || 'problem' in made) throw new Error(made?.problem ?? 'There is no such finding.')
  return made
}

describe.each(NAMES)('the smallest capture of %s', (name) => {
  const one = caseOf(transcriptOf(name), 0)
  const { transcript, finding, frames, characters, exchanges, hasStopped } = one.smallest
  const found = check(transcript)

  it('shows the finding', () => expect(sameIn(found, finding)).toBeDefined())

  it('finds nothing that the whole does not', () => {
    const rules = new Set(check(one.whole).map(({ rule }) => rule))
    expect(found.map(({ rule }) => rule).filter((rule) => !rules.has(rule))).toEqual([])
  })

  it('is smaller, and searched to the end', () => {
    expect(characters.left).toBeLessThan(characters.of)
    expect([frames.left <= frames.of, exchanges.left <= exchanges.of, hasStopped]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('needs each of its frames', () => {
    // What mends the whole must mend the part as well.
    const sought = soughtIn(transcript, finding)
    const dispensable = transcript.exchanges.flatMap((exchange, at) => {
      const { reply } = exchange
      const numbers = Array.from({ length: countFrames(reply) }, (_, frame) => frame)
      return numbers.slice(1).filter((gone) => {
        if (!reply || !sought) return true
        const kept = new Set(numbers.filter((number) => number !== gone))
        const cut = { ...exchange, reply: withFrames(reply, kept) }
        return foundAgain({ ...transcript, exchanges: transcript.exchanges.with(at, cut) }, sought)
      })
    })
    expect(dispensable).toEqual([])
  })
})

it('gives the same twice', () => {
  const [first, second] = [0, 0].map((at) => caseOf(transcriptOf('litellm-21577'), at))
  expect(first).toEqual(second)
})

it.each([
  [{ judgements: 5, characters: 1e9 }, 5],
  [{ judgements: 1e9, characters: 10_000 }, 9],
])('stops where it may try no more, and says so: %j', (limits, most) => {
  const { smallest } = caseOf(transcriptOf('litellm-21577'), 0, limits)
  expect(smallest.hasStopped).toBe(true)
  expect(smallest.judged).toBeLessThanOrEqual(most)
  expect(sameIn(check(smallest.transcript), smallest.finding)).toBeDefined()
})

it('cuts no more than the finding itself allows where the search stops at once', () => {
  const { smallest, whole } = caseOf(transcriptOf('litellm-21577'), 0, { judgements: 0, characters: 0 })
  expect(smallest.transcript).toEqual(whole)
  expect(smallest.judged).toBe(0)
})

describe('withFrames', () => {
  it.each([
    [
      'sse',
      ': hi\n\ndata: 1\n\n: still here\n\ndata: 2\n\ndata: 3',
      [0, 2],
      ': hi\n\ndata: 1\n\n: still here\n\ndata: 3',
    ],
    ['ndjson', '{"a":1}\n{"a":2}\n{"a":3}\n', [1], '{"a":2}\n'],
    ['json-array', '[{"a":1},\n{"a":2},\n{"a":3}]\n', [1, 2], '[{"a":2},\n{"a":3}]\n'],
    ['json-array', '[{"a":1},\n{"a":2}]', [], '[]'],
  ])('%s', (_, body, kept, left) => expect(withFrames({ body }, new Set(kept)).body).toBe(left))

  it('keeps the times of what stays', () =>
    expect(withFrames({ body: 'data: 1\n\ndata: 2\n\n', times: [5, 9] }, new Set([1]))).toEqual({
      body: 'data: 2\n\n',
      times: [9],
    }))
})

it.each([
  [
    '{"model":"m","n":1,"tools":[{"a":[{"b":1},2]}]}',
    'request',
    [['/n', '/tools'], ['/tools/0'], [], ['/tools/0/a/0']],
  ],
  ['{"n":1,"output":[{"a":1},"words"]}', 'reply', [[], ['/output/0']]],
  ['[[{"a/b":[{}]}]]', 'reply', [[], ['/0/0'], [], ['/0/0/a~1b/0']]],
  ['no JSON', 'request', []],
] as const)('entries of %s, by depth', (body, half, entries) =>
  expect(entriesOf(body, half)).toEqual(entries),
)

describe('withoutEntries', () => {
  it.each([
    ['{"a": [ {"b":1}, {"b":2} ], "n": 1.0}', ['/a/0'], '{"a": [ {"b":2} ], "n": 1.0}'],
    ['{"a":[{"b":1},{"b":2},{"b":3}]}', ['/a/0', '/a/1'], '{"a":[{"b":3}]}'],
    ['{"a":[{"b":1}]}', ['/a/0'], undefined],
    ['{"a":1,"b":2}', ['/b'], '{"a":1}'],
    ['no JSON', ['/a'], undefined],
  ])('%s without %j', (body, gone, left) => expect(withoutEntries(body, gone)).toBe(left))
})
