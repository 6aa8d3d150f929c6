import type { editor, IDisposable } from 'monaco-editor/editor'
import { languages, Range } from 'monaco-editor/editor'
import type { TriedFix } from '../../engine/answers/edited.ts'
import { WIRE } from '../kit/monaco.ts'

export interface Fixing {
  /** What mends a problem, by its number; nothing where nothing mechanical does. */
  find(problem: number): Promise<TriedFix | undefined>
  apply(fix: TriedFix): void
}

/** Offers, where the caret or the pointer is on a problem of this text, what mends it. */
export function offerFixes(
  shown: editor.IStandaloneCodeEditor,
  fixing: Fixing,
  problemsIn: (range: Range) => readonly number[],
): IDisposable {
  const own = shown.getModel()
  const command = shown.addCommand(0, (_, fix: TriedFix) => fixing.apply(fix))
  return languages.registerCodeActionProvider(WIRE, {
    async provideCodeActions(model, range) {
      const problems = model === own && command ? problemsIn(Range.lift(range)) : []
      const found = await Promise.all(problems.map((problem) => fixing.find(problem)))
      const fixes = found.filter((fix) => fix !== undefined)
      return {
        actions: fixes.map((fix) => ({
          title: fix.title,
          kind: 'quickfix',
          command: { id: command ?? '', title: fix.title, arguments: [fix] },
        })),
        dispose: () => {},
      }
    },
  })
}
