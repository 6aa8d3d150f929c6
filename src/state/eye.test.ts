import { expect, it } from 'vitest'
import type { EngineClient } from '../engine/client.ts'
import { createEngine } from '../engine/engine.ts'
import type { AskName, Asks } from '../engine/protocol.ts'
import { memoryBar } from './memory-bar.ts'
import { createScreen } from './screen.ts'

/** Each result names a call that nobody made: a finding each. */
const BODY = JSON.stringify({
  model: 'gpt-5',
  messages: [
    { role: 'user', content: 'Add.' },
    ...['a', 'b', 'c'].map((id) => ({ role: 'tool', tool_call_id: id, content: '42' })),
  ],
})

async function start() {
  const engine = createEngine()
  const client: EngineClient = {
    ask: async <N extends AskName>(name: N, ask: Asks[N]['ask']) =>
      engine.answer(name, ask) as Promise<Asks[N]['answer']>,
  }
  const screen = createScreen(client, memoryBar())
  await screen.session.openInputs([{ content: BODY }])
  const view = () => screen.address.getState().view
  const { problem: _, ...unlooked } = view()
  screen.address.move(unlooked)
  return { screen, view }
}

it('counts each step of a fast walk, though no place is known yet', async () => {
  const { screen, view } = await start()
  await Promise.all([screen.walkProblems(1), screen.walkProblems(1), screen.walkProblems(1)])
  expect(view().problem).toBe(2)
})

it('leaves a person where they went before the place was known', async () => {
  const { screen, view } = await start()
  const looking = screen.showProblem(1)
  screen.address.move({ exchange: 'x1', tab: 'request', row: 0 })
  await looking
  expect(view()).toEqual({ exchange: 'x1', tab: 'request', row: 0 })
})

it('comes to the place though the dock was turned meanwhile', async () => {
  const { screen, view } = await start()
  const looking = screen.showProblem(1)
  screen.address.move({ ...view(), panel: 'pairing' })
  await looking
  expect(view()).toMatchObject({ problem: 1, panel: 'pairing' })
})

it('walks around', async () => {
  const { screen, view } = await start()
  await screen.walkProblems(-1)
  const last = view().problem
  await screen.walkProblems(1)
  expect([last, view().problem]).toEqual([2, 0])
})
