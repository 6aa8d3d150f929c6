// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be virtual.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
import type { CSSProperties } from 'react'
import { useEffect, useRef } from 'react'
import type { BodyAddress } from '../../state/queries.ts'
import { Button } from '../kit/button.tsx'
import { useVirtualRows } from '../kit/virtual-rows.ts'
import { countOf } from '../kit/words.ts'
import { useByteKeys } from './byte-keys.ts'
import { useBytes } from './byte-pages.ts'
import { ByteRow } from './byte-row.tsx'
import css from './bytes.module.css'
import type { Copying } from './copying.ts'
import { useCopying } from './copying.ts'
import { useByteFocus } from './focus.ts'
import { useBytesPerRow } from './per-row.ts'

/** Px, as in the style sheet. */
const ROW = 18

interface ByteGridProps {
  readonly body: BodyAddress
  readonly total: number
}

export function ByteGrid({ body, total }: ByteGridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const perRow = useBytesPerRow(scroller)
  const virtual = useVirtualRows(scroller, Math.ceil(total / perRow), ROW)
  const { range, offset, height, reveal, measure } = virtual
  const { lit, picked, spot, pick, settle, shown } = useByteFocus(body)
  const bytes = useBytes(body, range.from * perRow, Math.min(total, range.to * perRow))
  const copying = useCopying(body, picked ?? lit[0])
  const keys = useByteKeys({ total, perRow, perView: virtual.perView, picked, pick, settle, copying })
  useEffect(() => {
    if (shown !== undefined) reveal(Math.floor(shown / perRow))
  }, [shown, perRow, reveal])
  const active = picked && Math.floor(picked.cursor / perRow)
  return (
    <div className={css.bytes}>
      <ByteTools words={spotWords(total, picked, spot)} copying={copying} />
      <div
        ref={scroller}
        className={css.grid}
        style={{ '--per-row': perRow } as CSSProperties}
        role="grid"
        tabIndex={0}
        aria-label={`Bytes of the ${body.half}, ${perRow} a row`}
        aria-rowcount={Math.ceil(total / perRow) + 1}
        aria-colcount={3}
        {...(active !== undefined && active >= range.from && active < range.to
          ? { 'aria-activedescendant': `bytes-${active}` }
          : {})}
        {...keys}
      >
        {HEAD}
        <div role="rowgroup" className={css.rows} style={{ height }}>
          <div role="presentation" className={css.drawn} style={{ top: offset }}>
            {Array.from({ length: range.to - range.from }, (_, i) => range.from + i).map((row) => (
              <ByteRow
                key={row}
                row={row}
                perRow={perRow}
                total={total}
                bytes={bytes}
                lit={lit}
                picked={picked}
                measure={measure}
              />
            ))}
          </div>
        </div>
      </div>
    </div>
  )
}

const HEAD = (
  <div role="row" aria-rowindex={1} className={css.head}>
    <span role="columnheader">byte</span>
    <span role="columnheader">hex</span>
    <span role="columnheader">text</span>
  </div>
)

/** Where the eye is, and what of it can be taken along. */
const ByteTools = ({ words, copying }: { readonly words: string; readonly copying: Copying }) => (
  <div className={css.tools}>
    <p className={css.spot} role="status">
      {words}
    </p>
    <Button look="quiet" onClick={() => copying.copy('text')} disabled={!copying.isAble}>
      Copy as text
    </Button>
    <Button look="quiet" onClick={() => copying.copy('hex')} disabled={!copying.isAble}>
      as hex
    </Button>
  </div>
)

function spotWords(
  total: number,
  picked: ReturnType<typeof useByteFocus>['picked'],
  spot: ReturnType<typeof useByteFocus>['spot'],
): string {
  if (!picked) return `${countOf(total, 'byte')} of UTF-8. Arrows walk them; Shift selects.`
  const length = picked.end - picked.start
  const { frame, pointer } = spot ?? {}
  return [
    length > 1 ? `bytes ${picked.start}–${picked.end}, ${countOf(length, 'byte')}` : `byte ${picked.start}`,
    ...(frame === undefined ? [] : [`frame ${frame + 1}`]),
    ...(pointer ? [pointer] : []),
    ...(spot ? [] : ['of no field']),
  ].join(' · ')
}
