import { editor } from 'monaco-editor/editor'
import 'monaco-editor/features/diffEditor/register'
import { useEffect, useRef } from 'react'
import { createWireModel, LOOK } from './monaco.ts'
import { useMonacoTheme } from './monaco-theme.ts'
import css from './text-difference.module.css'

interface TextDifferenceProps {
  readonly before: string
  readonly after: string
  /** For those who do not see which is which. */
  readonly labels: readonly string[]
}

/** Two texts side by side, or one below the other where there is no room. Loads Monaco: only a lazy view imports it. */
export function TextDifference({ before, after, labels }: TextDifferenceProps) {
  const element = useRef<HTMLDivElement>(null)
  const [left, right] = labels
  useMonacoTheme()
  useEffect(() => {
    if (!element.current) return
    const models = { original: createWireModel(before), modified: createWireModel(after) }
    const shown = editor.createDiffEditor(element.current, {
      ...LOOK,
      automaticLayout: true,
      readOnly: true,
      originalEditable: false,
      renderMarginRevertIcon: false,
      renderGutterMenu: false,
      renderOverviewRuler: false,
      hideUnchangedRegions: { enabled: true, contextLineCount: 2, minimumLineCount: 4 },
      useInlineViewWhenSpaceIsLimited: true,
      diffWordWrap: 'on',
      minimap: { enabled: false },
      originalAriaLabel: left ?? '',
      modifiedAriaLabel: right ?? '',
    })
    shown.setModel(models)
    return () => {
      shown.dispose()
      models.original.dispose()
      models.modified.dispose()
    }
  }, [before, after, left, right])
  return <div ref={element} className={css.difference} />
}
