import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { ByteRange } from '../../engine/answers/bytes.ts'
import type { Origin } from '../../hub/leaf.ts'
import type { BodyAddress } from '../../state/queries.ts'
import { useScreen, useView } from '../kit/screen.ts'

/** What was chosen here: the byte under the cursor, and the stretch that it was drawn to. */
export interface Picked extends ByteRange {
  readonly anchor: number
  readonly cursor: number
}

export interface ByteFocus {
  /** The bytes of what the eye is on, wherever it was put there. */
  readonly lit: readonly ByteRange[]
  readonly picked: Picked | undefined
  /** What the cursor's byte belongs to. */
  readonly spot: Origin | undefined
  /** The byte that must be seen. */
  readonly shown: number | undefined
  pick(cursor: number, anchor?: number): void
  /** Lets the lanes follow: what the cursor's byte belongs to lights up there. Who walks is waited for. */
  settle(cursor: number, isWalking: boolean): void
}

const NONE: readonly ByteRange[] = []
/** Of a value that was made from very many pieces, the first are shown. */
const MOST = 200
/** Milliseconds: who walks fast moves the lanes when coming to rest. */
const REST = 120

function useRanges(body: BodyAddress, from: readonly Origin[]): readonly ByteRange[] {
  const origins = from.slice(0, MOST)
  const query = useScreen().queries.byteRanges(body, origins)
  const { data } = useQuery({ ...query, enabled: origins.length > 0 })
  return origins.length > 0 && data && !('problem' in data) ? data : NONE
}

/** The same atom as bytes and in the lanes: what is chosen on one side lights on the other. */
export function useByteFocus(body: BodyAddress): ByteFocus {
  const { focus, queries, showPlace } = useScreen()
  const { tab } = useView()
  const client = useQueryClient()
  const [picked, setPicked] = useState<Picked>()
  const [spot, setSpot] = useState<Origin>()
  const { spotFrom, hoverFrom } = useStore(focus)
  const settled = useRanges(body, spotFrom)
  const hovered = useRanges(body, hoverFrom)
  const lit = hoverFrom.length > 0 ? hovered : settled
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const ours = useRef<string>(undefined)
  const before = useRef<readonly Origin[]>(undefined)
  const wished = useRef(-1)
  useEffect(() => () => clearTimeout(rest.current), [])
  // The cursor leads until the eye is put elsewhere by others.
  const isOurs = spotFrom === before.current || ours.current === JSON.stringify(spotFrom[0])
  const shown = picked && isOurs ? picked.cursor : settled[0]?.start

  const follow = async (at: number) => {
    wished.current = at
    const found = await client.fetchQuery(queries.byteSpot(body, at))
    // What is known is answered at once, and overtakes what was asked before.
    if ('problem' in found || wished.current !== at) return
    const { origin } = found
    setSpot(origin)
    if (!origin) return
    ours.current = JSON.stringify(origin)
    const isSheet = tab === undefined || tab === 'events' || tab === 'request'
    if (isSheet) await showPlace({ exchange: body.exchange, half: body.half, ...origin })
    else focus.settle(undefined, [origin])
  }
  return {
    lit,
    picked,
    spot,
    shown,
    pick(cursor, anchor = cursor) {
      const [start, last] = cursor < anchor ? [cursor, anchor] : [anchor, cursor]
      before.current = spotFrom
      setPicked({ anchor, cursor, start, end: last + 1 })
    },
    settle(cursor, isWalking) {
      clearTimeout(rest.current)
      if (isWalking) rest.current = setTimeout(() => void follow(cursor), REST)
      else void follow(cursor)
    },
  }
}
