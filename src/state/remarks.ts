import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Remark } from '../transcript/transcript.ts'
import { mergeRemarks } from './remark-merge.ts'
import type { RemarkPlace } from './remark-place.ts'
import { isSamePlace } from './remark-place.ts'
import type { ViewHistory } from './undo/view-history.ts'

/** Pins and notes by the transcript that they are in (`homeOf`), each in the order of its places. */
type Remarks = Readonly<Record<string, readonly Remark[]>>

export interface RemarkStore extends StoreApi<Remarks> {
  /** Where a note is being written just now. */
  readonly writing: StoreApi<{ readonly at?: RemarkPlace }>

  /** In place of what stands at the same place. */
  put(home: string, remark: Remark): void
  remove(home: string, place: RemarkPlace): void
  /** In place of all that is there. */
  replace(home: string, remarks: readonly Remark[]): void
  /** What came with a transcript; what a person put there since stays. */
  seed(home: string, remarks: readonly Remark[]): void
}

const NONE: readonly Remark[] = []

export function createRemarks(): RemarkStore {
  const store = createStore<Remarks>(() => ({}))
  const change = (home: string, to: (now: readonly Remark[]) => readonly Remark[]) =>
    store.setState((all) => ({ ...all, [home]: to(all[home] ?? NONE) }), true)
  return Object.assign(store, {
    writing: createStore<{ readonly at?: RemarkPlace }>(() => ({})),
    put: (home: string, remark: Remark) => change(home, (now) => sorted([...without(now, remark), remark])),
    remove: (home: string, place: RemarkPlace) => change(home, (now) => without(now, place)),
    replace: (home: string, remarks: readonly Remark[]) => change(home, () => sorted(remarks)),
    seed(home: string, remarks: readonly Remark[]) {
      const now = store.getState()[home] ?? NONE
      const fresh = remarks.filter((remark) => !now.some((one) => isSamePlace(one, remark)))
      if (fresh.length > 0) change(home, () => sorted([...now, ...fresh]))
    },
  })
}

const without = (list: readonly Remark[], place: RemarkPlace): readonly Remark[] =>
  list.filter((one) => !isSamePlace(one, place))

const numberOf = (exchange: string): number => Number(exchange.replace(/\D/g, '')) || 0

const sorted = (list: readonly Remark[]): readonly Remark[] =>
  [...list].sort(
    (a, b) =>
      numberOf(a.exchange) - numberOf(b.exchange) ||
      Number(a.half === 'reply') - Number(b.half === 'reply') ||
      (a.frame ?? -1) - (b.frame ?? -1) ||
      (a.pointer ?? '').localeCompare(b.pointer ?? '', 'en', { numeric: true }),
  )

/** Putting and removing can be taken back. `here` tells what is open. */
export function trackRemarks(
  views: ViewHistory,
  store: RemarkStore,
  here: () => { readonly origin: string; readonly home: string } | undefined,
): void {
  views.track<Remarks, Remarks>('remarks', store, {
    read: (all) => all,
    // What came from another tab since is nobody's step here: it stays.
    write(to, from) {
      const home = here()?.home
      if (home === undefined) return
      const side = (all: Remarks) => all[home] ?? NONE
      const mine = { now: side(store.getState()), before: side(from) }
      store.replace(home, mergeRemarks(mine, { now: side(to), before: side(from) }).remarks)
    },
    titleOf(before, after) {
      const home = here()?.home ?? ''
      const [was, is] = [before[home] ?? NONE, after[home] ?? NONE]
      if (is.length < was.length) return 'removal of a note'
      return is.length > was.length ? 'a pin or note' : 'change of a note'
    },
    originOf: () => here()?.origin,
  })
}
