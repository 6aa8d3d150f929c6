import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ExchangeSummary, Opened } from '../../engine/answers/opened.ts'
import type { Half } from '../../engine/view.ts'
import { useExchange, useScreen, useView } from '../kit/screen.ts'

/** What a person chose, where they did. */
export interface Picked {
  readonly left?: string
  readonly right?: string
  readonly half?: Half
}

export interface ChosenPair {
  readonly left: ExchangeSummary
  /** Of which the other one is chosen: those of what is open, or of another transcript. */
  readonly rights: readonly ExchangeSummary[]
  readonly right: ExchangeSummary | undefined
  readonly half: Half
}

/** Which two are compared; where nobody chose: the one that is looked at, and what a gateway made of it. */
export function usePair(
  openedKey: string,
  exchanges: readonly ExchangeSummary[],
  other: Opened | undefined,
): { readonly pair: ChosenPair | undefined; readonly pick: (more: Picked) => void } {
  const { queries } = useScreen()
  const looked = useExchange()
  const { tab } = useView()
  const [picked, setPicked] = useState<Picked>({})
  const { data: sides } = useQuery({ ...queries.sides(openedKey), enabled: exchanges.length > 1 })
  const pick = (more: Picked) => setPicked({ ...picked, ...more })
  const stood = useRef<{ readonly left: string; readonly right: string | undefined }>(undefined)
  // Who walks the differences looks at one and then at the other: that swaps nothing.
  const isStill = !other && looked !== undefined && looked.id === stood.current?.right
  const left =
    exchanges.find(({ id }) => id === (picked.left ?? (isStill ? stood.current?.left : undefined))) ?? looked
  const rights = other?.exchanges ?? exchanges
  const hop = sides?.hops.find(({ from, to }) => from === left?.id || to === left?.id)
  const partner = hop && (hop.from === left?.id ? hop.to : hop.from)
  const right =
    rights.find(({ id }) => id === picked.right) ??
    (other ? rights[0] : rights.find(({ id }) => id === partner)) ??
    rights.find(({ id }) => id !== left?.id)
  useEffect(() => {
    stood.current = left && { left: left.id, right: right?.id }
  }, [left, right])
  if (!left) return { pair: undefined, pick }
  const half = picked.half ?? (tab !== 'request' && left.reply && right?.reply ? 'reply' : 'request')
  return { pair: { left, rights, right, half }, pick }
}
