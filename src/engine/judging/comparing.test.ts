import { expect, it } from 'vitest'
import { createEngine } from '../engine.ts'

const request = (texts: readonly string[]): string =>
  JSON.stringify({
    model: 'gpt-5',
    messages: texts.map((content, i) => ({ role: i % 2 ? 'assistant' : 'user', content })),
  })

const texts = (count: number, word: string, every: number): string[] =>
  Array.from({ length: count }, (_, i) => `line ${i}${i % every === 0 ? word : ''}`)

function compare(left: readonly string[], right: readonly string[]) {
  const engine = createEngine()
  const [near, far] = [left, right].map((one) => {
    const opened = engine.answer('open', { inputs: [{ content: request(one) }] })
    return 'key' in opened ? opened.key : ''
  })
  const other = { key: far ?? '', exchange: 'x1' }
  const pair = { of: 'exchanges', key: near ?? '', exchange: 'x1', half: 'request', other } as const
  const begun = engine.answer('difference', pair)
  if ('problem' in begun) throw new Error(begun.problem)
  const rows = (only: readonly number[]) => engine.answer('comparedRows', { key: pair.key, pair, only })
  return { begun, rows }
}

it('says of all rows what became of them, and gives any of them by number', () => {
  const { begun, rows } = compare(texts(900, 'a', 300), texts(900, 'b', 300))
  expect(begun.kinds).toHaveLength(901)
  expect(begun.kinds.flatMap((kind, at) => (kind === 'same' ? [] : [at]))).toEqual([1, 301, 601])
  expect(begun.rows.length).toBeLessThan(200)
  expect(rows([601, 900, 9_999])).toMatchObject({
    rows: [{ kind: 'changed', right: { text: 'line 600b' } }, { kind: 'same' }],
  })
})

it('comes together again behind hundreds of things that only one says', () => {
  const all = texts(600, '', 1)
  const { begun } = compare(all, [...all.slice(0, 100), ...texts(300, ' more', 1), ...all.slice(100)])
  const count = (kind: string) => begun.kinds.filter((one) => one === kind).length
  expect([count('same'), count('invented'), count('changed')]).toEqual([601, 300, 0])
})

it('tells hundreds of things that stand elsewhere from what only one says', () => {
  const { begun } = compare(texts(400, '', 1), [...texts(400, '', 1).slice(200), ...texts(200, '', 1)])
  const count = (kind: string) => begun.kinds.filter((one) => one === kind).length
  expect([count('same'), count('moved'), count('lost')]).toEqual([201, 200, 0])
})
