import { useQuery } from '@tanstack/react-query'
import type { KeyboardEvent } from 'react'
import { useMemo, useState } from 'react'
import type { ExchangeSummary } from '../../engine/answers/opened.ts'
import { Coming } from '../kit/coming.tsx'
import { useExchange, useOpened, useScreen } from '../kit/screen.ts'
import css from './chain.module.css'
import { ChainGraph } from './chain-graph.tsx'
import type { ChainNode } from './chain-layout.ts'
import { layOutChain } from './chain-layout.ts'
import dock from './dock.module.css'
import { TurnPair } from './turn-pair.tsx'

/** What each exchange goes on with, drawn; and beside it, what the chosen turn made of an earlier one. */
export function ChainPanel({ openedKey }: { readonly openedKey: string }) {
  const { data, error } = useQuery(useScreen().queries.chain(openedKey))
  const exchanges = useOpened()?.exchanges
  const layout = useMemo(() => layOutChain(exchanges ?? [], data?.links ?? []), [exchanges, data])
  if (error) return <p className={dock.none}>{error.message}</p>
  if (!data || !exchanges) return <Coming lines={3}>Looking for what goes on with what…</Coming>
  if (data.links.length === 0)
    return <p className={dock.none}>No exchange here goes on with another: each stands for itself.</p>
  return <Drawn openedKey={openedKey} exchanges={exchanges} {...layout} />
}

interface DrawnProps {
  readonly openedKey: string
  readonly exchanges: readonly ExchangeSummary[]
  readonly nodes: readonly ChainNode[]
  readonly columns: number
}

function Drawn({ openedKey, exchanges, nodes, columns }: DrawnProps) {
  const looked = useExchange()?.id
  const [picked, setPicked] = useState<{ readonly later: string; readonly earlier?: string }>()
  const later = picked ? nodes.find(({ id }) => id === picked.later) : telling(nodes, looked)
  if (!later) return null
  const earlier = picked?.earlier ?? before(later, nodes, exchanges)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const next = step && nodes[later.row + step]
    if (!next) return
    event.preventDefault()
    setPicked({ later: next.id })
    event.currentTarget.querySelector<HTMLElement>(`[data-turn="${next.id}"]`)?.focus()
  }
  return (
    <div className={css.panes}>
      <ChainGraph
        nodes={nodes}
        columns={columns}
        exchanges={exchanges}
        chosen={later.id}
        onChoose={(id) => setPicked({ later: id })}
        onKeyDown={onKeyDown}
      />
      <TurnPair
        openedKey={openedKey}
        ids={nodes.map(({ id }) => id)}
        later={later}
        earlier={earlier}
        onPick={(pair) => setPicked({ later: later.id, ...(earlier ? { earlier } : {}), ...pair })}
      />
    </div>
  )
}

/** Where the eye is, if that goes on with anything; else the first that does, a break before all. */
const telling = (nodes: readonly ChainNode[], looked: string | undefined): ChainNode | undefined =>
  nodes.find(({ id, links }) => id === looked && links.length > 0) ??
  nodes.find(({ isBroken }) => isBroken) ??
  nodes.find(({ links }) => links.length > 0)

/** What it goes on with; else the exchange before it on its side, which one would set beside it. */
function before(
  { row, parent, id }: ChainNode,
  nodes: readonly ChainNode[],
  exchanges: readonly ExchangeSummary[],
): string | undefined {
  if (parent) return nodes[parent.row]?.id
  const side = exchanges.find((one) => one.id === id)?.side
  return exchanges.slice(0, row).findLast((one) => one.side === side)?.id
}
