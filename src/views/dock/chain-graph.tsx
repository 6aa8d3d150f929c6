import type { KeyboardEvent } from 'react'
import type { ExchangeSummary } from '../../engine/answers/opened.ts'
import { exchangeLine } from '../kit/words.ts'
import css from './chain.module.css'
import type { ChainNode } from './chain-layout.ts'

interface ChainGraphProps {
  readonly nodes: readonly ChainNode[]
  readonly columns: number
  readonly exchanges: readonly ExchangeSummary[]
  readonly chosen: string
  readonly onChoose: (id: string) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** Pixels: the height of a row, as in the style sheet, and the width of a column. */
const ROW = 38
const COLUMN = 16
const NODE = 4.5

const WAYS: Readonly<Record<ChainNode['links'][number]['by'], string>> = {
  'previous-response-id': 'by previous_response_id',
  conversation: 'by the conversation',
  session: 'by the session',
  trace: 'by the trace',
  history: 'sends the history again',
}

const xOf = (column: number): number => COLUMN * (column + 0.75)
const yOf = (row: number): number => ROW * (row + 0.5)

/** Turns below each other, with a line from each to what goes on with it. */
export function ChainGraph({ nodes, columns, exchanges, chosen, onChoose, onKeyDown }: ChainGraphProps) {
  const width = COLUMN * (columns + 0.5)
  const height = ROW * nodes.length
  return (
    <section className={css.graph} aria-label="Turns" onKeyDown={onKeyDown}>
      <div className={css.drawing} style={{ '--tracks': `${width}px` } as object}>
        <svg className={css.lines} width={width} height={height} aria-hidden="true">
          {nodes.map((node) => (
            <NodeLines key={node.id} node={node} />
          ))}
          {nodes.map(({ id, column, row, isBroken }) => (
            <circle
              key={id}
              cx={xOf(column)}
              cy={yOf(row)}
              r={NODE}
              className={css.node}
              data-side={exchanges[row]?.side}
              data-broken={isBroken || undefined}
            />
          ))}
        </svg>
        <ol>
          {nodes.map((node) => (
            <li key={node.id}>
              <button
                type="button"
                className={css.turn}
                data-turn={node.id}
                aria-current={node.id === chosen}
                tabIndex={node.id === chosen ? 0 : -1}
                onClick={() => onChoose(node.id)}
              >
                <TurnWords node={node} nodes={nodes} exchange={exchanges[node.row]} />
              </button>
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}

/** The line from what it goes on with; a stub that ends in the open, where that is missing. */
function NodeLines({ node: { column, row, parent, isBroken } }: { readonly node: ChainNode }) {
  const [x, y] = [xOf(column), yOf(row)]
  if (isBroken)
    return (
      <path className={css.break} d={`M${x} ${y - NODE}V${y - ROW / 2 + 2}M${x - 4} ${y - ROW / 2 + 2}h8`} />
    )
  if (!parent) return null
  const [fromX, fromY] = [xOf(parent.column), yOf(parent.row)]
  const bend =
    fromX === x
      ? `V${y}`
      : `C${fromX} ${fromY + ROW * 0.6} ${x} ${fromY + ROW * 0.4} ${x} ${fromY + ROW}V${y}`
  return <path className={css.link} data-by={parent.by} d={`M${fromX} ${fromY}${bend}`} />
}

interface TurnWordsProps {
  readonly node: ChainNode
  readonly nodes: readonly ChainNode[]
  readonly exchange: ExchangeSummary | undefined
}

function TurnWords({ node: { id, parent, isBroken, links }, nodes, exchange }: TurnWordsProps) {
  const { prefix } = links.find(({ prefix }) => prefix) ?? {}
  const churn = prefix?.cacheBreak ? ', and breaks the cache' : ''
  const goesOn = parent ? `goes on with ${nodes[parent.row]?.id}, ${WAYS[parent.by]}${churn}` : 'begins'
  const how = isBroken ? `▪ the chain breaks: ${WAYS[links[0]?.by ?? 'history'].replace(/^by /, '')}` : goesOn
  return (
    <>
      <span className={css.name} title={exchange && exchangeLine(exchange)}>
        {[id, exchange?.side].filter(Boolean).join(' · ')} <small>{exchange && exchangeLine(exchange)}</small>
      </span>
      <span className={isBroken ? css.broken : css.how} title={how}>
        {how}
      </span>
    </>
  )
}
