import { describe, expect, it } from 'vitest'
import { syntheticLog } from '../../bench/logs.mjs'
import { StreamSheet } from './stream-sheet.ts'

const LIMITS = { every: 64, short: 0 }
const body = syntheticLog('anthropic', 1, 2_000)
const begun = () => new StreamSheet({ body }, 'anthropic-messages', LIMITS)

describe('a long stream that is being read', () => {
  it('shows its first rows at once', () => {
    const [first] = begun().rows(0, 1)
    expect(first?.lanes['openai-chat'].atoms.map(({ word }) => word)).toContain('role')
  })

  it('calls nothing lost as long as it may still be said', () => {
    const sheet = begun()
    const cells = () => sheet.rows(0, 40).flatMap(({ lanes }) => Object.values(lanes))
    const lost = () => cells().filter(({ empty }) => empty?.code === 'lost').length
    expect(lost()).toBe(0)
    expect(cells().some(({ empty }) => empty?.code === 'unread')).toBe(true)
    while (sheet.advance());
    expect(cells().some(({ empty }) => empty?.code === 'unread')).toBe(false)
  })

  it('says how far it is', () => {
    const sheet = new StreamSheet({ body: syntheticLog('anthropic', 1, 20_000) }, 'anthropic-messages')
    expect(sheet.isDone).toBe(false)
    expect(sheet.progress.framed).toBeLessThan(1)
    while (sheet.progress.framed < 1) sheet.advance()
    const { length } = sheet
    expect(sheet.progress.translated).toBe(0)
    while (sheet.advance());
    expect(sheet.progress).toEqual({ framed: 1, translated: length })
    expect(sheet.length).toBe(length)
  })

  it('gives what stands ahead of it as it was captured', () => {
    const long = new StreamSheet({ body: syntheticLog('chat', 1, 6_000) }, 'openai-chat', LIMITS)
    while (long.progress.framed < 1) long.advance()
    const [row] = long.rows(5_500, 1)
    expect(row?.source.atoms.map(({ word }) => word)).toContain('content')
    expect(row?.lanes.gemini.empty?.code).toBe('unread')
  })

  it('gives no rows where there are none', () => {
    const sheet = begun()
    while (sheet.advance());
    expect(sheet.rows(sheet.length, 10)).toEqual([])
    expect(sheet.rows(sheet.length - 1, 10)).toHaveLength(1)
    expect(new StreamSheet({ body: '' }, 'gemini').rows(0, 5)).toEqual([])
  })
})
