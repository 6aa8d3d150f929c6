import { expect, it } from 'vitest'
import type { Command } from './commands.ts'
import { createCommands, keyName, matching } from './commands.ts'

const PRESS = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

it.each([
  [{ ...PRESS, key: 'j' }, 'j'],
  [{ ...PRESS, key: 'J', shiftKey: true }, 'Shift+j'],
  [{ ...PRESS, key: 'J' }, 'j'],
  [{ ...PRESS, key: '?', shiftKey: true }, '?'],
  [{ ...PRESS, key: 'k', ctrlKey: true }, 'Mod+k'],
  [{ ...PRESS, key: 'k', metaKey: true }, 'Mod+k'],
  [{ ...PRESS, key: 'Z', ctrlKey: true, shiftKey: true }, 'Mod+Shift+z'],
  [{ ...PRESS, key: 'Tab', shiftKey: true }, 'Shift+Tab'],
  [{ ...PRESS, key: 'ArrowLeft', altKey: true }, 'Alt+ArrowLeft'],
])('names the key of %j', (press, name) => {
  expect(keyName(press)).toBe(name)
})

const command = (id: string, more: Partial<Command> = {}): Command => ({
  id,
  title: id,
  group: 'Go',
  run: () => {},
  ...more,
})

it('presses the command that came last, until it is taken away', () => {
  const run: string[] = []
  const commands = createCommands()
  commands.add([command('row', { keys: ['j'], run: () => run.push('row') })])
  const away = commands.add([command('moment', { keys: ['j'], run: () => run.push('moment') })])
  expect(commands.press('j', false)).toBe(true)
  away()
  commands.press('j', false)
  expect(run).toEqual(['moment', 'row'])
})

it('takes a capital for its own key only where a command asks for it', () => {
  const run: string[] = []
  const commands = createCommands()
  commands.add([
    command('next', { keys: ['n'], run: () => run.push('next') }),
    command('previous', { keys: ['Shift+n'], run: () => run.push('previous') }),
    command('row', { keys: ['j'], run: () => run.push('row') }),
  ])
  for (const key of ['n', 'Shift+n', 'Shift+j']) commands.press(key, false)
  expect(run).toEqual(['next', 'previous', 'row'])
})

it('leaves keys to whoever is typing, but for commands that are meant then, too', () => {
  const commands = createCommands()
  commands.add([command('row', { keys: ['j'] }), command('palette', { keys: ['Mod+k'], whileTyping: true })])
  expect([commands.press('j', true), commands.press('Mod+k', true), commands.press('x', false)]).toEqual([
    false,
    true,
    false,
  ])
})

it('has function keys mean the same while something is typed', () => {
  const commands = createCommands()
  commands.add([command('problem', { keys: ['.', 'F8'] })])
  expect([commands.press('.', true), commands.press('F8', true)]).toEqual([false, true])
})

it('runs nothing that can do nothing', () => {
  const commands = createCommands()
  commands.add([command('undo', { keys: ['u'], off: 'Nothing was changed.' })])
  expect(commands.press('u', false)).toBe(false)
})

it('finds commands by all words of a wish, titles that begin with it first', () => {
  const all = [command('Show the pairing'), command('Pairing of calls'), command('Next row')]
  expect(matching(all, 'pairing').map(({ id }) => id)).toEqual(['Pairing of calls', 'Show the pairing'])
  expect(matching(all, 'show pair').map(({ id }) => id)).toEqual(['Show the pairing'])
})
