import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { EngineClient } from '../../engine/client.ts'
import type { RowsFound, ScanPlace, Wanted } from '../../engine/search/found.ts'
import type { SheetAddress } from '../queries.ts'
import { firstFrom, GrowingRows } from '../rows/row-order.ts'

/** What was found so far of a search or a filter. */
export interface Found {
  /** What was asked for, in the person's words. */
  readonly text: string
  readonly rows: Uint32Array
  /** Of the rows looked at, how many each token by itself holds of. */
  readonly each: readonly number[]
  /** Rows looked at, of those of the ground where one is told. */
  readonly looked: number
  readonly total: number
  readonly isDone: boolean
  /** Of a long stream: what was looked through last. The captured text comes first, then the lanes. */
  readonly ground?: 'text' | 'lanes'
  /** Rows in which what lanes put together could not be looked at. */
  readonly unkept?: number
  /** Why it cannot be looked for. */
  readonly problem?: string
}

/** Nothing is known of it yet: what it counts says nothing. */
export const hasNotBegun = ({ looked, isDone, problem }: Found): boolean =>
  looked === 0 && !isDone && problem === undefined

interface Finder {
  /** The half in which is looked. */
  readonly half?: SheetAddress
  readonly search?: Found
  readonly filter?: Found
}

/** Milliseconds. */
const BETWEEN_TELLINGS = 80

type Wish = 'search' | 'filter'

export interface FinderStore extends StoreApi<Finder> {
  /** What is wished for in the half on the screen: only the latest of each is looked for, from its start to its end. */
  look(half: SheetAddress, wishes: { readonly [W in Wish]: string | undefined }): void
}

export function createFinder(engine: EngineClient): FinderStore {
  const store = createStore<Finder>(() => ({}))
  const turns: Record<Wish, number> = { search: 0, filter: 0 }

  async function scan(half: SheetAddress, wish: Wish, text: string): Promise<void> {
    const turn = ++turns[wish]
    const wanted: Wanted = wish === 'search' ? { text } : { filter: text }
    let found: Found = { text, rows: new Uint32Array(), each: [], looked: 0, total: 0, isDone: false }
    store.setState({ [wish]: found })
    const rows = new GrowingRows()
    let told = 0
    for (let from: ScanPlace | undefined = { row: 0 }; from !== undefined; ) {
      const slice: RowsFound | { readonly problem: string } = await engine
        .ask('scan', { ...half, wanted, from })
        .catch((error: Error) => ({ problem: error.message }))
      if (turn !== turns[wish]) return
      if ('problem' in slice) {
        store.setState({ [wish]: { ...found, isDone: true, problem: slice.problem } })
        return
      }
      from = slice.next
      rows.add(slice.rows)
      found = after(found, slice, rows.all)
      // What is found first is told at once; then as often as somebody can read it.
      const isDue = found.isDone || told === 0 || performance.now() - told >= BETWEEN_TELLINGS
      if (!isDue) continue
      store.setState({ [wish]: found })
      if (found.rows.length > 0) told = performance.now()
    }
  }

  return Object.assign(store, {
    look(half: SheetAddress, wishes: { readonly [W in Wish]: string | undefined }) {
      const before = store.getState()
      const isSame = before.half !== undefined && nameOf(before.half) === nameOf(half)
      if (!isSame) store.setState({ half }, true)
      for (const wish of ['filter', 'search'] as const) {
        const text = wishes[wish]?.trim() ? wishes[wish] : undefined
        if (isSame && before[wish]?.text === text) continue
        turns[wish]++
        store.setState(({ [wish]: _, ...rest }) => rest, true)
        if (text !== undefined) void scan(half, wish, text)
      }
    },
  })
}

const nameOf = ({ key, exchange, tab }: SheetAddress): string => [key, exchange, tab].join('/')

function after(before: Found, { each, next, total, ground, unkept }: RowsFound, rows: Uint32Array): Found {
  return {
    text: before.text,
    rows,
    each: each.map((count, i) => count + (before.each[i] ?? 0)),
    looked: next?.row ?? total,
    total,
    isDone: next === undefined,
    ...(ground ? { ground } : {}),
    ...(unkept === undefined ? {} : { unkept }),
  }
}

/** What was not looked at, as the end of a sentence; empty where all was. */
export const unlookedAt = ({ unkept, isDone }: Found): string =>
  isDone && unkept !== undefined
    ? `; not in what lanes put together in ${unkept.toLocaleString('en')} rows, for which there was no room`
    : ''

/** The next hit behind a row, or before it, round and round; undefined where there is none. */
export function nextHit(rows: Uint32Array, row: number | undefined, step: 1 | -1): number | undefined {
  if (rows.length === 0) return undefined
  const at = row === undefined ? (step > 0 ? 0 : rows.length) : firstFrom(rows, step > 0 ? row + 1 : row)
  const next = step > 0 ? at : at - 1
  return rows[(next + rows.length) % rows.length]
}
