import type { Remark } from '../../transcript/transcript.ts'
import css from './remark-mark.module.css'
import { useScreen } from './screen.ts'
import { countOf } from './words.ts'

const REMARK_GLYPHS = { note: '†', pin: '◆' } as const

export const glyphOf = ({ text }: Remark): string => (text === '' ? REMARK_GLYPHS.pin : REMARK_GLYPHS.note)

/** In the gutter: that something is pinned or written here. */
export function RemarkMark({ remarks }: { readonly remarks: readonly Remark[] }) {
  const { address } = useScreen()
  if (remarks.length === 0) return null
  const texts = remarks.map(({ text }) => text).filter(Boolean)
  const said = texts.length > 0 ? countOf(texts.length, 'note') : 'pinned'
  const show = () => address.move({ ...address.getState().view, panel: 'notes' })
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css.mark}
      aria-label={said}
      title={texts.join('\n') || 'Pinned'}
      onClick={show}
    >
      {texts.length > 0 ? REMARK_GLYPHS.note : REMARK_GLYPHS.pin}
    </button>
  )
}
