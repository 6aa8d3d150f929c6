import { describe, expect, it } from 'vitest'
import { Cursor } from '../hub/cursor.ts'
import type { Written } from '../hub/leaf.ts'
import { added, also, spell } from '../hub/leaf.ts'
import { lose, noLosses } from '../hub/losses.ts'
import { account } from './accounting.ts'

const PLAIN = { framing: [], repeats: [], echoes: [], homeless: [] }

const source = { role: 'model', text: 'hi', schema: { a: 1, b: [] }, odd: true, nothing: null }
const cursor = Cursor.root(source, true)
const role = cursor.string('role')
const text = cursor.string('text')
const schema = cursor.json('schema')
if (!role || !text || !schema) throw new Error('the cursor finds what is there')

const accountFor = (tree: Written, losses = noLosses()) =>
  account({
    sources: [{ json: source }],
    outputs: [{ tree }],
    hub: { role, text, schema },
    losses,
    phrasing: PLAIN,
  })

describe('account', () => {
  it('calls equal values carried, wherever they stand', () => {
    expect(accountFor({ deep: [{ text }] }).carried).toEqual([{ from: '/text', to: '/deep/0/text' }])
  })

  it('calls another word changed, and names the step or the spelling', () => {
    const { changed } = accountFor({ role: spell(role, 'assistant'), again: spell(role, 'bot', 'rename') })
    expect(changed).toEqual([
      { from: '/role', to: '/role', step: 'spell' },
      { from: '/role', to: '/again', step: 'rename' },
    ])
  })

  it('calls a number changed that is spelled in another way', () => {
    const numbers = { '/n': '1.0' }
    const json = { n: 1 }
    const n = Cursor.root(json, true, undefined, numbers).number('n')
    if (!n) throw new Error('the cursor finds what is there')
    const told = (leaf: Written) =>
      account({
        sources: [{ json, numbers }],
        outputs: [{ tree: { m: leaf } }],
        hub: n,
        losses: noLosses(),
        phrasing: PLAIN,
      })
    expect(told(n).carried).toEqual([{ from: '/n', to: '/m' }])
    expect(told({ value: 1, from: n.from }).changed).toEqual([{ from: '/n', to: '/m', step: 'spell' }])
  })

  it('puts a leaf in one class only: changed anywhere is changed', () => {
    const { carried, changed } = accountFor({ a: role, b: spell(role, 'assistant') })
    expect(carried).toEqual([])
    expect(changed).toHaveLength(2)
  })

  it('speaks for a subtree as one', () => {
    const accounting = accountFor({ parameters: schema })
    expect(accounting.carried).toEqual([{ from: '/schema', to: '/parameters' }])
    expect(accounting.lost.map(({ from }) => from)).not.toContain('/schema/a')
  })

  it('tells the unread from the homeless and the empty', () => {
    const codes = Object.fromEntries(accountFor({}).lost.map(({ from, code }) => [from, code]))
    expect(codes).toEqual({
      '/role': 'no-home',
      '/text': 'no-home',
      '/schema/a': 'no-home',
      '/schema/b': 'empty',
      '/odd': 'unknown-field',
      '/nothing': 'empty',
    })
  })

  it('says what a writer said of a loss', () => {
    const losses = noLosses()
    lose(losses, 'in-url', 'It stands in the URL.', role)
    expect(accountFor({ text }, losses).lost).toContainEqual({
      from: '/role',
      code: 'in-url',
      why: 'It stands in the URL.',
    })
  })

  it('gives a reason for all that has no origin', () => {
    const { added: list } = accountFor({ type: 'text', id: added('x', 'derived-id', 'made') })
    expect(list).toEqual([
      { to: '/type', code: 'required', why: expect.any(String) },
      { to: '/id', code: 'derived-id', why: 'made' },
    ])
  })

  it('lets one value stand for several', () => {
    const { carried, changed } = accountFor({ text: also(text, role) })
    expect(carried).toEqual([{ from: '/text', to: '/text' }])
    expect(changed).toEqual([{ from: '/role', to: '/text', step: 'spell' }])
  })

  it('never speaks for a root', () => {
    const whole = Cursor.root(source, true).leaf()
    const { carried } = account({
      sources: [{ json: source }],
      outputs: [{ tree: { kept: whole } }],
      hub: {},
      losses: noLosses(),
      phrasing: PLAIN,
    })
    expect(carried).toContainEqual({ from: '/schema/a', to: '/kept/schema/a' })
    expect(carried.every(({ from, to }) => from !== '' && to !== '')).toBe(true)
  })
})

describe('losses of a stream', () => {
  const frame = (index: number, json: Record<string, string | number | object>) => ({
    frame: index,
    json: json as never,
  })
  const codes = (sources: { frame: number; json: never }[], kept: readonly string[]) => {
    const tree = kept.map((pointer, i) => ({ value: 'x', from: [{ frame: i, pointer }] }))
    const { lost } = account({
      sources,
      outputs: [{ tree }],
      hub: {},
      losses: noLosses(),
      phrasing: { ...PLAIN, framing: [/^\/type$/], repeats: [/^\/again$/] },
    })
    return lost.map(({ from, code }) =>
      typeof from === 'string' ? '' : `${from.frame}${from.pointer} ${code}`,
    )
  }

  it('are told apart: framing, said before, said again later, and really lost', () => {
    const sources = [
      frame(0, { type: 'a', id: 'x', usage: { out: 1 } }),
      frame(1, { type: 'b', id: 'x', again: 'hi', usage: { out: 2 }, odd: 1 }),
    ]
    expect(codes(sources, ['/id'])).toEqual([
      '0/type framing',
      '0/usage/out superseded',
      '1/type framing',
      '1/id repeated',
      '1/again repeated',
      '1/usage/out unknown-field',
      '1/odd unknown-field',
    ])
  })
})
