import { useEffect, useRef, useState } from 'react'
import type { AlignedRow, Said } from '../../inspect/compare/rows.ts'
import { useCommands } from '../kit/commands.ts'
import { bringInSight } from '../kit/in-sight.ts'
import { useScreen } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import css from './aligned.module.css'

type Kind = AlignedRow['kind']

interface AlignedProps {
  readonly rows: readonly (AlignedRow & { readonly deed?: string; readonly isAnswer?: true })[]
  /** How many there are, where they are more than the rows. */
  readonly total: number
  readonly left: string
  readonly right: string
  /** What each kind is called here. */
  readonly words: Readonly<Record<Kind, string>>
  /** Places of the right side are in what is open; those of another transcript lead nowhere. */
  readonly isRightHere?: boolean
  /** What only the left side says is no loss here: it need not be said again. */
  readonly isLostQuiet?: boolean
}

const GLYPHS: Readonly<Record<Kind, string>> = {
  same: '',
  changed: '◦',
  moved: '↕',
  lost: '▪',
  invented: '▫',
  doubled: '▫',
}

/** Runs of things that are the same, longer than this, are folded. */
const SHORT_RUN = 3

/** Two lists beside each other, row by row; what is another is marked, and `Shift+j` walks it. */
export function Aligned(props: AlignedProps) {
  const { rows, total, left, right, words, isRightHere = true, isLostQuiet = false } = props
  const chosen = useWalk(rows, isRightHere)
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  return (
    <div className={css.aligned} data-quiet={isLostQuiet || undefined}>
      <div className={css.heads} aria-hidden="true">
        <span />
        <b>{left}</b>
        <b>{right}</b>
      </div>
      <ol aria-label={`${left} beside ${right}`}>
        {foldRuns(rows).map(({ from, to }) =>
          to - from > SHORT_RUN && !unfolded.has(from) ? (
            <li key={from}>
              <button
                type="button"
                className={css.fold}
                onClick={() => setUnfolded(new Set([...unfolded, from]))}
              >
                {countOf(to - from, 'thing')} {words.same}: show
              </button>
            </li>
          ) : (
            rows.slice(from, to).map((row, i) => (
              // Rows are computed once for a comparison: their place in the list is their name.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <Row key={from + i} row={row} isChosen={chosen === from + i} {...{ words, isRightHere }} />
            ))
          ),
        )}
      </ol>
      {total > rows.length && <p className={css.more}>and {countOf(total - rows.length, 'more row')}</p>}
    </div>
  )
}

/** Walks what differs, and shows its place; gives the row that is walked to. */
function useWalk(rows: readonly AlignedRow[], isRightHere: boolean): number | undefined {
  const { showPlace } = useScreen()
  const [chosen, setChosen] = useState<number>()
  const differing = rows.flatMap(({ kind }, i) => (kind === 'same' ? [] : [i]))
  const step = (by: 1 | -1) => {
    const from = chosen ?? (by > 0 ? -1 : rows.length)
    const next = by > 0 ? differing.find((i) => i > from) : differing.findLast((i) => i < from)
    const to = next ?? (by > 0 ? differing[0] : differing.at(-1))
    if (to === undefined) return
    setChosen(to)
    const row = rows[to]
    const place = (isRightHere ? row?.right?.place : undefined) ?? row?.left?.place
    if (place) void showPlace(place)
  }
  const off = differing.length === 0 ? { off: 'Nothing differs here.' } : {}
  useCommands([
    {
      id: 'difference.next',
      title: 'Next difference',
      group: 'Problems',
      keys: ['Shift+j'],
      ...off,
      run: () => step(1),
    },
    {
      id: 'difference.previous',
      title: 'Previous difference',
      group: 'Problems',
      keys: ['Shift+k'],
      ...off,
      run: () => step(-1),
    },
  ])
  return chosen
}

/** Runs of rows that are the same, and each other row by itself. */
function foldRuns(rows: readonly AlignedRow[]): readonly { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = []
  for (const [i, { kind }] of rows.entries()) {
    const last = runs.at(-1)
    if (last && kind === 'same' && rows[i - 1]?.kind === 'same') last.to = i + 1
    else runs.push({ from: i, to: i + 1 })
  }
  return runs
}

interface RowProps extends Pick<AlignedProps, 'words' | 'isRightHere'> {
  readonly row: AlignedProps['rows'][number]
  readonly isChosen: boolean
}

function Row({ row: { kind, left, right, deed, isAnswer }, isChosen, words, isRightHere = true }: RowProps) {
  const ref = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isChosen) bringInSight(ref.current)
  }, [isChosen])
  return (
    <li ref={ref} className={css.row} data-kind={kind} aria-current={isChosen || undefined}>
      <span className={css.glyph} aria-hidden="true">
        {GLYPHS[kind]}
      </span>
      <span className={css.unseen}>{words[kind]}:</span>
      <Half said={left} isHere note={isAnswer ? 'its reply' : undefined} absent="" />
      <Half said={right} isHere={isRightHere} note={undefined} absent={kind === 'lost' ? words.lost : ''} />
      {deed && <p className={css.deed}>{deed}</p>}
    </li>
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
