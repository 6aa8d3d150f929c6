import { describe, expect, it } from 'vitest'
import { Cursor } from '../hub/cursor.ts'
import { added, also, spell } from '../hub/leaf.ts'
import { lose, noLosses } from '../hub/losses.ts'
import { account } from './accounting.ts'

const source = { role: 'model', text: 'hi', schema: { a: 1, b: [] }, odd: true, nothing: null }
const cursor = Cursor.root(source, true)
const role = cursor.string('role')
const text = cursor.string('text')
const schema = cursor.json('schema')
if (!role || !text || !schema) throw new Error('the cursor finds what is there')

const accountFor = (tree: Parameters<typeof account>[1][number]['tree'], losses = noLosses()) =>
  account([{ json: source }], [{ tree }], { role, text, schema }, losses)

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
      '/odd': 'not-yet',
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
    const { carried } = account([{ json: source }], [{ tree: { kept: whole } }], {}, noLosses())
    expect(carried).toContainEqual({ from: '/schema/a', to: '/kept/schema/a' })
    expect(carried.every(({ from, to }) => from !== '' && to !== '')).toBe(true)
  })
})
