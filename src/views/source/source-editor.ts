import { editor, KeyCode, KeyMod, MarkerSeverity, Range } from 'monaco-editor/editor'
import type { Severity } from '../../inspect/finding.ts'
import type { TextEdit } from '../../wire/text-edit.ts'
import { applyEdits, changeBetween } from '../../wire/text-edit.ts'
import { createWireModel, LOOK } from '../kit/monaco.ts'
import { isCountedAlike, Lines } from './lines.ts'
import type { Fixing } from './quick-fixes.ts'
import { offerFixes } from './quick-fixes.ts'

/** What stands at a stretch of the text, in UTF-16 offsets. */
export interface EditorMark {
  readonly start: number
  readonly end: number
  readonly severity: Severity
  readonly message: string
  /** Who says so. */
  readonly rule?: string
  /** Place in the list of findings, from 0. */
  readonly problem?: number
}

export interface SourceEditor {
  /** Brings the text to this by the smallest change. */
  show(text: string): void
  /** Lights a stretch, and brings it to the eye where that is wished. */
  light(start: number, end: number, isRevealed: boolean): void
  /** In place of those of the same owner. */
  mark(owner: 'findings' | 'unread', marks: readonly EditorMark[]): void
  /** Puts the caret at a problem, wherever the focus is. */
  bringToEye(problem: number): void
  /** Puts caret and focus there. */
  goTo(offset: number): void
  dispose(): void
}

export interface SourceEditorWishes {
  readonly litClass: string
  readonly label: string
  readonly onType: (edits: readonly TextEdit[]) => void
  /** In place of the editor's own: there is one history. */
  readonly undo: () => void
  readonly redo: () => void
  /** To another problem of the transcript, by so many. */
  readonly walk: (by: number) => void
  readonly fixing: Fixing
}

const SEVERITIES: Readonly<Record<Severity, MarkerSeverity>> = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  info: MarkerSeverity.Info,
}

export function openSourceEditor(element: HTMLElement, wishes: SourceEditorWishes): SourceEditor {
  let text = ''
  let lines = new Lines(text)
  let isAlike = true
  let isOurs = false
  const model = createWireModel('')
  const shown = editor.create(element, {
    ...LOOK,
    model,
    automaticLayout: true,
    minimap: { enabled: false },
    ariaLabel: wishes.label,
    padding: { top: 8 },
    hover: { delay: 250, above: false },
    fixedOverflowWidgets: true,
  })
  shown.addCommand(KeyMod.CtrlCmd | KeyCode.KeyZ, wishes.undo)
  shown.addCommand(KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ, wishes.redo)
  shown.addCommand(KeyMod.CtrlCmd | KeyCode.KeyY, wishes.redo)
  shown.addCommand(KeyCode.F8, () => wishes.walk(1))
  shown.addCommand(KeyMod.Shift | KeyCode.F8, () => wishes.walk(-1))
  const lit = shown.createDecorationsCollection()
  /** Moves with the text that is typed. */
  const problems = shown.createDecorationsCollection()
  let numbers: readonly number[] = []
  const offer = offerFixes(shown, wishes.fixing, (range) =>
    problems
      .getRanges()
      .flatMap((one, at) => (Range.areIntersectingOrTouching(one, range) ? [numbers[at] ?? -1] : []))
      .filter((problem, at, all) => problem >= 0 && all.indexOf(problem) === at),
  )
  const rangeOf = (start: number, end: number): Range =>
    Range.fromPositions(lines.positionAt(start), lines.positionAt(end))
  const take = (next: string) => {
    text = next
    lines = new Lines(next)
  }

  model.onDidChangeContent(({ changes }) => {
    if (isOurs) return
    const edits = changes.map(({ range, rangeOffset, rangeLength, text: inserted }) => ({
      start: isAlike ? rangeOffset : lines.offsetAt(range.startLineNumber, range.startColumn),
      end: isAlike ? rangeOffset + rangeLength : lines.offsetAt(range.endLineNumber, range.endColumn),
      text: inserted,
    }))
    take(applyEdits(text, edits))
    wishes.onType(edits)
  })

  return {
    show(next) {
      if (next === text) return
      const changes = changeBetween(text, next)
      const edits = changes.map((change) => ({ range: rangeOf(change.start, change.end), text: change.text }))
      isOurs = true
      if (text === '') model.setValue(next)
      else model.applyEdits(edits)
      isOurs = false
      take(next)
      isAlike = isCountedAlike(next)
    },
    light(start, end, isRevealed) {
      const range = rangeOf(start, end)
      lit.set(end > start ? [{ range, options: { inlineClassName: wishes.litClass } }] : [])
      if (end > start && isRevealed) shown.revealRangeInCenterIfOutsideViewport(range)
    },
    mark(owner, marks) {
      if (owner === 'findings') {
        const found = marks.filter(({ problem }) => problem !== undefined)
        numbers = found.map(({ problem = -1 }) => problem)
        problems.set(found.map(({ start, end }) => ({ range: rangeOf(start, end), options: {} })))
      }
      editor.setModelMarkers(
        model,
        owner,
        marks.map(({ start, end, severity, message, rule }) => {
          const { startLineNumber, startColumn, endLineNumber, endColumn } = rangeOf(
            start,
            Math.max(end, start + 1),
          )
          return {
            severity: SEVERITIES[severity],
            message,
            startLineNumber,
            startColumn,
            endLineNumber,
            endColumn,
            ...(rule === undefined ? {} : { source: rule }),
          }
        }),
      )
    },
    bringToEye(problem) {
      const range = problems.getRange(numbers.indexOf(problem))
      if (!range) return
      shown.setPosition(range.getStartPosition())
      shown.revealRangeInCenterIfOutsideViewport(range)
    },
    goTo(offset) {
      const position = lines.positionAt(offset)
      shown.setPosition(position)
      shown.revealPositionInCenterIfOutsideViewport(position)
      shown.focus()
    },
    dispose() {
      offer.dispose()
      shown.dispose()
      model.dispose()
    },
  }
}
