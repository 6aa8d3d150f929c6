import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Half } from '../../engine/view.ts'
import type { TextEdit } from '../../wire/text-edit.ts'

/** A change of a body's text. */
export interface EditAction {
  readonly kind: 'edit'
  /** What is open, as an address. */
  readonly origin: string
  readonly exchange: string
  readonly half: Half
  readonly title: string
  /** One after the other, each in offsets of the text that the one before made; and what takes each back. */
  readonly steps: readonly { readonly done: readonly TextEdit[]; readonly undone: readonly TextEdit[] }[]
}

/** A change of what is shown. */
export interface ViewAction {
  readonly kind: 'view'
  /** Absent where it is not of one transcript only. */
  readonly origin?: string
  /** The part of the screen's memory that changed, by the name under which it is tracked. */
  readonly slice: string
  readonly before: unknown
  readonly after: unknown
  readonly title: string
}

/** Something that was done and can be taken back: plain data. */
export type Action = EditAction | ViewAction

interface Trail {
  /** The latest last. */
  readonly done: readonly Action[]
  /** What was taken back last stands last. */
  readonly undone: readonly Action[]
}

/** Which actions are meant: those of what is open, and of one kind where it is named. */
export interface Meant {
  readonly origin: string
  readonly kind?: Action['kind']
}

export interface HistoryStore extends StoreApi<Trail> {
  /** What was taken back of the same kind can then no longer be done again. */
  record(action: Action): void
  /** Lets the latest action go on. */
  amend(action: Action): void
  /** Moves the latest action that is meant to those taken back, and gives it. */
  back(meant: Meant): Action | undefined
  forth(meant: Meant): Action | undefined
}

/** Beyond this the oldest are forgotten. */
const MOST = 500

export const isMeant =
  ({ origin, kind }: Meant) =>
  (action: Action): boolean =>
    (action.origin === undefined || action.origin === origin) && (kind === undefined || action.kind === kind)

/** One trail of all that was done. Edits may be taken back past changes of the view, which they do not touch. */
export function createHistory(): HistoryStore {
  const store = createStore<Trail>(() => ({ done: [], undone: [] }))
  const move = (from: keyof Trail, to: keyof Trail, meant: Meant): Action | undefined => {
    const trail = store.getState()
    const action = trail[from].findLast(isMeant(meant))
    if (!action) return undefined
    const moved: Trail = { ...trail, [from]: trail[from].filter((one) => one !== action) }
    store.setState({ ...moved, [to]: [...trail[to], action] }, true)
    return action
  }
  return Object.assign(store, {
    record: (action: Action) =>
      store.setState(({ done, undone }) => ({
        done: [...done, action].slice(-MOST),
        undone: undone.filter(
          ({ kind, origin }) => kind !== action.kind || (origin !== undefined && origin !== action.origin),
        ),
      })),
    amend: (action: Action) => store.setState(({ done }) => ({ done: [...done.slice(0, -1), action] })),
    back: (meant: Meant) => move('done', 'undone', meant),
    forth: (meant: Meant) => move('undone', 'done', meant),
  })
}
