import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { EngineClient } from '../../engine/client.ts'
import { createEngine } from '../../engine/engine.ts'
import type { AskName, Asks } from '../../engine/protocol.ts'
import { formatOrigin } from '../address.ts'
import { memoryShelf } from '../keeping/memory-shelf.ts'
import { memoryBar } from '../memory-bar.ts'
import { createScreen } from '../screen.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const BODY = '{"model":"gpt-5","messages":[{"role":"user","content":"What is 17 + 25?"}]}'
const PLACE = { exchange: 'x1', half: 'request' } as const
const KEY = `sk-proj-${'aB3dE5'.repeat(9)}`

/** A tab with an engine of its own: what it knows is what address and browser hold. */
function openTab(bar = memoryBar(), shelf = memoryShelf()) {
  const engine = createEngine()
  const client: EngineClient = {
    ask: async <N extends AskName>(name: N, ask: Asks[N]['ask']) =>
      engine.answer(name, ask) as Promise<Asks[N]['answer']>,
  }
  const screen = createScreen(client, bar, shelf)
  const origin = () => formatOrigin(screen.address.getState().origin)
  return {
    bar,
    shelf,
    screen,
    origin,
    opened: () => screen.session.getState().opened[origin()],
    text: () => screen.edits.getState()[origin()]?.halves['x1/request']?.text,
    change: (from: string, to: string) => {
      const start = BODY.indexOf(from)
      screen.edits.type(origin(), PLACE, BODY, [{ start, end: start + from.length, text: to }])
    },
    told: () => screen.notices.getState().map(({ sentence }) => sentence),
    rest: () => vi.advanceTimersByTimeAsync(3_000),
  }
}

function linkOf(body: string): string {
  const engine = createEngine()
  const opened = engine.answer('open', { inputs: [{ content: body }] })
  const link = 'key' in opened ? engine.answer('link', { key: opened.key, view: {} }) : opened
  return 'fragment' in link ? link.fragment : ''
}

async function openLinkTab() {
  const tab = openTab(memoryBar(linkOf(BODY)))
  await tab.screen.session.arrive()
  return tab
}

it('holds what was written over a link in the address, and has it after a reload', async () => {
  const tab = await openLinkTab()
  tab.change('gpt-5', 'o3')
  await tab.rest()
  expect(tab.screen.editions.getState()[tab.origin()]).toEqual({ inAddress: true, inBrowser: false })
  const after = openTab(memoryBar(tab.bar.read()))
  await after.screen.session.arrive()
  await after.rest()
  expect(after.text()).toBe(BODY.replace('gpt-5', 'o3'))
  expect(after.opened()?.exchanges[0]?.edited).toEqual(['request'])
  expect(after.bar.read()).toBe(tab.bar.read())
  expect(after.screen.history.getState().done).toEqual([])
  after.screen.edits.reset(after.origin(), PLACE)
  await after.rest()
  expect(after.text()).toBe(BODY)
  expect(after.bar.read()).not.toContain('edit=')
})

it('has a text that cannot be read after a reload, too', async () => {
  const tab = await openLinkTab()
  tab.change('"messages"', 'messages"')
  await tab.rest()
  const after = openTab(memoryBar(tab.bar.read()))
  await after.screen.session.arrive()
  expect(after.text()).toBe(BODY.replace('"messages"', 'messages"'))
  expect(after.screen.edits.getState()[after.origin()]?.unread).toHaveLength(1)
})

it('lets no key into the address', async () => {
  const tab = await openLinkTab()
  tab.change('What', KEY)
  await tab.rest()
  const after = openTab(memoryBar(tab.bar.read()))
  await after.screen.session.arrive()
  expect(after.text()).not.toContain(KEY.slice(8))
  expect(after.text()).toContain('sk-proj-***')
})

it('goes Back with what is written by now, and lays over it what another address holds, as a step', async () => {
  const tab = await openLinkTab()
  tab.change('gpt-5', 'o3')
  await tab.rest()
  const first = tab.bar.read()
  tab.screen.address.move({ exchange: 'x1', tab: 'source' })
  tab.screen.address.move({ exchange: 'x1', tab: 'headers' })
  tab.change('17', '71')
  await tab.rest()
  const now = tab.text()
  tab.bar.back()
  await tab.rest()
  expect(tab.text()).toBe(now)
  tab.bar.follow(first)
  await tab.rest()
  expect(tab.text()).toBe(BODY.replace('gpt-5', 'o3'))
  tab.screen.undo('edit')
  await tab.rest()
  expect(tab.text()).toBe(now)
})

it('tells that the edit in an address is damaged, and shows what was captured', async () => {
  const tab = openTab(memoryBar(`${linkOf(BODY)}&edit=AAAA`))
  await tab.screen.session.arrive()
  expect(tab.opened()?.exchanges).toHaveLength(1)
  expect(tab.told()).toEqual([expect.stringContaining('cut off or damaged')])
  expect(tab.bar.read()).not.toContain('edit=')
})

async function keepAndEdit() {
  const tab = openTab()
  tab.screen.settings.setState({ keeping: 'yes' })
  await tab.screen.session.openInputs([{ content: BODY }])
  await tab.rest()
  tab.change('gpt-5', 'o3')
  await tab.rest()
  return tab
}

it('keeps what was written over a paste in the browser that keeps it, and not in the address', async () => {
  const tab = await keepAndEdit()
  expect(tab.screen.editions.getState()[tab.origin()]).toEqual({ inAddress: false, inBrowser: true })
  expect(tab.bar.read()).not.toContain('edit=')
  const after = openTab(memoryBar(tab.bar.read()), tab.shelf)
  after.screen.settings.setState({ keeping: 'yes' })
  await after.screen.session.arrive()
  await after.rest()
  expect(after.text()).toBe(BODY.replace('gpt-5', 'o3'))
  expect(after.screen.recents.getState().list).toMatchObject([{ isEdited: true }])
})

it('shows what is pasted again as captured, and offers what was made of it', async () => {
  const tab = await keepAndEdit()
  const after = openTab(memoryBar(), tab.shelf)
  after.screen.settings.setState({ keeping: 'yes' })
  await after.screen.session.openInputs([{ content: BODY }])
  await after.rest()
  expect(after.text()).toBeUndefined()
  after.screen.notices.getState()[0]?.actions?.[0]?.run()
  await after.rest()
  expect(after.text()).toBe(BODY.replace('gpt-5', 'o3'))
})

it('stores nothing of what was written where the person did not agree', async () => {
  const tab = openTab()
  await tab.screen.session.openInputs([{ content: BODY }])
  tab.change('gpt-5', 'o3')
  await tab.rest()
  expect(tab.screen.editions.getState()[tab.origin()]).toEqual({ inAddress: false, inBrowser: false })
  expect(tab.shelf.stored.size).toBe(0)
})
