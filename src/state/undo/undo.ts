import type { EditsStore } from '../editing/edits.ts'
import type { Action, HistoryStore } from './history.ts'
import type { ViewHistory } from './view-history.ts'

export interface Undo {
  /** Takes back what was done last; the last of a kind, where it is named. */
  undo(kind?: Action['kind']): void
  redo(kind?: Action['kind']): void
}

interface Surroundings {
  readonly history: HistoryStore
  readonly edits: EditsStore
  readonly views: ViewHistory
  /** What is open, as an address. */
  here(): string
}

export function createUndo({ history, edits, views, here }: Surroundings): Undo {
  const replay = (action: Action | undefined, way: 'back' | 'forth') => {
    if (action?.kind === 'edit') edits.replay(action, way)
    else if (action) views.replay(action, way)
  }
  const meant = (kind: Action['kind'] | undefined) => ({ origin: here(), ...(kind ? { kind } : {}) })
  return {
    undo: (kind) => replay(history.back(meant(kind)), 'back'),
    redo: (kind) => replay(history.forth(meant(kind)), 'forth'),
  }
}
