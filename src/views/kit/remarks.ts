import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { SheetTab } from '../../engine/view.ts'
import { homeOf } from '../../state/keeping/recents.ts'
import type { Remark } from '../../transcript/transcript.ts'
import type { Row } from '../../translate/lanes.ts'
import { useOpened, useScreen } from './screen.ts'

const NONE: readonly Remark[] = []

/** The name under which pins and notes of what is open are held. */
export function useHome(): string | undefined {
  const { address } = useScreen()
  const opened = useOpened()
  const origin = useStore(address, (state) => state.origin)
  return opened && homeOf(origin, opened)
}

/** Pins and notes of what is open, in the order of their places. */
export function useRemarks(): readonly Remark[] {
  const home = useHome()
  return useStore(useScreen().remarks, (all) => (home === undefined ? NONE : (all[home] ?? NONE)))
}

/** What stands at a row of this half: the same list for as long as it is the same. */
export function useRowRemarks(exchange: string, tab: SheetTab): (row: Row | undefined) => readonly Remark[] {
  const all = useRemarks()
  return useMemo(() => {
    const half = tab === 'request' ? 'request' : 'reply'
    const byRow = new Map<string, Remark[]>()
    for (const remark of all) {
      if (remark.exchange !== exchange || remark.half !== half) continue
      for (const name of namesOf(remark)) byRow.set(name, [...(byRow.get(name) ?? []), remark])
    }
    return (row) => (row && byRow.size > 0 ? (byRow.get(nameOf(row)) ?? NONE) : NONE)
  }, [all, exchange, tab])
}

const nameOf = ({ frame, pointer = '' }: Row): string => (frame === undefined ? pointer : `frame ${frame}`)

/** A body's rows are its entries: members of the whole, or elements of a list in it. */
function namesOf({ frame, pointer = '' }: Remark): readonly string[] {
  if (frame !== undefined) return [`frame ${frame}`]
  const [, first, second] = pointer.split('/')
  if (first === undefined) return ['']
  return second === undefined ? [`/${first}`] : [`/${first}`, `/${first}/${second}`]
}
