// The list of what this browser keeps, as the shelf has it.
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { NoticeStore } from '../notices.ts'
import type { SettingsStore } from '../settings.ts'
import { createTurns } from '../turns.ts'
import type { Recent, Shelf } from './shelf.ts'
import { whyNot } from './why-not.ts'

export interface Recents {
  /** Whether the list is what is there: before, it is merely not read yet. */
  readonly isRead: boolean
  /** Opened last first. */
  readonly list: readonly Recent[]
  /** Why the list cannot be read, as the end of a sentence. */
  readonly trouble?: string
  /** By key: why what is open is not kept. */
  readonly refused: Readonly<Record<string, string>>
}

export interface RecentList {
  readonly store: StoreApi<Recents>
  /** The person agreed that something is kept. */
  isOn(): boolean
  known(key: string): Recent | undefined
  /** What other tabs did meanwhile. */
  refresh(): Promise<void>
  /** After what was begun before: each change is made of what the one before left. */
  inTurn<T>(change: () => Promise<T>): Promise<T>
  /** Says why a wish was not granted, and goes on; gives whether it was. */
  attempt(what: string, work: () => Promise<void>): Promise<boolean>
}

interface Surroundings {
  readonly shelf: Shelf
  readonly notices: NoticeStore
  readonly settings: SettingsStore
}

export function createRecentList({ shelf, notices, settings }: Surroundings): RecentList {
  const isOn = () => settings.getState().keeping === 'yes'
  const store = createStore<Recents>(() => ({ isRead: !isOn(), list: [], refused: {} }))
  const inTurn = createTurns()
  const attempt = async (what: string, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      notices.tell({ id: 'shelf', sentence: `${what}: ${whyNot(error)}. What is open stays open.` })
      return false
    }
  }
  async function readList(): Promise<undefined> {
    const list = isOn() ? [...(await shelf.list())].sort((a, b) => b.openedAt - a.openedAt) : []
    store.setState({ list })
  }
  return {
    store,
    isOn,
    inTurn,
    attempt,
    known: (key) => store.getState().list.find((one) => one.key === key),
    async refresh() {
      const trouble = await readList().catch(whyNot)
      const { trouble: before, ...others } = store.getState()
      store.setState({ ...others, isRead: true, ...(trouble === undefined ? {} : { trouble }) }, true)
      // Said once: the library goes on saying it.
      if (trouble !== undefined && trouble !== before)
        notices.tell({
          id: 'shelf',
          sentence: `What is kept here cannot be read: ${trouble}. What is open stays open.`,
        })
    },
  }
}
