// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
import { memo } from 'react'
import type { ByteRange } from '../../engine/answers/bytes.ts'
import type { Bytes } from './byte-pages.ts'
import css from './bytes.module.css'
import type { Picked } from './focus.ts'

interface ByteRowProps {
  readonly row: number
  readonly perRow: number
  readonly total: number
  readonly bytes: Bytes
  readonly lit: readonly ByteRange[]
  readonly picked: Picked | undefined
  readonly measure: (element: HTMLElement | null) => (() => void) | undefined
}

const isIn = (byte: number, { start, end }: ByteRange): boolean => byte >= start && byte < end

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
  const { row, perRow, total, bytes, lit, picked, measure } = props
  const from = row * perRow
  const cells = Array.from({ length: Math.min(perRow, total - from) }, (_, i) => {
    const byte = from + i
    const known = bytes.at(byte)
    const [kind, title] = KINDS[`${known?.value} ${known?.sign}`] ?? []
    return {
      byte,
      hex: known ? hexOf(known.value, 2) : '··',
      sign: known?.sign ?? ' ',
      looks: {
        'data-byte': byte,
        'data-kind': kind ?? (known?.sign === '' ? 'rest' : undefined),
        title,
        'data-lit': lit.some((range) => isIn(byte, range)) ? '' : undefined,
        'data-picked': picked && isIn(byte, picked) ? '' : undefined,
        'data-cursor': picked?.cursor === byte ? '' : undefined,
      },
    }
  })
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
        {cells.map(({ byte, hex, looks }) => (
          <i key={byte} {...looks}>
            {hex}
          </i>
        ))}
      </span>
      <span role="gridcell" className={css.text}>
        {cells.map(({ byte, sign, looks }) => (
          <i key={byte} {...looks}>
            {sign === '' ? '·' : sign}
          </i>
        ))}
      </span>
    </div>
  )
})
