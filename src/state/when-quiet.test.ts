import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { whenQuiet } from './when-quiet.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('does the work of each name once, when it has been quiet about it', () => {
  const done: string[] = []
  const say = whenQuiet(100, (name) => done.push(name))
  say('a')
  vi.advanceTimersByTime(60)
  say('a')
  say('b')
  vi.advanceTimersByTime(60)
  expect(done).toEqual([])
  vi.advanceTimersByTime(40)
  expect(done).toEqual(['a', 'b'])
  say('a')
  vi.advanceTimersByTime(100)
  expect(done).toEqual(['a', 'b', 'a'])
})
