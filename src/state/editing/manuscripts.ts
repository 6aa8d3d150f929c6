// Texts as a person rewrote them, and what the worker last read of them.
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { UnreadDraft } from '../../engine/answers/edited.ts'
import type { Opened } from '../../engine/answers/opened.ts'
import type { EngineClient } from '../../engine/client.ts'
import type { HalfPlace, Halves, Rewritten } from './drafts.ts'
import { nameOfHalf, readHalves } from './drafts.ts'

/** What became of one transcript by hand. */
export interface Editing {
  /** Before any edit. */
  readonly original: Opened
  readonly halves: Halves
  /** What of the text is not read: the screen then shows what was read last. */
  readonly unread: readonly UnreadDraft[]
  readonly isReading: boolean
  /** Torn texts are read, too. */
  readonly asItStands: boolean
  /** Why the engine gave no answer. */
  readonly problem?: string
}

/** By formatted origin. */
export type Edits = Readonly<Record<string, Editing>>

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
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const atWork = new Set<string>()

  const put = (origin: string, editing: Editing) => store.setState({ [origin]: editing })

  function at(origin: string): Editing | undefined {
    const known = store.getState()[origin]
    const original = known ? undefined : openedAt(origin)
    return known ?? (original && { original, halves: {}, unread: [], isReading: false, asItStands: false })
  }

  function readSoon(origin: string): void {
    clearTimeout(timers.get(origin))
    timers.set(
      origin,
      setTimeout(() => void read(origin), PAUSE),
    )
  }

  /** One question at a time: what is typed meanwhile is asked when its answer has come, as it stands then. */
  async function read(origin: string): Promise<void> {
    const asked = store.getState()[origin]
    if (!asked || atWork.has(origin)) return
    atWork.add(origin)
    const answer = await readHalves(engine, asked)
    atWork.delete(origin)
    const now = store.getState()[origin]
    if (!now) return
    if (answer.opened) show(origin, answer.opened)
    const isBehind = now.halves !== asked.halves || now.asItStands !== asked.asItStands
    const { problem: _, ...rest } = now
    put(origin, {
      ...rest,
      unread: answer.unread,
      isReading: isBehind,
      ...(answer.problem === undefined ? {} : { problem: answer.problem }),
    })
    if (isBehind) await read(origin)
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
