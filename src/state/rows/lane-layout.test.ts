import { describe, expect, it } from 'vitest'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import { arranged, FIRST_LAYOUT, placeLane, readLayout, stepLane, turnPin, widen } from './lane-layout.ts'

const [CHAT, RESPONSES, ANTHROPIC, GEMINI] = DIALECT_IDS as readonly [
  DialectId,
  DialectId,
  DialectId,
  DialectId,
]

describe('lanes', () => {
  it('stand pinned first, each kind in its order, and only those shown', () => {
    const layout = turnPin(FIRST_LAYOUT, GEMINI)
    expect(arranged(layout, DIALECT_IDS)).toEqual([GEMINI, CHAT, RESPONSES, ANTHROPIC])
    expect(arranged(layout, [CHAT, ANTHROPIC])).toEqual([CHAT, ANTHROPIC])
    expect(arranged(turnPin(layout, GEMINI), DIALECT_IDS)).toEqual(DIALECT_IDS)
  })

  it('step past the neighbour that is seen, however many hidden ones are between', () => {
    const shown = [CHAT, GEMINI]
    expect(arranged(stepLane(FIRST_LAYOUT, CHAT, 1, shown), shown)).toEqual([GEMINI, CHAT])
    expect(stepLane(FIRST_LAYOUT, CHAT, -1, shown)).toBe(FIRST_LAYOUT)
    expect(stepLane(FIRST_LAYOUT, RESPONSES, 1, shown)).toBe(FIRST_LAYOUT)
  })

  it('stay on their side of the pins when they step', () => {
    const layout = turnPin(FIRST_LAYOUT, CHAT)
    expect(stepLane(layout, RESPONSES, -1, DIALECT_IDS)).toBe(layout)
  })

  it('are put before another, and pinned with it', () => {
    expect(placeLane(FIRST_LAYOUT, GEMINI, RESPONSES).order).toEqual([
      'other',
      CHAT,
      GEMINI,
      RESPONSES,
      ANTHROPIC,
    ])
    expect(placeLane(FIRST_LAYOUT, CHAT, undefined).order.at(-1)).toBe(CHAT)
    const layout = placeLane(turnPin(FIRST_LAYOUT, CHAT), GEMINI, CHAT)
    expect(layout.pinned).toContain(GEMINI)
    expect(placeLane(layout, GEMINI, RESPONSES).pinned).toEqual([CHAT])
  })

  it('are as wide as one wishes, within what can be read, until they are given back their share', () => {
    const layout = widen(FIRST_LAYOUT, 'source', 20)
    expect(layout.widths).toEqual({ source: 96 })
    expect(widen(layout, 'source', undefined).widths).toEqual({})
  })
})

it.each([
  [undefined],
  ['nonsense'],
  [{ order: 3, pinned: 'x', widths: [] }],
  [{ order: ['x', null], widths: { source: 'wide', another: 200, gemini: -4 } }],
])('reads %j as nothing kept', (kept) => {
  expect(readLayout(kept)).toEqual(FIRST_LAYOUT)
})

it('reads what was written', () => {
  const layout = widen(turnPin(placeLane(FIRST_LAYOUT, GEMINI, CHAT), ANTHROPIC), CHAT, 300)
  expect(readLayout(JSON.parse(JSON.stringify(layout)))).toEqual(layout)
})
