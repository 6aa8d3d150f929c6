// What a person wrote outlives a reload: in the address of what others can open, and in this browser where it keeps what is open.
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Draft } from '../engine/answers/edited.ts'
import type { Opened } from '../engine/answers/opened.ts'
import type { EngineClient } from '../engine/client.ts'
import type { Address, AddressStore, Origin } from './address.ts'
import { formatOrigin, parseAddress } from './address.ts'
import { draftsOf } from './drafts.ts'
import type { EditsStore, Resumed } from './edits.ts'
import type { Editing } from './manuscripts.ts'
import type { NoticeStore } from './notices.ts'
import type { RecentStore } from './recents.ts'
import { homeOf } from './recents.ts'
import type { SessionStore } from './session.ts'

/** Where what was written over a transcript is held beside this tab. */
export interface Held {
  readonly inAddress: boolean
  readonly inBrowser: boolean
}

/** By formatted origin; of what was not written in lately, nothing is said. */
export interface EditionStore extends StoreApi<Readonly<Record<string, Held>>> {
  /** What the address, or this browser, holds over what was just opened. */
  resume(at: Address, original: Opened): Promise<Resumed>
}

interface Surroundings {
  readonly engine: EngineClient
  readonly address: AddressStore
  readonly session: SessionStore
  readonly edits: EditsStore
  readonly recents: RecentStore
  readonly notices: NoticeStore
}

/** Who types on is not disturbed, and browsers bear no more than some three writes of the address a second. Milliseconds. */
const PAUSE = 600

/** An address that opens in this tab only holds nothing more. */
const opensElsewhere = ({ kind }: Origin): boolean => kind !== 'local'

const asCaptured = (opened: Opened): Resumed => ({ opened, settle: () => {} })

export function createEditions(around: Surroundings): EditionStore {
  const { engine, address, session, edits, recents, notices } = around
  const store = createStore<Readonly<Record<string, Held>>>(() => ({}))
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const atWork = new Set<string>()

  async function hold(name: string): Promise<void> {
    const asked = edits.getState()[name]
    if (!asked) return
    atWork.add(name)
    await holdNow(name, asked)
    atWork.delete(name)
  }
  async function holdNow(name: string, { original, halves }: Editing): Promise<void> {
    const { origin } = parseAddress(name)
    const drafts = draftsOf(halves)
    const edition =
      drafts.length === 0
        ? { drafts }
        : await engine.ask('edition', { key: original.key, drafts }).catch(() => ({ problem: '' }))
    // What was typed meanwhile has a timer of its own.
    if (edits.getState()[name]?.halves !== halves) return
    const packed = 'packed' in edition && opensElsewhere(origin) ? edition.packed : undefined
    address.hold(origin, packed)
    const inBrowser =
      'drafts' in edition && (await recents.keepDrafts(homeOf(origin, original), edition.drafts))
    store.setState({ [name]: { inAddress: packed !== undefined, inBrowser } })
  }
  const holdSoon = (name: string) => {
    clearTimeout(timers.get(name))
    timers.set(
      name,
      setTimeout(() => void hold(name), PAUSE),
    )
  }

  async function draftsInAddress(key: string, packed: string): Promise<readonly Draft[]> {
    const found = await engine
      .ask('drafts', { key, packed })
      .catch((error: Error) => ({ problem: error.message }))
    if ('drafts' in found) return found.drafts
    notices.tell({ id: 'edit.address', sentence: found.problem })
    return []
  }

  /** Somebody followed an address with another edit of what is open. */
  async function grantWish(): Promise<void> {
    const edit = address.wished()
    const { origin } = address.getState()
    const name = formatOrigin(origin)
    const opened = edits.getState()[name]?.original ?? session.getState().opened[name]
    if (edit === undefined || !opened) return
    address.hold(origin, edit)
    await edits.lay(name, await draftsInAddress(opened.key, edit))
  }

  /** What is pasted is shown as it was captured, also where it was written over before. */
  async function offer(name: string, opened: Opened): Promise<void> {
    const home = homeOf(parseAddress(name).origin, opened)
    const known = await recents.known(home)
    if (!known?.isEdited || edits.getState()[name]) return
    const run = async () => {
      notices.dismiss('edit.kept')
      await edits.lay(name, await recents.drafts(home))
    }
    notices.tell({
      id: 'edit.kept',
      sentence: 'You have edited this before. What you see is as it was captured.',
      actions: [{ title: 'Show what I made of it', run: () => void run() }],
    })
  }

  edits.subscribe((now, before) => {
    for (const [name, { halves }] of Object.entries(now)) if (halves !== before[name]?.halves) holdSoon(name)
  })
  recents.subscribe(({ list }, before) => {
    if (list === before.list) return
    for (const [name, { original, halves }] of Object.entries(edits.getState())) {
      const home = homeOf(parseAddress(name).origin, original)
      const isKept = list.some(({ key }) => key === home)
      const isHeld = store.getState()[name]?.inBrowser ?? false
      if (draftsOf(halves).length > 0 && isKept !== isHeld && !atWork.has(name)) holdSoon(name)
    }
  })
  session.subscribe(({ opened }, before) => {
    for (const [name, one] of Object.entries(opened)) if (!before.opened[name]) void offer(name, one)
  })
  address.subscribe(({ edit }, before) => {
    if (edit !== before.edit) void grantWish()
  })

  return Object.assign(store, {
    async resume({ origin, edit }: Address, original: Opened) {
      const drafts =
        edit === undefined
          ? await (opensElsewhere(origin) ? [] : recents.drafts(homeOf(origin, original)))
          : await draftsInAddress(original.key, edit)
      if (drafts.length === 0) return asCaptured(original)
      const resumed = await edits.resume(original, drafts)
      return {
        ...resumed,
        settle(name: string) {
          address.hold(origin, edit)
          resumed.settle(name)
        },
      }
    },
  })
}
