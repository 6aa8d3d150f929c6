// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
import type { CSSProperties } from 'react'
import { memo } from 'react'
import type { ByteRange } from '../../engine/answers/bytes.ts'
import type { Bytes } from './byte-pages.ts'
import css from './bytes.module.css'
import type { Picked } from './focus.ts'
import type { Run, ShownByte } from './runs.ts'
import { hexRuns, textRuns } from './runs.ts'

interface ByteRowProps {
  readonly row: number
  readonly perRow: number
  readonly total: number
  readonly bytes: Bytes
  readonly lit: readonly ByteRange[]
  readonly picked: Picked | undefined
  readonly measure: (element: HTMLElement | null) => (() => void) | undefined
}

const hexOf = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/** What is no letter of the text, by its first byte and its sign: an arrow may be one. */
const KINDS: Readonly<Record<string, readonly [kind: string, title: string]>> = {
  '13 ←': ['control', 'carriage return'],
  '10 ↵': ['control', 'line feed'],
  '9 →': ['control', 'tab'],
  '239 ⊢': ['bom', 'byte order mark'],
  '239 �': ['torn', 'U+FFFD: the bytes that came here were no UTF-8'],
}

export const ByteRow = memo(function ByteRow(props: ByteRowProps) {
  const { row, perRow, total, bytes, measure } = props
  const from = row * perRow
  const shown = Array.from({ length: Math.min(perRow, total - from) }, (_, i) => showByte(bytes, from + i))
  return (
    <div
      ref={measure}
      role="row"
      id={`bytes-${row}`}
      data-index={row}
      aria-rowindex={row + 2}
      className={css.row}
    >
      <span role="rowheader" className={css.offset}>
        {hexOf(from, 8)}
      </span>
      <span role="gridcell" className={css.hex}>
        {hexRuns(shown, from, props).map(drawRun)}
      </span>
      <span role="gridcell" className={css.text}>
        {textRuns(shown, from, props).map(drawRun)}
      </span>
    </div>
  )
})

function showByte(bytes: Bytes, byte: number): ShownByte {
  const known = bytes.at(byte)
  if (!known) return { hex: '··', sign: ' ' }
  const { value, sign } = known
  const [kind, title] = KINDS[`${value} ${sign}`] ?? []
  return { hex: hexOf(value, 2), sign, kind: kind ?? (sign === '' ? 'rest' : undefined), title }
}

const drawRun = ({ byte, count, words, kind, title, isLit, isPicked, isCursor, isFirst }: Run) => (
  <i
    key={byte}
    data-byte={byte}
    data-count={count}
    data-first={isFirst ? '' : undefined}
    data-kind={kind}
    title={title}
    data-lit={isLit ? '' : undefined}
    data-picked={isPicked ? '' : undefined}
    data-cursor={isCursor ? '' : undefined}
    style={count > 1 ? ({ '--count': count } as CSSProperties) : undefined}
  >
    {words}
  </i>
)
