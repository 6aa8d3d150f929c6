import { editor, KeyCode, KeyMod } from 'monaco-editor/editor'
import type { TextEdit } from '../../wire/text-edit.ts'
import { LOOK } from '../kit/monaco.ts'
import type { EditorMark, MarkOwner } from './editor-marks.ts'
import { setMarks, trackProblems } from './editor-marks.ts'
import type { Fixing } from './quick-fixes.ts'
import { offerFixes } from './quick-fixes.ts'
import { createWireText } from './wire-text.ts'

export interface SourceEditor {
  /** Brings the text to this by the smallest change. */
  show(text: string): void
  /** Lights a stretch, and brings it to the eye where that is wished. */
  light(start: number, end: number, isRevealed: boolean): void
  /** In place of those of the same owner. */
  mark(owner: MarkOwner, marks: readonly EditorMark[]): void
  /** Puts the caret at a problem, wherever the focus is. */
  bringToEye(problem: number): void
  /** Puts caret and focus there. */
  goTo(offset: number): void
  dispose(): void
}

export interface SourceEditorWishes {
  readonly litClass: string
  readonly label: string
  /** Gives the text that came of it. */
  readonly onType: (edits: readonly TextEdit[]) => string
  /** In place of the editor's own: there is one history. */
  readonly undo: () => void
  readonly redo: () => void
  /** To another problem of the transcript, by so many. */
  readonly walk: (by: number) => void
  readonly fixing: Fixing
}

export function openSourceEditor(element: HTMLElement, wishes: SourceEditorWishes): SourceEditor {
  const text = createWireText(wishes.onType)
  const shown = editor.create(element, {
    ...LOOK,
    model: text.model,
    automaticLayout: true,
    minimap: { enabled: false },
    ariaLabel: wishes.label,
    padding: { top: 8 },
    hover: { delay: 250, above: false },
    fixedOverflowWidgets: true,
  })
  bindKeys(shown, wishes)
  const lit = shown.createDecorationsCollection()
  const problems = trackProblems(shown, text)
  const offer = offerFixes(shown, wishes.fixing, problems.touching)
  return {
    show: text.show,
    light(start, end, isRevealed) {
      const range = text.rangeOf(start, end)
      lit.set(end > start ? [{ range, options: { inlineClassName: wishes.litClass } }] : [])
      if (end > start && isRevealed) shown.revealRangeInCenterIfOutsideViewport(range)
    },
    mark(owner, marks) {
      if (owner === 'findings') problems.set(marks)
      setMarks(text, owner, marks)
    },
    bringToEye(problem) {
      const range = problems.rangeOf(problem)
      if (!range) return
      shown.setPosition(range.getStartPosition())
      shown.revealRangeInCenterIfOutsideViewport(range)
    },
    goTo(offset) {
      const position = text.positionAt(offset)
      shown.setPosition(position)
      shown.revealPositionInCenterIfOutsideViewport(position)
      shown.focus()
    },
    dispose() {
      offer.dispose()
      shown.dispose()
      text.model.dispose()
    },
  }
}

function bindKeys(shown: editor.IStandaloneCodeEditor, { undo, redo, walk }: SourceEditorWishes): void {
  shown.addCommand(KeyMod.CtrlCmd | KeyCode.KeyZ, undo)
  shown.addCommand(KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ, redo)
  shown.addCommand(KeyMod.CtrlCmd | KeyCode.KeyY, redo)
  shown.addCommand(KeyCode.F8, () => walk(1))
  shown.addCommand(KeyMod.Shift | KeyCode.F8, () => walk(-1))
}
