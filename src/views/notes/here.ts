import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import type { SheetTab } from '../../engine/view.ts'
import { PAGE } from '../../state/queries.ts'
import type { RemarkPlace } from '../../state/remark-place.ts'
import { useExchange, useOpened, useScreen, useView } from '../kit/screen.ts'

/**
 * The place that the eye is on: an atom, else its row, else the half of the exchange that is shown. None while its row is on
 * its way: a note must not stand at another place than it was meant for.
 */
export function useHere(): RemarkPlace | undefined {
  const { focus, queries } = useScreen()
  const opened = useOpened()
  const shown = useExchange()
  const { tab, row } = useView()
  const spot = useStore(focus, (state) => state.spot)
  const from = useStore(focus, (state) => state.spotFrom)
  const isRequest = tab === 'request' || !shown?.reply
  const sheetTab: SheetTab = isRequest ? 'request' : 'events'
  const sheet = { key: opened?.key ?? '', exchange: shown?.id ?? '', tab: sheetTab }
  const { data, isLoading } = useQuery({
    ...queries.page(sheet, Math.floor((row ?? 0) / PAGE)),
    enabled: opened !== undefined && row !== undefined,
  })
  if (!shown || isLoading) return undefined
  const place = { exchange: shown.id, half: isRequest ? 'request' : 'reply' } as const
  const window = data && !('problem' in data) ? data : undefined
  const known = row === undefined ? undefined : window?.rows.find(({ index }) => index === row)
  if (!known) return place
  const { frame } = known
  const origin = spot?.row === row ? from.find((one) => one.frame === frame) : undefined
  const pointer = origin?.pointer || (frame === undefined ? known.pointer : undefined)
  return {
    ...place,
    ...(frame === undefined ? {} : { frame }),
    ...(pointer === undefined ? {} : { pointer }),
  }
}
