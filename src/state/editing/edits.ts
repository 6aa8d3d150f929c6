import type { StoreApi } from 'zustand/vanilla'
import type { Draft } from '../../engine/answers/edited.ts'
import type { Opened } from '../../engine/answers/opened.ts'
import type { EngineClient } from '../../engine/client.ts'
import { layOutJson } from '../../wire/json-layout.ts'
import type { TextEdit } from '../../wire/text-edit.ts'
import { changeBetween, invertEdits } from '../../wire/text-edit.ts'
import type { EditAction, HistoryStore } from '../undo/history.ts'
import type { Edits, HalfPlace, Rewritten } from './drafts.ts'
import {
  capturedHalf,
  changeTo,
  halfWords,
  halvesWith,
  nameOfHalf,
  readHalves,
  rewrite,
  untouched,
} from './drafts.ts'
import { createManuscripts } from './manuscripts.ts'
import { createTyping } from './typing.ts'

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

/** All that a person does to bodies, each as a step that can be taken back. */
export function createEdits({ engine, history, openedAt, show }: Surroundings): EditsStore {
  const manuscripts = createManuscripts({ engine, openedAt, show })
  const typing = createTyping(history)

  /** Does it, and gives what is to be known to take it back. */
  function act(origin: string, half: Rewritten, edits: readonly TextEdit[], title: string): EditAction {
    const action = actionOf(origin, half, edits, title)
    manuscripts.write(origin, action.steps.map(({ done }) => done).reduce(rewrite, half))
    return action
  }
  const captured = (origin: string, place: HalfPlace) => capturedHalf(engine, openedAt(origin), place)

  return Object.assign(manuscripts.store, {
    type(origin: string, place: HalfPlace, captured: string, edits: readonly TextEdit[]) {
      const half = manuscripts.half(origin, place) ?? untouched(place, captured)
      typing.record(act(origin, half, edits, `edit of ${halfWords(place)}`), edits)
    },
    async change(origin: string, place: HalfPlace, edits: readonly TextEdit[], title: string) {
      const half = manuscripts.half(origin, place) ?? (await captured(origin, place))
      if (half) history.record(act(origin, half, edits, title))
    },
    async layOut(origin: string, place: HalfPlace) {
      const half = manuscripts.half(origin, place) ?? (await captured(origin, place))
      const text = half && layOutJson(half.text)
      if (!half || text === undefined || text === half.text) return
      const edit = { start: 0, end: half.text.length, text }
      history.record(act(origin, half, [edit], `lines of ${halfWords(place)}`))
    },
    reset(origin: string, place: HalfPlace) {
      const half = manuscripts.half(origin, place)
      if (!half || half.text === half.captured) return
      const edits = changeBetween(half.text, half.captured)
      history.record(act(origin, half, edits, `return of ${halfWords(place)}`))
    },
    replay({ origin, exchange, half: side, steps }: EditAction, way: 'back' | 'forth') {
      const half = manuscripts.half(origin, { exchange, half: side })
      if (!half) return
      typing.rest()
      manuscripts.write(origin, editsFor(steps, way).reduce(rewrite, half))
    },
    readAsItStands: manuscripts.readAsItStands,
    async resume(original: Opened, drafts: readonly Draft[]) {
      const halves = await halvesWith(engine, original, drafts)
      const { opened = original, ...read } = await readHalves(engine, { original, halves, asItStands: false })
      const settle = (origin: string) =>
        manuscripts.put(origin, { original, halves, isReading: false, asItStands: false, ...read })
      return { opened, settle }
    },
    async lay(origin: string, drafts: readonly Draft[]) {
      const editing = manuscripts.at(origin)
      if (!editing) return
      const wished = await halvesWith(engine, editing.original, drafts)
      for (const known of Object.values({ ...wished, ...editing.halves })) {
        const half = manuscripts.half(origin, known) ?? untouched(known, known.captured)
        const change = changeTo(wished[nameOfHalf(half)], half)
        if (change) history.record(act(origin, half, change.edits, change.title))
      }
    },
  })
}

/** The edits as a step of the history. */
function actionOf(
  origin: string,
  { exchange, half, text }: Rewritten,
  edits: readonly TextEdit[],
  title: string,
): EditAction {
  const done = [...edits].sort((a, b) => a.start - b.start)
  return { kind: 'edit', origin, exchange, half, title, steps: [{ done, undone: invertEdits(text, done) }] }
}

/** One after the other, as they are done again or taken back. */
const editsFor = (steps: EditAction['steps'], way: 'back' | 'forth'): readonly (readonly TextEdit[])[] =>
  way === 'forth' ? steps.map(({ done }) => done) : steps.map(({ undone }) => undone).reverse()
