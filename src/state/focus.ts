import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Column } from '../engine/answers/window.ts'
import type { Origin } from '../hub/leaf.ts'
import { lastFrame } from '../hub/leaf.ts'

/** One atom on the sheet that is shown. */
export interface Spot {
  readonly row: number
  readonly column: Column
  /** Place in its cell, from 0. */
  readonly atom: number
}

/** What the eye is on: the pointer's atom lights before the keyboard's. */
export interface Focus {
  readonly spot?: Spot
  /** Where the atom at the spot comes from. */
  readonly spotFrom: readonly Origin[]
  readonly hoverFrom: readonly Origin[]
}

export interface FocusStore extends StoreApi<Focus> {
  settle(spot: Spot | undefined, from: readonly Origin[]): void
  hover(from: readonly Origin[]): void
}

const NOWHERE: readonly Origin[] = []

export function createFocus(): FocusStore {
  const store = createStore<Focus>(() => ({ spotFrom: NOWHERE, hoverFrom: NOWHERE }))
  return Object.assign(store, {
    settle: (spot: Spot | undefined, from: readonly Origin[]) =>
      store.setState(({ hoverFrom }) => ({ ...(spot ? { spot } : {}), spotFrom: from, hoverFrom }), true),
    hover: (from: readonly Origin[]) => store.setState({ hoverFrom: from }),
  })
}

export const isSameSpot = (a: Spot | undefined, b: Spot): boolean =>
  a?.row === b.row && a.column === b.column && a.atom === b.atom

/** Whether an atom stands for something that the eye is on. */
export const isLit = ({ hoverFrom, spotFrom }: Focus, from: readonly Origin[]): boolean =>
  meet(hoverFrom.length > 0 ? hoverFrom : spotFrom, from)

/** Two places meet where one holds the other; a whole frame or body holds too much to say anything. */
export const meet = (left: readonly Origin[], right: readonly Origin[]): boolean =>
  left.some((a) => right.some((b) => overlap(a, b) && holds(a.pointer, b.pointer)))

const overlap = (a: Origin, b: Origin): boolean =>
  a.frame === undefined || b.frame === undefined
    ? a.frame === b.frame
    : a.frame <= lastFrame(b) && b.frame <= lastFrame(a)

const holds = (a: string, b: string): boolean =>
  a === b || (a !== '' && b.startsWith(`${a}/`)) || (b !== '' && a.startsWith(`${b}/`))
