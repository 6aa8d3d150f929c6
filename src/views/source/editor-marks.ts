import { editor, MarkerSeverity, Range } from 'monaco-editor/editor'
import type { Severity } from '../../inspect/finding.ts'
import type { WireText } from './wire-text.ts'

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

export type MarkOwner = 'findings' | 'unread'

const SEVERITIES: Readonly<Record<Severity, MarkerSeverity>> = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  info: MarkerSeverity.Info,
}

/** In place of those of the same owner. */
export function setMarks(text: WireText, owner: MarkOwner, marks: readonly EditorMark[]): void {
  editor.setModelMarkers(
    text.model,
    owner,
    marks.map(({ start, end, severity, message, rule }) => {
      // What is missing has no length, and is to be seen all the same.
      const { startLineNumber, startColumn, endLineNumber, endColumn } = text.rangeOf(
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
}

/** Where the problems are by now: they move with the text that is typed. */
export interface ProblemRanges {
  set(marks: readonly EditorMark[]): void
  rangeOf(problem: number): Range | null
  /** Numbers of the problems that touch it. */
  touching(range: Range): readonly number[]
}

export function trackProblems(shown: editor.IStandaloneCodeEditor, text: WireText): ProblemRanges {
  const problems = shown.createDecorationsCollection()
  let numbers: readonly number[] = []
  return {
    set(marks) {
      const found = marks.filter(({ problem }) => problem !== undefined)
      numbers = found.map(({ problem = -1 }) => problem)
      problems.set(found.map(({ start, end }) => ({ range: text.rangeOf(start, end), options: {} })))
    },
    rangeOf: (problem) => problems.getRange(numbers.indexOf(problem)),
    touching: (range) =>
      problems
        .getRanges()
        .flatMap((one, at) => (Range.areIntersectingOrTouching(one, range) ? [numbers[at] ?? -1] : []))
        .filter((problem, at, all) => problem >= 0 && all.indexOf(problem) === at),
  }
}
