import type { ChainDigest } from '../../engine/answers/digests.ts'
import type { ExchangeSummary } from '../../engine/answers/opened.ts'

type Link = ChainDigest['links'][number]
type Turn = Pick<ExchangeSummary, 'id' | 'side'>

/** One exchange in the drawing: a row, and the column that its conversation runs down. */
export interface ChainNode {
  readonly id: string
  readonly row: number
  readonly column: number
  /** All that it goes on by, the surest first. */
  readonly links: readonly Link[]
  /** What it goes on with, and by what; absent where it begins, or where what it names is missing. */
  readonly parent?: { readonly row: number; readonly column: number; readonly by: Link['by'] }
  /** It names something to go on with that is not here, and nothing else says what it was. */
  readonly isBroken: boolean
}

export interface ChainLayout {
  readonly nodes: readonly ChainNode[]
  readonly columns: number
}

/** A conversation runs down its column; what goes on from a turn that was gone on from already opens another one. */
export function layOutChain(exchanges: readonly Turn[], links: readonly Link[]): ChainLayout {
  const linksOf = new Map<string, Link[]>()
  for (const link of links) linksOf.set(link.from, [...(linksOf.get(link.from) ?? []), link])
  const parentOf = new Map<string, Link>()
  const lastChild = new Map<string, string>()
  for (const { id } of exchanges) {
    const link = linksOf.get(id)?.find(({ to }) => to !== undefined)
    if (!link?.to) continue
    parentOf.set(id, link)
    lastChild.set(link.to, id)
  }
  const nodes: ChainNode[] = []
  const byId = new Map<string, ChainNode>()
  /** By column: its side, and the turn that it waits for somebody to go on from. */
  const heads: { side: Turn['side']; id?: string }[] = []
  for (const [row, { id, side }] of exchanges.entries()) {
    const link = parentOf.get(id)
    const parent = byId.get(link?.to ?? '')
    const isNext = parent !== undefined && heads[parent.column]?.id === parent.id
    const free = heads.findIndex((head) => head.id === undefined && head.side === side)
    const column = isNext ? parent.column : free < 0 ? heads.length : free
    heads[column] = lastChild.has(id) ? { side, id } : { side }
    const own = linksOf.get(id) ?? []
    const node: ChainNode = {
      id,
      row,
      column,
      links: own,
      ...(parent && link ? { parent: { row: parent.row, column: parent.column, by: link.by } } : {}),
      isBroken: !parent && own.some(({ missing }) => missing !== undefined),
    }
    nodes.push(node)
    byId.set(id, node)
  }
  return { nodes, columns: Math.max(1, heads.length) }
}
