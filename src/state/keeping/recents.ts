import type { StoreApi } from 'zustand/vanilla'
import type { Draft } from '../../engine/answers/edited.ts'
import type { Opened } from '../../engine/answers/opened.ts'
import type { EngineClient } from '../../engine/client.ts'
import type { Origin } from '../address.ts'
import type { NoticeStore } from '../notices.ts'
import type { SettingsStore } from '../settings.ts'
import type { Recents } from './recent-list.ts'
import { createRecentList } from './recent-list.ts'
import type { Remember } from './remembering.ts'
import { createRemember } from './remembering.ts'
import type { Removal } from './removal.ts'
import { createRemoval } from './removal.ts'
import type { Recent, Shelf } from './shelf.ts'

export interface RecentStore extends StoreApi<Recents>, Removal {
  readonly remember: Remember['remember']
  readonly adopt: Remember['adopt']
  /** Hears of what other tabs keep. */
  onChange(listener: (key: string) => void): void
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
  const recents = createRecentList({ shelf, notices, settings })
  const { store, isOn, known, inTurn, attempt, refresh } = recents
  const change = (what: string, key: string, to: Partial<Recent>) =>
    inTurn(async () => {
      // Other tabs may have kept something since it was listed.
      await attempt(what, async () => void (await shelf.change(key, (now) => now && { ...now, ...to })))
      await refresh()
    })

  return Object.assign(store, {
    ...createRemember({ engine, shelf, notices, recents }),
    onChange: shelf.onChange,
    ...createRemoval({ shelf, notices, recents }),
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
    keepDrafts: (key: string, drafts: readonly Draft[]) =>
      inTurn(async () => {
        if (!isOn()) return false
        const edited = ({ isEdited: _, ...now }: Recent): Recent =>
          drafts.length > 0 ? { ...now, isEdited: true } : now
        let isKept = false
        await attempt('What you wrote was not kept', async () => {
          isKept = await shelf.change(key, (now) => now && edited(now), { drafts })
        })
        await refresh()
        return isKept
      }),
    async drafts(key: string) {
      const drafts = isOn() ? await shelf.drafts(key).catch(() => undefined) : undefined
      return drafts ?? []
    },
    refresh,
    rename: (key: string, name: string) => change('The new name was not kept', key, { name }),
    pin: (key: string, isPinned: boolean) => change('The pin was not kept', key, { isPinned }),
  })
}
