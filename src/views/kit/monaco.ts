// The one place that loads Monaco. Only a lazy view imports it: it is as large as everything else together, five times over.
import { editor, languages } from 'monaco-editor/editor'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/folding/register'
import 'monaco-editor/features/gotoLine/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/hover/register'
import 'monaco-editor/features/codeAction/register'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/wordOperations/register'
import 'monaco-editor/features/linesOperations/register'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'

self.MonacoEnvironment = { getWorker: () => new EditorWorker() }

/** JSON, and JSON in the lines of an event stream. The engine knows what is wrong in it: colours are all that is needed here. */
export const WIRE = 'interlinear-wire'
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
languages.setLanguageConfiguration(WIRE, {
  brackets: [
    ['{', '}'],
    ['[', ']'],
  ],
  autoClosingPairs: [],
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

/** As in views/shell/base.css; Monaco takes no custom properties. */
interface Paper {
  readonly sheet: string
  readonly ink: string
  readonly faint: string
  readonly edge: string
  readonly wash: string
  readonly lost: string
  readonly soft: string
  readonly lit: string
  /** Behind what is lost, and what is added. */
  readonly gone: string
  readonly come: string
}
const LIGHT_PAPER: Paper = {
  sheet: '#ffffff',
  ink: '#1d1c19',
  faint: '#6c685f',
  edge: '#d3cec2',
  wash: '#f5f3ed',
  lost: '#b3261e',
  soft: '#58554d',
  lit: '#fff0b8',
  gone: '#f3b8b3',
  come: '#b9d0ee',
}
const DARK_PAPER: Paper = {
  sheet: '#1b1a18',
  ink: '#ece9e1',
  faint: '#989489',
  edge: '#46433c',
  wash: '#211f1c',
  lost: '#ff8a80',
  soft: '#b3afa5',
  lit: '#453b14',
  gone: '#6b2a26',
  come: '#2b466b',
}

/** A hue means one thing only, and depth is none. */
const BRACKETS = [
  'foreground1',
  'foreground2',
  'foreground3',
  'foreground4',
  'foreground5',
  'foreground6',
  'unexpectedBracket.foreground',
]

const define = (name: string, base: 'vs' | 'vs-dark', tokens: typeof LIGHT, paper: Paper) =>
  editor.defineTheme(name, {
    base,
    inherit: true,
    rules: Object.entries(tokens).map(([token, foreground]) => ({ token, foreground })),
    colors: {
      'editor.background': paper.sheet,
      'editor.foreground': paper.ink,
      'editorGutter.background': paper.sheet,
      'editorLineNumber.foreground': paper.faint,
      'editorLineNumber.activeForeground': paper.ink,
      'editor.selectionBackground': paper.lit,
      'editorBracketMatch.background': paper.wash,
      'editorBracketMatch.border': paper.edge,
      ...Object.fromEntries(BRACKETS.map((bracket) => [`editorBracketHighlight.${bracket}`, paper.soft])),
      'editorError.foreground': paper.lost,
      'editorWarning.foreground': paper.soft,
      'editorInfo.foreground': paper.faint,
      'editorOverviewRuler.errorForeground': paper.lost,
      'editorOverviewRuler.warningForeground': paper.soft,
      'editorOverviewRuler.infoForeground': paper.faint,
      'editorHoverWidget.background': paper.sheet,
      'editorHoverWidget.border': paper.edge,
      'editorHoverWidget.foreground': paper.ink,
      'editorWidget.background': paper.sheet,
      'editorWidget.border': paper.edge,
      'editorActionList.background': paper.sheet,
      'editorActionList.foreground': paper.ink,
      'editorActionList.focusBackground': paper.wash,
      'editorActionList.focusForeground': paper.ink,
      'scrollbar.shadow': '#00000000',
      'diffEditor.removedTextBackground': `${paper.gone}66`,
      'diffEditor.removedLineBackground': `${paper.gone}33`,
      'diffEditor.insertedTextBackground': `${paper.come}66`,
      'diffEditor.insertedLineBackground': `${paper.come}33`,
      'diffEditor.unchangedRegionBackground': paper.wash,
      'diffEditor.unchangedRegionForeground': paper.soft,
      'diffEditor.unchangedRegionShadow': '#00000000',
      'diffEditor.border': paper.edge,
      'diffEditor.diagonalFill': paper.wash,
    },
  })
define('interlinear-light', 'vs', LIGHT, LIGHT_PAPER)
define('interlinear-dark', 'vs-dark', DARK, DARK_PAPER)

export const setMonacoTheme = (isDark: boolean): void =>
  editor.setTheme(isDark ? 'interlinear-dark' : 'interlinear-light')

/** A text of ours in the editor. */
export const createWireModel = (text: string): editor.ITextModel => editor.createModel(text, WIRE)

/** What all our editors have in common. */
export const LOOK: editor.IEditorOptions = {
  fontSize: 12,
  lineHeight: 18,
  fontFamily: 'ui-monospace, "SF Mono", "Liberation Mono", monospace',
  wordWrap: 'on',
  scrollBeyondLastLine: false,
  renderLineHighlight: 'none',
  occurrencesHighlight: 'off',
  contextmenu: false,
  links: false,
  stickyScroll: { enabled: false },
  overviewRulerBorder: false,
  lightbulb: { enabled: editor.ShowLightbulbIconMode.Off },
  // The tab key leads out, as everywhere on the page.
  tabFocusMode: true,
  unusualLineTerminators: 'off',
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
}
