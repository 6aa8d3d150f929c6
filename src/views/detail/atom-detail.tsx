import type { ExchangeSummary } from '../../engine/answers/opened.ts'
import type { Lane, Window } from '../../engine/answers/window.ts'
import type { SheetTab } from '../../engine/view.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Origin } from '../../hub/leaf.ts'
import type { Spot } from '../../state/focus.ts'
import { meet } from '../../state/focus.ts'
import { cellOf } from '../../state/rows/cell-of.ts'
import { rowHandle } from '../../transcript/handle.ts'
import type { Atom, Row } from '../../translate/lanes.ts'
import { laneTitle, otherTitle } from '../kit/words.ts'
import css from './detail.module.css'

interface AtomDetailProps {
  readonly exchange: ExchangeSummary
  readonly tab: SheetTab
  readonly window: Window
  readonly row: Row
  readonly spot: Spot
}

const handleOf = ({ id }: ExchangeSummary, { index }: Row, tab: SheetTab): string =>
  rowHandle(id, tab === 'request' ? 'request' : 'reply', index)

/** As much of a value as the DOM carries with grace. */
const SHOWN = 20_000

export function AtomDetail({ exchange, tab, window, row, spot }: AtomDetailProps) {
  const cell = cellOf(row, spot.column)
  const atom = cell.atoms[spot.atom]
  const call = atom?.call === undefined ? undefined : window.calls[spot.column].get(atom.call)
  return (
    <>
      <h3>
        {atom?.word ?? (spot.column === 'source' ? 'Nothing here' : `Nothing in ${laneTitle(spot.column)}`)}
      </h3>
      {!atom && <p>{cell.empty?.why}</p>}
      {atom?.reason && <p data-lost={atom.mark === 'lost'}>{atom.reason.why}</p>}
      {atom?.value !== undefined && <pre className={css.value}>{atom.value.slice(0, SHOWN)}</pre>}
      <dl className={css.facts}>
        <Fact name="handle" value={handleOf(exchange, row, tab)} />
        {call !== undefined && <Fact name="call" value={`${exchange.id}.c${call + 1}`} />}
        {atom?.mark && <Fact name={atom.mark} value={atom.reason?.code ?? atom.step ?? '—'} />}
        {atom?.step && <Fact name="step" value={atom.step} />}
        <Fact
          name="source"
          value={`${exchange.id} · ${row.frame === undefined ? 'row' : 'frame'} ${row.index + 1}`}
        />
        <Fact name="bytes" value={`${row.start}–${row.end}`} />
        {atom?.there && <Fact name="captured" value={placeWords(atom.there)} />}
        {atom?.from.slice(0, 6).map((origin) => (
          <Fact
            key={`${origin.frame} ${origin.pointer}`}
            name="from"
            value={`${framesWords(origin)}${origin.pointer || '(whole)'}`}
          />
        ))}
      </dl>
      {atom && atom.from.length > 0 && <Images window={window} atom={atom} />}
    </>
  )
}

const placeWords = ({ exchange, ...origin }: NonNullable<Atom['there']>): string =>
  `${exchange} · ${framesWords(origin)}${origin.pointer || '(whole)'}`

const framesWords = ({ frame, until }: Origin): string => {
  if (frame === undefined) return ''
  return until === undefined ? `frame ${frame + 1} ` : `frames ${frame + 1}–${until + 1} `
}

const Fact = ({
  name,
  value,
  tone,
}: {
  readonly name: string
  readonly value: string
  readonly tone?: string
}) => (
  <>
    <dt>{name}</dt>
    <dd title={value} data-tone={tone}>
      {value}
    </dd>
  </>
)

/** What the same place of the source is in every lane. */
function Images({ window, atom }: { readonly window: Window; readonly atom: Atom }) {
  const lanes: readonly Lane[] = [...DIALECT_IDS, ...(window.other ? (['other'] as const) : [])]
  return (
    <>
      <h4>In the lanes</h4>
      <dl className={css.facts}>
        {lanes.map((lane) => {
          const found = window.rows.flatMap((row) =>
            cellOf(row, lane)
              .atoms.filter(({ from }) => meet(from, atom.from))
              .map((image) => ({ row, image })),
          )
          const first = found[0]
          const isLost = first?.image.mark === 'lost'
          const value = first
            ? `${isLost ? 'lost: ' : ''}${first.image.pointer || first.image.word}${found.length > 1 ? ` +${found.length - 1}` : ''} · row ${first.row.index + 1}`
            : 'nothing'
          return (
            <Fact
              key={lane}
              name={lane === 'other' && window.other ? otherTitle(window.other) : laneTitle(lane)}
              value={value}
              {...(isLost ? { tone: 'lost' } : {})}
            />
          )
        })}
      </dl>
    </>
  )
}
