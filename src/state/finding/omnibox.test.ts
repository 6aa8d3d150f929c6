import { expect, it } from 'vitest'
import type { Command } from '../commands.ts'
import type { Meanings } from './omnibox.ts'
import { offersFor } from './omnibox.ts'

const done: string[] = []
const command = (title: string): Command => ({ id: title, title, group: 'Go', run: () => {} })
const COMMANDS = [command('Next row'), command('Show the chain')]
const MEANINGS: Meanings = {
  handle: undefined,
  rules: ['ID_EMPTY', 'EMPTY_ID', 'TOOL_ARGS_LOST'],
  goTo: () => done.push('go'),
  showRule: (rule) => done.push(rule),
  search: (text) => done.push(text),
}

const titles = (wish: string, more: Partial<Meanings> = {}) =>
  offersFor(COMMANDS, wish, { ...MEANINGS, ...more }).map(({ title }) => title)

it.each([
  ['', ['Next row', 'Show the chain']],
  ['chain', ['Show the chain', 'Search for “chain” in the rows']],
  ['weather', ['Search for “weather” in the rows']],
  ['#empty', ['EMPTY_ID', 'ID_EMPTY']],
  ['#tool args', ['TOOL_ARGS_LOST']],
])('%j', (wish, wanted) => {
  expect(titles(wish)).toEqual(wanted)
})

it('goes first to what the wish names', () => {
  const handle = { kind: 'event', exchange: 'x1', number: 17 } as const
  expect(titles('x1.e17', { handle })).toEqual(['Go to x1.e17', 'Search for “x1.e17” in the rows'])
})

it('searches only where there are rows', () => {
  const { search: _, ...elsewhere } = MEANINGS
  expect(offersFor(COMMANDS, 'weather', elsewhere)).toEqual([])
})
