import type { StoreApi } from 'zustand/vanilla'
import type { Opened } from '../../engine/answers/opened.ts'
import type { EngineClient } from '../../engine/client.ts'
import type { Editing, Edits, ReadAnswer } from './drafts.ts'
import { readHalves } from './drafts.ts'

interface Surroundings {
  readonly engine: EngineClient
  readonly store: StoreApi<Edits>
  show(origin: string, opened: Opened): void
}

/**
 * Has the worker read what was made of a transcript. One question at a time: what is typed meanwhile is asked when its
 * answer has come, as it stands then.
 */
export function createReader({ engine, store, show }: Surroundings): (origin: string) => Promise<void> {
  const atWork = new Set<string>()
  return async function read(origin) {
    const asked = store.getState()[origin]
    if (!asked || atWork.has(origin)) return
    atWork.add(origin)
    const answer = await readHalves(engine, asked)
    atWork.delete(origin)
    const now = store.getState()[origin]
    if (!now) return
    if (answer.opened) show(origin, answer.opened)
    const next = answered(now, asked, answer)
    store.setState({ [origin]: next })
    if (next.isReading) await read(origin)
  }
}

/** What is known by now, when the answer comes to what was asked; there is more to read where more was typed since. */
export function answered(now: Editing, asked: Editing, { unread, problem }: ReadAnswer): Editing {
  const { problem: _, ...rest } = now
  const isBehind = now.halves !== asked.halves || now.asItStands !== asked.asItStands
  return { ...rest, unread, isReading: isBehind, ...(problem === undefined ? {} : { problem }) }
}
