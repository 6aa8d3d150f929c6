// What a person writes is held beside this tab while they write it.
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { EngineClient } from '../../engine/client.ts'
import type { AddressStore, Origin } from '../address.ts'
import { parseAddress } from '../address.ts'
import type { RecentStore } from '../keeping/recents.ts'
import { homeOf } from '../keeping/recents.ts'
import { whenQuiet } from '../when-quiet.ts'
import type { Editing } from './drafts.ts'
import { draftsOf } from './drafts.ts'
import type { EditsStore } from './edits.ts'

/** Where what was written over a transcript is held beside this tab. */
export interface Held {
  readonly inAddress: boolean
  readonly inBrowser: boolean
}

/** By formatted origin; of what was not written in lately, nothing is said. */
export type HoldingStore = StoreApi<Readonly<Record<string, Held>>>

interface Surroundings {
  readonly engine: EngineClient
  readonly address: AddressStore
  readonly edits: EditsStore
  readonly recents: RecentStore
}

/** Who types on is not disturbed, and browsers bear no more than some three writes of the address a second. Milliseconds. */
const PAUSE = 600

/** An address that opens in this tab only holds nothing more. */
export const opensElsewhere = ({ kind }: Origin): boolean => kind !== 'local'

export function createHolding({ engine, address, edits, recents }: Surroundings): HoldingStore {
  const store: HoldingStore = createStore(() => ({}))
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
  const holdSoon = whenQuiet(PAUSE, (name) => void hold(name))

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
  return store
}
