import { expect, it } from 'vitest'
import type { Opened } from '../../engine/answers/opened.ts'
import type { EngineClient } from '../../engine/client.ts'
import { createEngine } from '../../engine/engine.ts'
import type { AskName, Asks } from '../../engine/protocol.ts'
import { createNotices } from '../notices.ts'
import { createSettings } from '../settings.ts'
import { memoryShelf } from './memory-shelf.ts'
import { createRecents } from './recents.ts'
import { outOfRoom } from './room.ts'
import type { Recent } from './shelf.ts'

const KEY = `sk-proj-${'aB3dE5'.repeat(9)}`
const CURL = `curl https://api.openai.com/v1/chat/completions -H 'Authorization: Bearer ${KEY}' -d '{"model":"gpt-5","messages":[{"role":"user","content":"hi"}]}'`

function start(shelf = memoryShelf()) {
  const worker = createEngine()
  const engine: EngineClient = {
    ask: async <N extends AskName>(name: N, ask: Asks[N]['ask']) =>
      worker.answer(name, ask) as Promise<Asks[N]['answer']>,
  }
  const notices = createNotices()
  const settings = createSettings()
  settings.setState({ keeping: 'yes' })
  const opened = worker.answer('open', { inputs: [{ content: CURL }] }) as Opened
  return {
    shelf,
    settings,
    opened,
    recents: createRecents({ engine, shelf, notices, settings }),
    told: () => notices.getState().map(({ sentence }) => sentence),
    act: (title: string) =>
      notices
        .getState()
        .flatMap(({ actions = [] }) => actions)
        .find((action) => action.title === title)
        ?.run(),
  }
}

const remark = { exchange: 'x1', half: 'request', pointer: '/model', text: `why ${KEY}?` } as const

it.each(['unasked', 'no'] as const)('stores nothing while the answer is %s', async (keeping) => {
  const { recents, settings, opened, shelf } = start()
  settings.setState({ keeping })
  await recents.remember(opened.key, opened, [])
  expect(shelf.stored.size).toBe(0)
  expect(await recents.find(opened.key)).toBeUndefined()
})

it('keeps what was opened and never a key, and tells what it masked', async () => {
  const { recents, opened, shelf } = start()
  await recents.remember(opened.key, opened, [remark])
  const [recent] = recents.getState().list
  expect(recent).toMatchObject({ key: opened.key, exchanges: 1, sentence: opened.report.sentence })
  expect(recent?.masked.map(({ where }) => where)).toEqual(['request-header', 'remark'])
  expect(JSON.stringify([...shelf.stored.values()])).not.toContain(KEY.slice(8))
  const kept = await recents.find(opened.key)
  expect(JSON.parse(kept?.text ?? '')).toMatchObject({ remarks: [{ pointer: '/model' }] })
})

it('keeps the name that a person gave, and brings back what was removed', async () => {
  const { recents, opened, act } = start()
  await recents.remember(opened.key, opened, [])
  await recents.rename(opened.key, 'Mine')
  await recents.remember(opened.key, opened, [])
  await recents.remove(opened.key)
  expect(recents.getState().list).toEqual([])
  act('Put it back')
  await expect.poll(() => recents.getState().list.map(({ name }) => name)).toEqual(['Mine'])
})

it('keeps what a person makes of it while it is kept anew', async () => {
  const { recents, opened } = start()
  await recents.remember(opened.key, opened, [])
  const again = recents.remember(opened.key, opened, [])
  await Promise.all([recents.rename(opened.key, 'Mine'), recents.pin(opened.key, true), again])
  expect(recents.getState().list).toMatchObject([{ name: 'Mine', isPinned: true }])
})

it('tells that the browser is full, and goes on', async () => {
  const shelf = memoryShelf()
  shelf.change = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'))
  const { recents, opened, told } = start(shelf)
  await recents.remember(opened.key, opened, [])
  expect(told()).toEqual([
    expect.stringMatching(/was not kept: what this browser gives to this site is full/),
  ])
  expect(recents.getState().refused[opened.key]).toMatch(/full/)
})

it('makes room by the oldest that is not pinned', () => {
  const recent = (key: string, openedAt: number, size: number, isPinned = false) =>
    ({ key, openedAt, size, isPinned }) as Recent
  const list = [recent('new', 9, 5), recent('a', 1, 5, true), recent('b', 2, 5), recent('c', 3, 5)]
  const gone = (count: number, size: number) => outOfRoom(list, 'new', { count, size }).map(({ key }) => key)
  expect(gone(4, 20)).toEqual([])
  expect(gone(3, 99)).toEqual(['b'])
  expect(gone(9, 10)).toEqual(['b', 'c'])
  expect(gone(1, 1)).toEqual(['b', 'c'])
})

it('says that nothing can be kept as long as the list cannot be read, and once only', async () => {
  const shelf = memoryShelf()
  const list = shelf.list
  shelf.list = () => Promise.reject(new DOMException('insecure', 'SecurityError'))
  const { recents, told } = start(shelf)
  await recents.refresh()
  await recents.refresh()
  expect(recents.getState().trouble).toContain('private window')
  expect(told()).toHaveLength(1)
  shelf.list = list
  await recents.refresh()
  expect(recents.getState().trouble).toBeUndefined()
})

it('is no longer said to be refused once it is kept', async () => {
  const shelf = memoryShelf()
  const { change } = shelf
  shelf.change = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'))
  const { recents, opened } = start(shelf)
  await recents.remember(opened.key, opened, [])
  expect(recents.getState().refused[opened.key]).toContain('is full')
  shelf.change = change
  await recents.remember(opened.key, opened, [])
  expect(recents.getState().refused).toEqual({})
})

it('keeps what two tabs wrote, and says where both wrote at one place', async () => {
  const one = start()
  const other = start(one.shelf)
  const { key, opened } = { key: one.opened.key, opened: one.opened }
  const note = (pointer: string, text: string) =>
    ({ exchange: 'x1', half: 'request', pointer, text }) as const
  await Promise.all([
    one.recents.remember(key, opened, [note('/model', 'mine')]),
    other.recents.remember(key, opened, [note('/messages', 'theirs')]),
  ])
  const both = await one.recents.adopt(key, [note('/model', 'mine')])
  expect(both?.map(({ text }) => text).sort()).toEqual(['mine', 'theirs'])
  expect(one.told()).toEqual([])

  const without = both?.filter(({ text }) => text !== 'theirs') ?? []
  await one.recents.remember(key, opened, without)
  expect(one.recents.getState().list[0]?.remarks).toEqual([note('/model', 'mine')])

  await one.recents.remember(key, opened, [note('/model', 'no')])
  const all = await other.recents.remember(key, opened, [note('/messages', 'theirs'), note('/model', 'yes')])
  expect(all).toContainEqual(note('/model', 'no\nyes'))
  expect(other.told()).toEqual([expect.stringMatching(/^Two tabs wrote a note at x1 request \/model/)])
})

it('renames and pins what another tab has written in meanwhile', async () => {
  const one = start()
  const other = start(one.shelf)
  await one.recents.remember(one.opened.key, one.opened, [])
  await other.recents.remember(one.opened.key, one.opened, [remark])
  await one.recents.rename(one.opened.key, 'Mine')
  expect(one.recents.getState().list[0]).toMatchObject({ name: 'Mine', remarks: [{ pointer: '/model' }] })
})
