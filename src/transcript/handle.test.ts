import { expect, it } from 'vitest'
import type { Handle } from './handle.ts'
import { findingHandle, formatHandle, parseHandle, rowHandle } from './handle.ts'

const HANDLES: readonly (readonly [string, Handle])[] = [
  ['x1', { kind: 'exchange', exchange: 'x1' }],
  ['x1.e17', { kind: 'event', exchange: 'x1', number: 17 }],
  ['x1.q3', { kind: 'entry', exchange: 'x1', number: 3 }],
  ['x1.e2/choices/0', { kind: 'event', exchange: 'x1', number: 2, pointer: '/choices/0' }],
  ['x12.c1', { kind: 'call', exchange: 'x12', number: 1 }],
  ['p2', { kind: 'finding', number: 2 }],
]

it.each(HANDLES)('%s is read and written', (text, handle) => {
  expect(parseHandle(text)).toEqual(handle)
  expect(formatHandle(handle)).toBe(text)
})

it('takes capitals for what we name ourselves, and no other name', () => {
  expect(parseHandle('X1.E17')).toEqual({ kind: 'event', exchange: 'x1', number: 17 })
  expect(parseHandle('Mine.e1')).toEqual({ kind: 'event', exchange: 'Mine', number: 1 })
})

it.each(['', 'x1.e0', 'x1.e', 'x1.f3', 'x1.c1/name', 'two words', '/messages/0', 'x1.e9999999999', '#rule'])(
  '%j is none',
  (text) => expect(parseHandle(text)).toBeUndefined(),
)

it('counts from 1 where rows and findings count from 0', () => {
  expect([rowHandle('x1', 'reply', 0), rowHandle('x1', 'request', 2), findingHandle(0)]).toEqual([
    'x1.e1',
    'x1.q3',
    'p1',
  ])
})
