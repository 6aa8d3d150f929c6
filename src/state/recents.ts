import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Draft } from '../engine/answers/edited.ts'
import type { Opened } from '../engine/answers/opened.ts'
import type { EngineClient } from '../engine/client.ts'
import type { Remark } from '../transcript/transcript.ts'
import type { Origin } from './address.ts'
import type { NoticeStore } from './notices.ts'
import { outOfRoom } from './room.ts'
import type { SettingsStore } from './settings.ts'
import type { Recent, Shelf } from './shelf.ts'
import { whyNot } from './shelf.ts'

interface Recents {
  /** Opened last first. */
  readonly list: readonly Recent[]
  /** By key: why what is open is not kept. */
  readonly refused: Readonly<Record<string, string>>
}

export interface RecentStore extends StoreApi<Recents> {
  /** Keeps what is open, if the person agreed to that. */
  remember(key: string, opened: Opened, remarks: readonly Remark[]): Promise<void>
  /** What is kept under that key, as it was opened first. */
  find(key: string): Promise<Kept | undefined>
  /** What is known of it, without its text. */
  known(key: string): Promise<Recent | undefined>
  /** Keeps what was written over it, masked already; gives whether it is kept. */
  keepDrafts(key: string, drafts: readonly Draft[]): Promise<boolean>
  /** What was written over it when it was here last. */
  drafts(key: string): Promise<readonly Draft[]>
  /** What other tabs did meanwhile. */
  refresh(): Promise<void>
  rename(key: string, name: string): Promise<void>
  pin(key: string, isPinned: boolean): Promise<void>
  remove(key: string): Promise<void>
  removeAll(): Promise<void>
}

export interface Kept {
  readonly recent: Recent
  readonly text: string
}

interface Surroundings {
  readonly engine: EngineClient
  readonly shelf: Shelf
  readonly notices: NoticeStore
  readonly settings: SettingsStore
}

/** The name under which what is open is kept: its own, whatever was edited in it since. */
export const homeOf = (origin: Origin, { key }: Opened): string =>
  origin.kind === 'local' ? origin.key : key.replace(/~.*$/, '')

export function createRecents({ engine, shelf, notices, settings }: Surroundings): RecentStore {
  const store = createStore<Recents>(() => ({ list: [], refused: {} }))
  const isOn = () => settings.getState().keeping === 'yes'
  const known = (key: string) => store.getState().list.find((one) => one.key === key)

  /** Tells why a wish was not granted, and goes on. */
  const attempt = async (what: string, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      notices.tell({ id: 'shelf', sentence: `${what}: ${whyNot(error)}. What is open stays open.` })
      return false
    }
  }
  const refresh = async (): Promise<void> => {
    await attempt('What is kept here cannot be read', async () => {
      if (!isOn()) return store.setState({ list: [] })
      const list = [...(await shelf.list())].sort((a, b) => b.openedAt - a.openedAt)
      store.setState({ list })
    })
  }
  const ask = async (what: string, work: () => Promise<void>): Promise<void> =>
    void (await attempt(what, work))
  const refuse = (key: string, why: string) =>
    store.setState(({ refused }) => ({ refused: { ...refused, [key]: why } }))
  const change = async (what: string, key: string, to: Partial<Recent>) => {
    const recent = known(key)
    if (recent) await attempt(what, () => shelf.put({ ...recent, ...to }))
    await refresh()
  }

  async function remember(key: string, opened: Opened, remarks: readonly Remark[]): Promise<void> {
    if (!isOn()) return
    if (store.getState().list.length === 0) await refresh()
    const before = known(key)
    const { name, verdict, severity } = wordsOf(opened)
    const words = [name, verdict, opened.report.sentence, ...opened.report.reasons]
    const saved = await engine.ask('save', { key: opened.key, remarks, words })
    if ('problem' in saved) return refuse(key, saved.problem)
    const [masked = '', said = '', sentence = '', ...reasons] = saved.words
    const recent: Recent = {
      key,
      name: before?.name ?? masked,
      openedAt: Date.now(),
      size: saved.text.length,
      exchanges: opened.exchanges.length,
      verdict: said,
      ...(severity ? { severity } : {}),
      sentence: before?.sentence ?? sentence,
      reasons: before?.reasons ?? reasons,
      // What was masked once stands masked: it is not found again.
      masked: before?.masked.length ? before.masked : saved.masked,
      remarks: saved.remarks,
      isPinned: before?.isPinned ?? false,
      ...(before?.isEdited ? { isEdited: true } : {}),
    }
    await shelf.put(recent, { text: saved.text })
    await refresh()
    await makeRoom(recent)
  }

  /** The oldest go, and it is told which. */
  async function makeRoom({ key, name }: Recent): Promise<void> {
    const gone = outOfRoom(store.getState().list, key)
    if (gone.length === 0) return
    await shelf.remove(gone.map((one) => one.key))
    await refresh()
    const names = gone.map((one) => `“${one.name}”`).join(', ')
    notices.tell({
      id: 'shelf.room',
      sentence: `To keep “${name}”, the oldest had to go: ${names}. Pinned ones stay.`,
    })
  }

  return Object.assign(store, {
    remember: (key: string, opened: Opened, remarks: readonly Remark[]) =>
      remember(key, opened, remarks).catch((error: unknown) => {
        refuse(key, `It was not kept: ${whyNot(error)}.`)
        notices.tell({
          id: 'shelf',
          sentence: `“${wordsOf(opened).name}” was not kept: ${whyNot(error)}. It stays open in this tab, and a link or a file can hold it.`,
        })
      }),
    async find(key: string) {
      if (!isOn()) return undefined
      await refresh()
      const recent = known(key)
      const text = recent && (await shelf.text(key).catch(() => undefined))
      return recent && text !== undefined ? { recent, text } : undefined
    },
    async known(key: string) {
      if (isOn()) await refresh()
      return known(key)
    },
    async keepDrafts(key: string, drafts: readonly Draft[]) {
      const recent = isOn() ? known(key) : undefined
      if (!recent) return false
      const { isEdited: _, ...before } = recent
      const now = drafts.length > 0 ? { ...before, isEdited: true } : before
      const isKept = await attempt('What you wrote was not kept', () => shelf.put(now, { drafts }))
      await refresh()
      return isKept
    },
    async drafts(key: string) {
      const drafts = isOn() ? await shelf.drafts(key).catch(() => undefined) : undefined
      return drafts ?? []
    },
    refresh,
    rename: (key: string, name: string) => change('The new name was not kept', key, { name }),
    pin: (key: string, isPinned: boolean) => change('The pin was not kept', key, { isPinned }),
    remove: (key: string) =>
      ask('It could not be removed', async () => {
        const recent = known(key)
        const [text, drafts = []] = [await shelf.text(key), await shelf.drafts(key)]
        await shelf.remove([key])
        await refresh()
        if (!recent || text === undefined) return
        const putBack = () => {
          notices.dismiss('shelf.removed')
          void attempt('It could not be put back', () => shelf.put(recent, { text, drafts })).then(refresh)
        }
        notices.tell({
          id: 'shelf.removed',
          sentence: `“${recent.name}” was removed from this browser.`,
          actions: [{ title: 'Put it back', run: putBack }],
        })
      }),
    removeAll: () =>
      ask('They could not be removed', async () => {
        await shelf.remove((await shelf.list()).map(({ key }) => key))
        notices.dismiss('shelf.removed')
        store.setState({ list: [] })
      }),
  })
}

/** How it is listed. */
function wordsOf({
  title,
  exchanges,
  report,
  findings,
}: Opened): Pick<Recent, 'name' | 'verdict' | 'severity'> {
  const worst = (['error', 'warning'] as const).flatMap((severity) => {
    const found = findings.find((finding) => finding.severity === severity)
    return found ? [{ verdict: found.message, severity }] : []
  })[0]
  return {
    name: title ?? exchanges[0]?.name ?? report.sentence.replace(/\.$/, ''),
    ...(worst ?? { verdict: 'No rule found anything wrong.' }),
  }
}
