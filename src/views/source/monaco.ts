// The one place that loads Monaco. Only a lazy view imports it: it is as large as everything else together, five times over.
import { editor, languages, Range } from 'monaco-editor/editor'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/folding/register'
import 'monaco-editor/features/gotoLine/register'
import 'monaco-editor/features/clipboard/register'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'

self.MonacoEnvironment = { getWorker: () => new EditorWorker() }

/** JSON, and JSON in the lines of an event stream. Read-only, so colours are all it needs: no JSON service, no second worker. */
const WIRE = 'interlinear-wire'
languages.register({ id: WIRE })
languages.setMonarchTokensProvider(WIRE, {
  tokenizer: {
    root: [
      [/^(data|event|id|retry)(:)/, ['keyword', 'delimiter']],
      [/^:.*$/, 'comment'],
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'key'],
      [/"(?:[^"\\]|\\.)*"?/, 'string'],
      [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
      [/\b(?:true|false|null)\b/, 'constant'],
    ],
  },
})

const LIGHT = {
  key: '1d1c19',
  string: '0f766e',
  number: '9a5b00',
  constant: '6b4fa3',
  keyword: '2b5fa8',
  comment: '6c685f',
}
const DARK = {
  key: 'ece9e1',
  string: '5eead4',
  number: 'f5b95c',
  constant: 'c4b1f0',
  keyword: '8db8f5',
  comment: '989489',
}

const define = (name: string, base: 'vs' | 'vs-dark', tokens: typeof LIGHT, background: string) =>
  editor.defineTheme(name, {
    base,
    inherit: true,
    rules: Object.entries(tokens).map(([token, foreground]) => ({ token, foreground })),
    colors: { 'editor.background': background, 'editorGutter.background': background },
  })
define('interlinear-light', 'vs', LIGHT, '#ffffff')
define('interlinear-dark', 'vs-dark', DARK, '#1b1a18')

export const setMonacoTheme = (isDark: boolean): void =>
  editor.setTheme(isDark ? 'interlinear-dark' : 'interlinear-light')

export interface SourceEditor {
  show(text: string): void
  /** Lights a range of UTF-16 offsets and brings it to the eye. */
  light(from: number, to: number): void
  dispose(): void
}

export function openSourceEditor(element: HTMLElement, litClass: string, label: string): SourceEditor {
  const model = editor.createModel('', WIRE)
  const shown = editor.create(element, {
    model,
    readOnly: true,
    automaticLayout: true,
    fontSize: 12,
    lineHeight: 18,
    fontFamily: 'ui-monospace, "SF Mono", "Liberation Mono", monospace',
    minimap: { enabled: false },
    wordWrap: 'on',
    scrollBeyondLastLine: false,
    renderLineHighlight: 'none',
    occurrencesHighlight: 'off',
    contextmenu: false,
    links: false,
    stickyScroll: { enabled: false },
    ariaLabel: label,
    padding: { top: 8 },
  })
  const lit = shown.createDecorationsCollection()
  return {
    show: (text) => model.setValue(text),
    light(from, to) {
      const [start, end] = [model.getPositionAt(from), model.getPositionAt(to)]
      const range = Range.fromPositions(start, end)
      lit.set(to > from ? [{ range, options: { inlineClassName: litClass } }] : [])
      if (to > from) shown.revealRangeInCenterIfOutsideViewport(range)
    },
    dispose() {
      shown.dispose()
      model.dispose()
    },
  }
}
