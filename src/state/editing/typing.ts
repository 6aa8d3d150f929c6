// What is typed in one go is one step of the history.
import type { TextEdit } from '../../wire/text-edit.ts'
import type { EditAction, HistoryStore } from '../undo/history.ts'
import { nameOfHalf } from './drafts.ts'

/** After so long a rest, typing is another step. Milliseconds. */
const REST = 800

/** `end`: the caret behind it, or -1 where nothing can go on. */
interface LastTyped {
  readonly at: number
  readonly end: number
  readonly name: string
}

const NOTHING: LastTyped = { at: 0, end: -1, name: '' }

export interface Typing {
  /** Records what was typed, as part of the step before where it goes on with that. */
  record(action: EditAction, edits: readonly TextEdit[]): void
  /** What is typed next is a step of its own. */
  rest(): void
}

export function createTyping(history: HistoryStore): Typing {
  let last = NOTHING
  return {
    record(action, edits) {
      const typed = typedNow(nameOfHalf(action), edits)
      const before = history.getState().done.at(-1)
      const goesOn =
        follows(last, typed, edits) &&
        before?.kind === 'edit' &&
        before.origin === action.origin &&
        nameOfHalf(before) === typed.name
      last = typed
      if (goesOn) history.amend({ ...before, steps: [...before.steps, ...action.steps] })
      else history.record(action)
    },
    rest() {
      last = NOTHING
    },
  }
}

const typedNow = (name: string, [edit]: readonly TextEdit[]): LastTyped => ({
  at: Date.now(),
  end: edit ? edit.start + edit.text.length : -1,
  name,
})

/** At the same place, without a rest, within one line. */
function follows(last: LastTyped, now: LastTyped, [edit, ...others]: readonly TextEdit[]): boolean {
  if (!edit || others.length > 0 || edit.text.includes('\n')) return false
  const isNear = edit.start === last.end || edit.end === last.end
  return last.name === now.name && now.at - last.at < REST && isNear
}
