import { useEffect, useRef } from 'react'
import type { HalfPlace } from '../../state/editing/drafts.ts'
import { nameOfHalf } from '../../state/editing/drafts.ts'
import { TextOffsets } from '../../wire/text-offsets.ts'
import { useMonacoTheme } from '../kit/monaco-theme.ts'
import { useScreen } from '../kit/screen.ts'
import type { Marks } from './marks.ts'
import type { Fixing } from './quick-fixes.ts'
import css from './source.module.css'
import type { SourceEditor } from './source-editor.ts'
import { openSourceEditor } from './source-editor.ts'

interface SourceTextProps {
  /** What is open, as an address. */
  readonly origin: string
  readonly place: HalfPlace
  readonly captured: string
  /** UTF-8 bytes of the text to light, end exclusive. */
  readonly lit: { readonly start: number; readonly end: number } | undefined
  /** Each is another reason to bring what is lit to the eye. */
  readonly look: string
  readonly marks: Marks
  /** That the eye is on. */
  readonly problem: number | undefined
  readonly fixing: Fixing
  /** Where the caret is wished to be; each wish is a new one. */
  readonly caret: { readonly offset: number } | undefined
}

export function SourceText({
  origin,
  place,
  captured,
  lit,
  look,
  marks,
  problem,
  fixing,
  caret,
}: SourceTextProps) {
  const { edits, undo, redo, commands } = useScreen()
  const { exchange, half } = place
  const element = useRef<HTMLDivElement>(null)
  const editor = useRef<SourceEditor>(undefined)
  const looked = useRef('')
  const came = useRef<number>(undefined)
  const fixes = useRef(fixing)
  fixes.current = fixing
  useMonacoTheme()
  useEffect(() => {
    if (!element.current) return
    const here: HalfPlace = { exchange, half }
    const shownText = () => edits.getState()[origin]?.halves[nameOfHalf(here)]?.text ?? captured
    const opened = openSourceEditor(element.current, {
      litClass: css.lit ?? '',
      label: `${half} body of ${exchange}`,
      onType: (typed) => {
        edits.type(origin, here, captured, typed)
        return shownText()
      },
      undo: () => undo('edit'),
      redo: () => redo('edit'),
      fixing: { find: (one) => fixes.current.find(one), apply: (fix) => fixes.current.apply(fix) },
      walk: (by) => void commands.press(by > 0 ? 'F8' : 'Shift+F8', true),
    })
    // At once, and not with the next drawing: what is typed meanwhile must not be taken for something to take back.
    const show = () => opened.show(shownText())
    show()
    const leave = edits.subscribe(show)
    editor.current = opened
    return () => {
      leave()
      opened.dispose()
    }
  }, [edits, undo, redo, commands, origin, exchange, half, captured])
  useEffect(() => {
    const text = edits.getState()[origin]?.halves[nameOfHalf({ exchange, half })]?.text ?? captured
    const offsets = new TextOffsets(text)
    const [start, end] = [offsets.ofByte(lit?.start ?? 0), offsets.ofByte(lit?.end ?? 0)]
    editor.current?.light(start, end, looked.current !== look)
    looked.current = look
  }, [edits, origin, exchange, half, captured, lit?.start, lit?.end, look])
  useEffect(() => {
    if (!marks.findings) return
    editor.current?.mark('findings', marks.findings)
    if (problem !== undefined && came.current !== problem) editor.current?.bringToEye(problem)
    came.current = problem
  }, [marks.findings, problem])
  useEffect(() => editor.current?.mark('unread', marks.unread), [marks.unread])
  useEffect(() => {
    if (caret) editor.current?.goTo(caret.offset)
  }, [caret])
  return <div ref={element} className={css.editor} />
}
