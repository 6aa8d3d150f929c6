import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Draft, UnreadDraft } from '../engine/answers/edited.ts'
import type { Opened } from '../engine/answers/opened.ts'
import type { EngineClient } from '../engine/client.ts'
import { layOutJson } from '../wire/json-layout.ts'
import type { TextEdit } from '../wire/text-edit.ts'
import { changeBetween, invertEdits } from '../wire/text-edit.ts'
import type { HalfPlace, Halves, Rewritten } from './drafts.ts'
import { capturedHalf, halfWords, halvesWith, nameOfHalf, readHalves, rewrite, untouched } from './drafts.ts'
import type { EditAction, HistoryStore } from './history.ts'

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
type Edits = Readonly<Record<string, Editing>>

export interface EditsStore extends StoreApi<Edits> {
  /** What was typed. What is typed in one go is one step of the history. `captured`: as the editor was given it. */
  type(origin: string, place: HalfPlace, captured: string, edits: readonly TextEdit[]): void
  /** A change as one step. */
  change(origin: string, place: HalfPlace, edits: readonly TextEdit[], title: string): Promise<void>
  /** Writes the JSON of a body over lines, each value as it is written. */
  layOut(origin: string, place: HalfPlace): Promise<void>
  /** Brings a body back as it was captured; that is a step as well. */
  reset(origin: string, place: HalfPlace): void
  replay(action: EditAction, way: 'back' | 'forth'): void
  readAsItStands(origin: string): void
  /** Puts back what was written before; nothing of that is a step. What is to be shown is given, for who then shows it. */
  resume(original: Opened, drafts: readonly Draft[]): Promise<Resumed>
  /** Brings all bodies to what the drafts make of the capture, as steps of the history. */
  lay(origin: string, drafts: readonly Draft[]): Promise<void>
}

/** What was written before, read again. */
export interface Resumed {
  readonly opened: Opened
  /** Once it is shown at this origin: from here on it can be written on. */
  settle(origin: string): void
}

interface Surroundings {
  readonly engine: EngineClient
  readonly history: HistoryStore
  /** What is open at an origin. */
  openedAt(origin: string): Opened | undefined
  show(origin: string, opened: Opened): void
}

/** Quick enough to follow, slow enough not to read every letter. Milliseconds. */
const PAUSE = 150
/** After so long a rest, typing is another step. Milliseconds. */
const REST = 800

export function createEdits({ engine, history, openedAt, show }: Surroundings): EditsStore {
  const store = createStore<Edits>(() => ({}))
  let lastTyped = { at: 0, end: -1, name: '' }
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const atWork = new Set<string>()

  const editingAt = (origin: string): Editing | undefined => {
    const known = store.getState()[origin]
    const original = known ? undefined : openedAt(origin)
    return known ?? (original && { original, halves: {}, unread: [], isReading: false, asItStands: false })
  }
  const put = (origin: string, editing: Editing) => store.setState({ [origin]: editing })

  function write(origin: string, half: Rewritten): void {
    const editing = editingAt(origin)
    if (!editing) return
    const halves = { ...editing.halves, [nameOfHalf(half)]: half }
    put(origin, { ...editing, halves, isReading: true, asItStands: false })
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

  const halfAt = (origin: string, place: HalfPlace): Rewritten | undefined =>
    store.getState()[origin]?.halves[nameOfHalf(place)]

  /** Gives what the history needs to know of it. */
  function step(origin: string, half: Rewritten, edits: readonly TextEdit[]): EditAction['steps'][number] {
    const done = [...edits].sort((a, b) => a.start - b.start)
    const undone = invertEdits(half.text, done)
    write(origin, rewrite(half, done))
    return { done, undone }
  }

  function goOn(action: EditAction, edits: readonly TextEdit[]): boolean {
    const [edit, ...others] = edits
    const name = nameOfHalf(action)
    const now = Date.now()
    const follows =
      edit !== undefined &&
      others.length === 0 &&
      lastTyped.name === name &&
      now - lastTyped.at < REST &&
      (edit.start === lastTyped.end || edit.end === lastTyped.end) &&
      !edit.text.includes('\n')
    lastTyped = { at: now, end: edit ? edit.start + edit.text.length : -1, name }
    const last = history.getState().done.at(-1)
    if (!follows || last?.kind !== 'edit' || last.origin !== action.origin || nameOfHalf(last) !== name)
      return false
    history.amend({ ...last, steps: [...last.steps, ...action.steps] })
    return true
  }

  return Object.assign(store, {
    type(origin: string, place: HalfPlace, captured: string, edits: readonly TextEdit[]) {
      const half = halfAt(origin, place) ?? untouched(place, captured)
      const action: EditAction = {
        kind: 'edit',
        origin,
        ...place,
        title: titleOf(place),
        steps: [step(origin, half, edits)],
      }
      if (!goOn(action, edits)) history.record(action)
    },
    async change(origin: string, place: HalfPlace, edits: readonly TextEdit[], title: string) {
      const half = halfAt(origin, place) ?? (await capturedHalf(engine, openedAt(origin), place))
      if (!half) return
      history.record({ kind: 'edit', origin, ...place, title, steps: [step(origin, half, edits)] })
    },
    async layOut(origin: string, place: HalfPlace) {
      const half = halfAt(origin, place) ?? (await capturedHalf(engine, openedAt(origin), place))
      const laidOut = half && layOutJson(half.text)
      if (!half || laidOut === undefined || laidOut === half.text) return
      const edits = [{ start: 0, end: half.text.length, text: laidOut }]
      const steps = [step(origin, half, edits)]
      history.record({ kind: 'edit', origin, ...place, title: `lines of ${halfWords(place)}`, steps })
    },
    reset(origin: string, place: HalfPlace) {
      const half = halfAt(origin, place)
      if (!half || half.text === half.captured) return
      const steps = [step(origin, half, changeBetween(half.text, half.captured))]
      history.record({ kind: 'edit', origin, ...place, title: `return of ${halfWords(place)}`, steps })
    },
    replay({ origin, exchange, half: side, steps }: EditAction, way: 'back' | 'forth') {
      const half = halfAt(origin, { exchange, half: side })
      if (!half) return
      lastTyped = { at: 0, end: -1, name: '' }
      const edits =
        way === 'forth' ? steps.map(({ done }) => done) : steps.map(({ undone }) => undone).reverse()
      write(origin, edits.reduce(rewrite, half))
    },
    readAsItStands(origin: string) {
      const editing = store.getState()[origin]
      if (!editing) return
      put(origin, { ...editing, isReading: true, asItStands: true })
      void read(origin)
    },
    async resume(original: Opened, drafts: readonly Draft[]) {
      const halves = await halvesWith(engine, original, drafts)
      const { opened = original, ...read } = await readHalves(engine, { original, halves, asItStands: false })
      const settle = (origin: string) =>
        put(origin, { original, halves, isReading: false, asItStands: false, ...read })
      return { opened, settle }
    },
    async lay(origin: string, drafts: readonly Draft[]) {
      const editing = editingAt(origin)
      if (!editing) return
      const wished = await halvesWith(engine, editing.original, drafts)
      for (const [name, half] of Object.entries({ ...wished, ...editing.halves })) {
        const text = wished[name]?.text ?? half.captured
        const now = halfAt(origin, half) ?? untouched(half, half.captured)
        if (now.text === text) continue
        const steps = [step(origin, now, changeBetween(now.text, text))]
        const title = `${wished[name] ? 'other text' : 'return'} of ${halfWords(half)}`
        history.record({ kind: 'edit', origin, exchange: half.exchange, half: half.half, title, steps })
      }
    },
  })
}

const titleOf = (place: HalfPlace): string => `edit of ${halfWords(place)}`
