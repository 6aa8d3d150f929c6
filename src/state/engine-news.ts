import type { QueryClient } from '@tanstack/react-query'
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { StreamProgress } from '../engine/answers/window.ts'
import type { WatchedClient } from '../engine/client.ts'
import type { News } from '../engine/protocol.ts'
import { rowsOf } from './queries.ts'
import type { SessionStore } from './session.ts'

/** How far the long streams are that are being read, by `progressOf`. */
export type ProgressStore = StoreApi<ReadonlyMap<string, StreamProgress>>

export const progressOf = (key: string, exchange: string): string => `${key} ${exchange}`

export const createProgress = (): ProgressStore => createStore(() => new Map<string, StreamProgress>())

/** What the engine tells unasked goes where it is shown; what was answered before it knew is asked for again. */
export function followEngine(
  engine: Pick<WatchedClient, 'watch'>,
  { session, progress }: { readonly session: SessionStore; readonly progress: ProgressStore },
  answers: Pick<QueryClient, 'invalidateQueries'>,
): void {
  engine.watch((event) => {
    if (event.kind === 'read') noteReading(progress, answers, event)
    if (event.kind !== 'judged') return
    session.judged(event.opened)
    void answers.invalidateQueries({ queryKey: rowsOf(event.opened.key) })
  })
}

function noteReading(
  progress: ProgressStore,
  answers: Pick<QueryClient, 'invalidateQueries'>,
  { key, exchange, progress: now }: Extract<News, { readonly kind: 'read' }>,
): void {
  const name = progressOf(key, exchange)
  const before = progress.getState().get(name)
  const next = new Map(progress.getState())
  if (now) next.set(name, now)
  else next.delete(name)
  progress.setState(next, true)
  // Rows are the same between the two moments when it is known how many there are, and what became of them.
  if (!now || (now.framed === 1 && before?.framed !== 1))
    void answers.invalidateQueries({ queryKey: rowsOf(key, exchange) })
}
