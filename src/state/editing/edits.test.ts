import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EngineClient } from '../../engine/client.ts'
import { createEngine } from '../../engine/engine.ts'
import type { AskName, Asks } from '../../engine/protocol.ts'
import { memoryBar } from '../memory-bar.ts'
import { createScreen } from '../screen.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const BODY = '{"model":"gpt-5","messages":[{"role":"user","content":"What is 17 + 25?"}]}'
const PLACE = { exchange: 'x1', half: 'request' } as const

async function start() {
  const engine = createEngine()
  const asked: AskName[] = []
  const client: EngineClient = {
    ask: async <N extends AskName>(name: N, ask: Asks[N]['ask']) => {
      asked.push(name)
      return engine.answer(name, ask) as Promise<Asks[N]['answer']>
    },
  }
  const screen = createScreen(client, memoryBar())
  await screen.session.openInputs([{ content: BODY }])
  const [origin = ''] = Object.keys(screen.session.getState().opened)
  const type = (start: number, end: number, text: string) =>
    screen.edits.type(origin, PLACE, BODY, [{ start, end, text }])
  return {
    screen,
    origin,
    asked,
    type,
    opened: () => screen.session.getState().opened[origin],
    text: () => screen.edits.getState()[origin]?.halves['x1/request']?.text,
    rest: () => vi.advanceTimersByTimeAsync(2_000),
  }
}

const at = (words: string): number => BODY.indexOf(words)

it('reads what was typed once typing pauses, and shows it where the capture stood', async () => {
  const { type, rest, opened, asked } = await start()
  const before = opened()?.key
  for (const [i, letter] of [...'abc'].entries()) type(at('What') + i, at('What') + i, letter)
  expect(opened()?.key).toBe(before)
  await rest()
  expect(opened()?.key).not.toBe(before)
  expect(opened()?.exchanges[0]?.edited).toEqual(['request'])
  expect(asked.filter((name) => name === 'edit')).toHaveLength(1)
})

it('keeps a text that cannot be read, and what was read before it', async () => {
  const { type, rest, opened, text, screen, origin } = await start()
  const before = opened()
  type(at('"messages"'), at('"messages"') + 1, '')
  await rest()
  expect(opened()).toBe(before)
  expect(text()).toBe(BODY.replace('"messages"', 'messages"'))
  expect(screen.edits.getState()[origin]?.unread[0]).toMatchObject({ line: 1, exchange: 'x1' })
  screen.undo()
  await rest()
  expect(text()).toBe(BODY)
  expect(screen.edits.getState()[origin]?.unread).toEqual([])
})

it('takes typing back in one step, and does it again', async () => {
  const { type, text, screen, rest, opened } = await start()
  const before = opened()?.key
  for (const [i, letter] of [...'abc'].entries()) type(at('What') + i, at('What') + i, letter)
  await rest()
  type(at('gpt-5'), at('gpt-5') + 5, 'o3')
  expect(text()).toContain('"o3"')
  screen.undo()
  expect(text()).toBe(BODY.replace('What', 'abcWhat'))
  screen.undo()
  await rest()
  expect(opened()?.key).toBe(before)
  screen.redo()
  screen.redo()
  expect(text()).toContain('"o3"')
  expect(text()).toContain('abcWhat')
})

it('takes edits back past changes of the view, and the view past edits', async () => {
  const { type, text, screen } = await start()
  type(at('gpt-5'), at('gpt-5') + 5, 'o3')
  screen.address.move({ exchange: 'x1', tab: 'source' })
  screen.undo('edit')
  expect(text()).toBe(BODY)
  expect(screen.address.getState().view.tab).toBe('source')
  screen.undo()
  expect(screen.address.getState().view.tab).toBe('request')
  screen.redo('view')
  screen.settings.toggleLane('gemini', 'openai-chat')
  screen.undo()
  expect(screen.settings.getState().lanes).toEqual({})
  expect(screen.history.getState().undone.map(({ title }) => title)).toEqual([
    'edit of x1 request',
    'hide the lane gemini',
  ])
})

it('brings back what was captured, and that can be taken back, too', async () => {
  const { type, text, screen, origin } = await start()
  type(at('gpt-5'), at('gpt-5') + 5, 'o3')
  screen.edits.reset(origin, PLACE)
  expect(text()).toBe(BODY)
  screen.undo()
  expect(text()).toContain('"o3"')
})

it('shows what is opened anew as it was captured, and brings the edits back', async () => {
  const { type, rest, screen, text, opened } = await start()
  const before = opened()?.key
  type(at('gpt-5'), at('gpt-5') + 5, 'o3')
  await rest()
  await screen.session.openInputs([{ content: BODY }])
  await rest()
  expect(opened()?.key).toBe(before)
  expect(text()).toBe(BODY)
  screen.undo('edit')
  await rest()
  expect(text()).toContain('"o3"')
  expect(opened()?.exchanges[0]?.edited).toEqual(['request'])
})
