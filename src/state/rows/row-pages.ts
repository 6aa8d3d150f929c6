import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Problem } from '../../engine/answers/problem.ts'
import type { Window } from '../../engine/answers/window.ts'
import type { Range } from './scroll.ts'

/** Pages that are asked for at once: one that the engine works at, and one that it finds when that is done. */
const AT_ONCE = 2
/** Pages that are kept: some screens on either side, for the way back. */
const KEPT = 40

export interface RowPages extends StoreApi<ReadonlyMap<number, Window | Problem>> {
  /** Rows that are in sight. What was wished before and is not under way is forgotten; what failed is asked for again later. */
  look(range: Range): void
}

/** The pages of a sheet around the eye, and those where it goes to. */
export function createRowPages(
  size: number,
  total: number,
  ask: (page: number) => Promise<Window | Problem>,
): RowPages {
  const store = createStore<ReadonlyMap<number, Window | Problem>>(() => new Map())
  const underWay = new Set<number>()
  let wishes: readonly number[] = []
  let before: Range = { from: 0, to: 0 }

  const next = () => {
    for (const page of wishes) {
      if (underWay.size >= AT_ONCE) return
      if (underWay.has(page) || store.getState().has(page)) continue
      underWay.add(page)
      void ask(page)
        .catch((error: Error): Problem => ({ problem: error.message }))
        .then((answer) => {
          underWay.delete(page)
          store.setState((pages) => keep(pages, page, answer, wishes), true)
          next()
        })
    }
  }
  return Object.assign(store, {
    look(range: Range) {
      wishes = pagesFor(range, before, size, total)
      before = range
      const failed = [...store.getState()].filter(([page, one]) => 'problem' in one && !wishes.includes(page))
      if (failed.length > 0) store.setState((pages) => without(pages, failed), true)
      next()
    },
  })
}

const without = (
  pages: ReadonlyMap<number, Window | Problem>,
  gone: readonly (readonly [number, unknown])[],
): ReadonlyMap<number, Window | Problem> => {
  const left = new Map(pages)
  for (const [page] of gone) left.delete(page)
  return left
}

/** Those in sight, the middle one first; then the one that comes next on the way, and the one left behind. */
export function pagesFor(range: Range, before: Range, size: number, total: number): readonly number[] {
  const first = Math.floor(range.from / size)
  const last = Math.floor(Math.max(range.from, range.to - 1) / size)
  const middle = (range.from + range.to - 1) / 2 / size - 0.5
  const seen = Array.from({ length: last - first + 1 }, (_, i) => first + i).sort(
    (a, b) => Math.abs(a - middle) - Math.abs(b - middle),
  )
  const around = range.from < before.from ? [first - 1, last + 1] : [last + 1, first - 1]
  return [...seen, ...around].filter((page) => page >= 0 && page * size < total)
}

/** The oldest goes where there are too many, unless it is wished. */
function keep(
  pages: ReadonlyMap<number, Window | Problem>,
  page: number,
  answer: Window | Problem,
  wishes: readonly number[],
): ReadonlyMap<number, Window | Problem> {
  const kept = new Map(pages).set(page, answer)
  for (const old of pages.keys()) {
    if (kept.size <= KEPT) break
    if (!wishes.includes(old)) kept.delete(old)
  }
  return kept
}
