// biome-ignore-all lint/a11y/useSemanticElements: items of a list element cannot come and go in slices.
import type { ComparedRow } from '../../engine/answers/compared.ts'
import type { Said } from '../../inspect/compare/rows.ts'
import { useHeldInSight } from '../kit/in-sight.ts'
import { useScreen } from '../kit/screen.ts'
import css from './aligned.module.css'

type Kind = ComparedRow['kind']

export interface RowWords {
  /** What each kind is called here. */
  readonly words: Readonly<Record<Kind, string>>
  /** Places of the right side are in what is open; those of another transcript lead nowhere. */
  readonly isRightHere: boolean
  /** What was done is said: somebody made the one of the other. */
  readonly hasDeeds: boolean
}

const GLYPHS: Readonly<Record<Kind, string>> = {
  same: '',
  changed: '◦',
  moved: '↕',
  lost: '▪',
  invented: '▫',
  doubled: '▫',
}

interface AlignedLineProps {
  /** Absent until it has come. */
  readonly row: ComparedRow | undefined
  readonly isChosen: boolean
  readonly place: { readonly 'aria-posinset': number; readonly 'aria-setsize': number }
  readonly said: RowWords
}

export function AlignedLine({ row, isChosen, place, said }: AlignedLineProps) {
  const { words, isRightHere, hasDeeds } = said
  const ref = useHeldInSight<HTMLDivElement>(isChosen)
  if (!row) return <div ref={ref} role="listitem" className={css.row} aria-busy="true" {...place} />
  const { kind, left, right, deed, isAnswer } = row
  return (
    <div
      ref={ref}
      role="listitem"
      className={css.row}
      data-kind={kind}
      aria-current={isChosen || undefined}
      {...place}
    >
      <span className={css.glyph} aria-hidden="true">
        {GLYPHS[kind]}
      </span>
      <span className={css.unseen}>{words[kind]}:</span>
      <Half said={left} isHere note={isAnswer ? 'its reply' : undefined} absent="" />
      <Half said={right} isHere={isRightHere} note={undefined} absent={kind === 'lost' ? words.lost : ''} />
      {hasDeeds && deed && <p className={css.deed}>{deed}</p>}
    </div>
  )
}

interface HalfProps {
  readonly said: Said | undefined
  readonly isHere: boolean
  readonly note: string | undefined
  readonly absent: string
}

function Half({ said, isHere, note, absent }: HalfProps) {
  const { showPlace } = useScreen()
  if (!said) return <span className={css.absent}>{absent}</span>
  const { what, text, mark, place, untilFrame } = said
  const [start, end] = mark ?? [text.length, text.length]
  const frame = place?.frame
  const where = frame === undefined ? '' : `frame ${frame + 1}${untilFrame ? `–${untilFrame + 1}` : ''}`
  const line = (
    <>
      <span className={css.what}>
        {what} <small>{[note, where].filter(Boolean).join(', ')}</small>
      </span>
      <span className={css.text}>
        {text.slice(0, start)}
        {end > start && <mark>{text.slice(start, end)}</mark>}
        {text.slice(end)}
      </span>
    </>
  )
  if (!place || !isHere) return <span className={css.half}>{line}</span>
  return (
    <button type="button" className={css.half} onClick={() => void showPlace(place)}>
      {line}
    </button>
  )
}
