// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell.
import type { Column } from '../../engine/answers/window.ts'
import type { Atom, Cell } from '../../translate/lanes.ts'
import { Boundary } from '../kit/boundary.tsx'
import { callHue } from '../kit/call-hue.ts'
import { AtomLine, LostLine } from './atom-line.tsx'
import css from './cells.module.css'
import { isCaptured } from './columns.ts'
import lines from './lines.module.css'
import { Rail } from './rail.tsx'
import type { RailPiece } from './rails.ts'

interface LaneCellProps {
  readonly id: string
  readonly column: Column
  /** Its place among the columns that stay in sight. */
  readonly stuck: number | undefined
  readonly cell: Cell | undefined
  readonly trouble: string | undefined
  readonly calls: ReadonlyMap<string, number>
  /** Of the calls that pass through. */
  readonly rails: readonly RailPiece[]
  readonly spotAtom: number | undefined
  /** Numbers of its atoms that the eye is on. */
  readonly lit: ReadonlySet<number>
}

export function LaneCell(props: LaneCellProps) {
  const { id, column, stuck, cell } = props
  // Hatched where nothing arrived; a field that is lost beside what did arrive says so in its own line.
  const isLost = cell?.empty?.code === 'lost'
  // What a gateway lost is no field more or less: it is what one came for.
  const isHatched = isLost || (column === 'other' && cell?.atoms.some(({ mark }) => mark === 'lost'))
  return (
    <div
      role="gridcell"
      id={id}
      data-column={column}
      data-stuck={stuck}
      className={`${css.cell} ${isCaptured(column) ? css.source : ''} ${isHatched ? css.lost : ''}`}
    >
      <Boundary what="This line" resetKey={cell} isSmall>
        <Contents {...props} isLost={isLost} />
      </Boundary>
    </div>
  )
}

interface ContentsProps extends LaneCellProps {
  readonly isLost: boolean
}

function Contents({ cell, trouble, calls, rails, spotAtom, lit, isLost }: ContentsProps) {
  const arrived = linesOf(cell?.atoms ?? [])
  return (
    <>
      {!cell && (trouble ? <p className={lines.lostWhy}>{trouble}</p> : <i className={css.coming} />)}
      {rails.map((rail) => (
        <Rail key={rail.call} rail={rail} />
      ))}
      {arrived.map(({ at, atom, before }) => (
        <AtomLine
          key={at}
          atom={atom}
          at={at}
          before={before}
          isSpot={at === spotAtom}
          isLit={lit.has(at)}
          callHue={hueOf(atom, calls)}
          isRailed={rails.some(({ call }) => call === atom.call)}
        />
      ))}
      <LostLine atoms={cell?.atoms ?? []} spotAtom={spotAtom} lit={lit} />
      {cell?.empty && (cell.atoms.length === 0 || !isLost) && (
        <Empty empty={cell.empty} isSpot={spotAtom !== undefined && cell.atoms.length === 0} />
      )}
    </>
  )
}

const hueOf = ({ call }: Atom, calls: ReadonlyMap<string, number>): number | undefined =>
  call === undefined ? undefined : callHue(calls.get(call) ?? 0)

/** What arrived, each with its number in the cell and the word that stands above it. */
function linesOf(
  atoms: readonly Atom[],
): { readonly at: number; readonly atom: Atom; readonly before: string }[] {
  let before = ''
  return atoms.flatMap((atom, at) => {
    if (atom.mark === 'lost') return []
    const line = { at, atom, before }
    before = atom.word
    return [line]
  })
}

const EMPTY_LOOKS = {
  held: lines.held,
  lost: lines.lostWhy,
  silent: lines.silent,
  unread: lines.silent,
} as const

function Empty({ empty, isSpot }: { readonly empty: NonNullable<Cell['empty']>; readonly isSpot: boolean }) {
  return (
    <p
      className={`${lines.atom} ${EMPTY_LOOKS[empty.code]}`}
      title={empty.why}
      data-atom={0}
      data-spot={isSpot ? '' : undefined}
    >
      {empty.code === 'lost' && '▪ '}
      {/* The number of the frame is what one looks for: it must not fall off the edge of a narrow lane. */}
      {empty.why.replace(/^Held back: it /, '')}
    </p>
  )
}
