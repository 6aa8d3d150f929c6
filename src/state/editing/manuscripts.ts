// Texts as a person rewrote them, and what the worker last read of them.
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Opened } from '../../engine/answers/opened.ts'
import type { EngineClient } from '../../engine/client.ts'
import { whenQuiet } from '../when-quiet.ts'
import type { Editing, Edits, HalfPlace, Rewritten } from './drafts.ts'
import { nameOfHalf } from './drafts.ts'
import { createReader } from './reader.ts'

/** Quick enough to follow, slow enough not to read every letter. Milliseconds. */
const PAUSE = 150

export interface Manuscripts {
  readonly store: StoreApi<Edits>
  /** What was made of it so far; of what nobody touched, that it is as it was opened. */
  at(origin: string): Editing | undefined
  half(origin: string, place: HalfPlace): Rewritten | undefined
  put(origin: string, editing: Editing): void
  /** Puts a half in place of what it was, and has it read soon. */
  write(origin: string, half: Rewritten): void
  readAsItStands(origin: string): void
}

interface Surroundings {
  readonly engine: EngineClient
  /** What is open at an origin. */
  openedAt(origin: string): Opened | undefined
  show(origin: string, opened: Opened): void
}

export function createManuscripts({ engine, openedAt, show }: Surroundings): Manuscripts {
  const store = createStore<Edits>(() => ({}))
  const read = createReader({ engine, store, show })
  const readSoon = whenQuiet(PAUSE, (origin) => void read(origin))
  const put = (origin: string, editing: Editing) => store.setState({ [origin]: editing })

  function at(origin: string): Editing | undefined {
    const known = store.getState()[origin]
    const original = known ? undefined : openedAt(origin)
    return known ?? (original && { original, halves: {}, unread: [], isReading: false, asItStands: false })
  }

  return {
    store,
    at,
    put,
    half: (origin, place) => store.getState()[origin]?.halves[nameOfHalf(place)],
    write(origin, half) {
      const editing = at(origin)
      if (!editing) return
      const halves = { ...editing.halves, [nameOfHalf(half)]: half }
      put(origin, { ...editing, halves, isReading: true, asItStands: false })
      readSoon(origin)
    },
    readAsItStands(origin) {
      const editing = store.getState()[origin]
      if (!editing) return
      put(origin, { ...editing, isReading: true, asItStands: true })
      void read(origin)
    },
  }
}
