import { useState } from 'react'
import { useStore } from 'zustand'
import type { ExchangeSummary } from '../../engine/answers/opened.ts'
import type { Half } from '../../engine/view.ts'
import type { Beside } from '../../state/beside.ts'
import { Button, Key } from '../kit/button.tsx'
import { useCommands } from '../kit/commands.ts'
import { useOpened, useScreen } from '../kit/screen.ts'
import { Select } from '../kit/select.tsx'
import { exchangeLine } from '../kit/words.ts'
import { CompareWith } from './compare-with.tsx'
import { Compared } from './compared.tsx'
import css from './difference.module.css'
import dock from './dock.module.css'
import type { ChosenPair, Picked } from './pair.ts'
import { usePair } from './pair.ts'

/** Two exchanges thing by thing: both sides of a gateway, two turns, or one of what is open and one of another transcript. */
export function DifferencePanel({ openedKey }: { readonly openedKey: string }) {
  const { beside } = useScreen()
  const exchanges = useOpened()?.exchanges ?? []
  const other = useStore(beside)
  const { pair, pick } = usePair(openedKey, exchanges, other.opened)
  const [isAsking, setAsking] = useState(false)
  useCommands([
    {
      id: 'difference.with',
      title: 'Compare with another transcript',
      group: 'Problems',
      keys: ['Shift+Enter'],
      run: () => setAsking(true),
    },
  ])
  if (!pair) return null
  const { left, right, half } = pair
  return (
    <div className={css.difference}>
      <PairTools
        exchanges={exchanges}
        pair={pair}
        other={other}
        onPick={pick}
        onAsk={() => setAsking(true)}
        onForget={() => beside.forget()}
      />
      {right ? (
        <Compared
          left={{ key: openedKey, exchange: left.id }}
          right={{ key: other.opened?.key ?? openedKey, exchange: right.id }}
          half={half}
          otherName={other.name}
        />
      ) : (
        <p className={dock.none}>
          There is one exchange here. Compare it with another transcript: a capture from the other side, or
          the same call when it worked.
        </p>
      )}
      {isAsking && <CompareWith onClose={() => setAsking(false)} />}
    </div>
  )
}

interface PairToolsProps {
  readonly exchanges: readonly ExchangeSummary[]
  readonly pair: ChosenPair
  readonly other: Beside
  readonly onPick: (more: Picked) => void
  /** For another transcript. */
  readonly onAsk: () => void
  readonly onForget: () => void
}

/** Which two, which half of them, and of which transcript the other is. */
function PairTools({ exchanges, pair, other, onPick, onAsk, onForget }: PairToolsProps) {
  const { left, rights, right, half } = pair
  return (
    <div className={css.tools}>
      <Select
        label="The one"
        options={optionsOf(exchanges)}
        chosen={left.id}
        onChoose={(id) => onPick({ left: id })}
      />
      <span className={css.soft}>beside</span>
      <Select
        label={other.opened ? `The other, of ${other.name}` : 'The other'}
        options={optionsOf(rights)}
        chosen={right?.id}
        onChoose={(id) => onPick({ right: id })}
      />
      <Select
        label="Which half"
        options={HALVES}
        chosen={half}
        onChoose={(which) => onPick({ half: which })}
      />
      {other.opened ? (
        <span className={css.soft}>
          of {other.name}{' '}
          <Button look="quiet" onClick={onForget}>
            Back to this transcript
          </Button>
        </span>
      ) : (
        <Button look="quiet" onClick={onAsk}>
          Compare with… <Key>⇧ Enter</Key>
        </Button>
      )}
    </div>
  )
}

const optionsOf = (exchanges: readonly ExchangeSummary[]) =>
  exchanges.map((exchange) => {
    const words = [exchange.id, exchange.side, exchangeLine(exchange)].filter(Boolean)
    return [exchange.id, words.join(' · ')] as const
  })

const HALVES: readonly (readonly [half: Half, words: string])[] = [
  ['request', 'requests'],
  ['reply', 'replies'],
]
