import { describe, expect, it } from 'vitest'
import { join } from '../hub/leaf.ts'
import { settle } from '../hub/settle.ts'
import { copyState } from './copy-state.ts'

const leaf = (value: string) => ({ value, from: [] })

describe('a copied state', () => {
  it('is the same data, and nothing of it changes with the original', () => {
    const state = { open: [{ part: 1 }], text: leaf('a'), by: { 3: { isOpen: true } }, none: undefined }
    const { copy } = copyState(state)
    expect(copy).toEqual(state)
    state.open.push({ part: 2 })
    state.by[3].isOpen = false
    expect(copy).toEqual({
      open: [{ part: 1 }],
      text: leaf('a'),
      by: { 3: { isOpen: true } },
      none: undefined,
    })
  })

  it('shares inside it what the original shares', () => {
    const usage = { input: 1 }
    const { copy, nodes } = copyState({ all: usage, fresh: usage })
    expect(copy.all).toBe(copy.fresh)
    expect(copy.all).not.toBe(usage)
    expect(nodes).toBe(2)
  })

  it('keeps the origins that a joined text had then', () => {
    const piece = (pointer: string) => ({ value: pointer, from: [{ pointer }] })
    const text = join(piece('/a'), piece('/b'))
    const { copy } = copyState({ text })
    join(text, piece('/c'))
    expect(text.from).toHaveLength(3)
    expect(copy.text.from).toEqual([{ pointer: '/a' }, { pointer: '/b' }])
  })

  it('shares what is finished', () => {
    const state = { done: [settle({ text: leaf('a') })], open: { text: leaf('b') } }
    const { copy, nodes } = copyState(state)
    expect(copy.done[0]).toBe(state.done[0])
    expect(copy.open).not.toBe(state.open)
    expect(nodes).toBe(3)
  })

  it('bears a key that names the prototype', () => {
    const state = JSON.parse('{"__proto__":{"a":[1]}}') as object
    const { copy } = copyState(state)
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"a":[1]}}')
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
  })

  it('shares with an earlier copy what is as it was then', () => {
    const state = { done: [{ part: 1 }, { part: 2 }], open: { part: 3, length: 0 } }
    const earlier = copyState(state).copy
    state.open.length = 5
    const { copy, nodes } = copyState(state, earlier)
    expect(copy).toEqual(state)
    expect(copy.done).toBe(earlier.done)
    expect(copy.open).not.toBe(earlier.open)
    expect(earlier.open.length).toBe(0)
    expect(nodes).toBe(2)
  })

  it('keeps two things apart that an earlier copy had as one', () => {
    const one = { part: 1 }
    const state = { a: one, b: one }
    const earlier = copyState(state).copy
    state.b = { part: 1 }
    const { copy } = copyState(state, earlier)
    expect(copy.a).not.toBe(copy.b)
    expect(copy).toEqual(earlier)
  })
})
