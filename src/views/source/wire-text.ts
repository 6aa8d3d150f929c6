import type { editor } from 'monaco-editor/editor'
import { Range } from 'monaco-editor/editor'
import type { TextEdit } from '../../wire/text-edit.ts'
import { applyEdits, changeBetween } from '../../wire/text-edit.ts'
import { createWireModel } from '../kit/monaco.ts'
import { isCountedAlike, Lines } from './lines.ts'

/** A raw text in an editor, which counts in its own way: outside of here all offsets are of the raw text, in UTF-16 units. */
export interface WireText {
  readonly model: editor.ITextModel
  /** Brings the text to this by the smallest change. */
  show(text: string): void
  rangeOf(start: number, end: number): Range
  positionAt(offset: number): ReturnType<Lines['positionAt']>
}

export function createWireText(onType: (edits: readonly TextEdit[]) => void): WireText {
  const model = createWireModel('')
  let text = ''
  let lines = new Lines(text)
  let isAlike = true
  let isOurs = false
  const take = (next: string) => {
    text = next
    lines = new Lines(next)
  }
  const rangeOf = (start: number, end: number): Range =>
    Range.fromPositions(lines.positionAt(start), lines.positionAt(end))
  const editOf = ({ range, rangeOffset, rangeLength, text }: editor.IModelContentChange): TextEdit => ({
    start: isAlike ? rangeOffset : lines.offsetAt(range.startLineNumber, range.startColumn),
    end: isAlike ? rangeOffset + rangeLength : lines.offsetAt(range.endLineNumber, range.endColumn),
    text,
  })

  model.onDidChangeContent(({ changes }) => {
    if (isOurs) return
    const edits = changes.map(editOf)
    take(applyEdits(text, edits))
    onType(edits)
  })

  return {
    model,
    rangeOf,
    positionAt: (offset) => lines.positionAt(offset),
    show(next) {
      if (next === text) return
      const edits = changeBetween(text, next).map(({ start, end, text }) => ({
        range: rangeOf(start, end),
        text,
      }))
      isOurs = true
      if (text === '') model.setValue(next)
      else model.applyEdits(edits)
      isOurs = false
      take(next)
      isAlike = isCountedAlike(next)
    },
  }
}
