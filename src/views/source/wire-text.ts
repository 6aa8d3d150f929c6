import type { editor } from 'monaco-editor/editor'
import { Range } from 'monaco-editor/editor'
import type { TextEdit } from '../../wire/text-edit.ts'
import { changeBetween } from '../../wire/text-edit.ts'
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

/** `onType` gives the text that came of it. */
export function createWireText(onType: (edits: readonly TextEdit[]) => string): WireText {
  const model = createWireModel('')
  let text = ''
  let lines = new Lines(text)
  let isAlike = true
  /** The model changes because another text is shown; because somebody types. */
  let isOurs = false
  let isTyped = false
  const take = (next: string) => {
    text = next
    lines = new Lines(next)
  }
  // Where the editor counts as we do, it knows without reading all lines.
  const positionAt = (offset: number) => (isAlike ? model.getPositionAt(offset) : lines.positionAt(offset))
  const rangeOf = (start: number, end: number): Range =>
    Range.fromPositions(positionAt(start), positionAt(end))
  const editOf = ({ range, rangeOffset, rangeLength, text }: editor.IModelContentChange): TextEdit => ({
    start: isAlike ? rangeOffset : lines.offsetAt(range.startLineNumber, range.startColumn),
    end: isAlike ? rangeOffset + rangeLength : lines.offsetAt(range.endLineNumber, range.endColumn),
    text,
  })

  model.onDidChangeContent(({ changes }) => {
    if (isOurs) return
    const edits = changes.map(editOf)
    isTyped = true
    // The very text that is kept: it need not be compared with ours letter by letter.
    take(onType(edits))
    isTyped = false
  })

  return {
    model,
    rangeOf,
    positionAt,
    show(next) {
      if (isTyped || next === text) return
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
