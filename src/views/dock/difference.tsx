import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { ExchangeSummary } from '../../engine/answers/opened.ts'
import type { Asks } from '../../engine/protocol.ts'
import type { Half } from '../../engine/view.ts'
import type { AlignedRow } from '../../inspect/compare/rows.ts'
import type { ExchangeAddress } from '../../state/queries.ts'
import { Button, Key } from '../kit/button.tsx'
import { useCommands } from '../kit/commands.ts'
import { useExchange, useOpened, useScreen, useView } from '../kit/screen.ts'
import { Select } from '../kit/select.tsx'
import { countOf, exchangeLine } from '../kit/words.ts'
import { Aligned } from './aligned.tsx'
import { CompareWith } from './compare-with.tsx'
import css from './difference.module.css'
import dock from './dock.module.css'

interface Picked {
  readonly left?: string
  readonly right?: string
  readonly half?: Half
}

/** Two exchanges thing by thing: both sides of a gateway, two turns, or one of what is open and one of another transcript. */
export function DifferencePanel({ openedKey }: { readonly openedKey: string }) {
  const { beside, queries } = useScreen()
  const exchanges = useOpened()?.exchanges ?? []
  const looked = useExchange()
  const { tab } = useView()
  const other = useStore(beside)
  const [picked, setPicked] = useState<Picked>({})
  const [isAsking, setAsking] = useState(false)
  const { data: sides } = useQuery({ ...queries.sides(openedKey), enabled: exchanges.length > 1 })
  useCommands([
    {
      id: 'difference.with',
      title: 'Compare with another transcript',
      group: 'Problems',
      keys: ['Shift+Enter'],
      run: () => setAsking(true),
    },
  ])
  const left = exchanges.find(({ id }) => id === picked.left) ?? looked
  if (!left) return null
  const hop = sides?.hops.find(({ from, to }) => from === left.id || to === left.id)
  const partner = hop && (hop.from === left.id ? hop.to : hop.from)
  const rights = other.opened?.exchanges ?? exchanges
  const right =
    rights.find(({ id }) => id === picked.right) ??
    (other.opened ? rights[0] : rights.find(({ id }) => id === partner)) ??
    rights.find(({ id }) => id !== left.id)
  const half = picked.half ?? (tab !== 'request' && left.reply && right?.reply ? 'reply' : 'request')
  const pick = (more: Picked) => setPicked({ ...picked, ...more })
  return (
    <div className={css.difference}>
      <div className={css.tools}>
        <Select
          label="The one"
          options={optionsOf(exchanges)}
          chosen={left.id}
          onChoose={(id) => pick({ left: id })}
        />
        <span className={css.soft}>beside</span>
        <Select
          label={other.opened ? `The other, of ${other.name}` : 'The other'}
          options={optionsOf(rights)}
          chosen={right?.id}
          onChoose={(id) => pick({ right: id })}
        />
        <Select
          label="Which half"
          options={HALVES}
          chosen={half}
          onChoose={(which) => pick({ half: which })}
        />
        {other.opened ? (
          <span className={css.soft}>
            of {other.name}{' '}
            <Button look="quiet" onClick={() => beside.forget()}>
              Back to this transcript
            </Button>
          </span>
        ) : (
          <Button look="quiet" onClick={() => setAsking(true)}>
            Compare with… <Key>⇧ Enter</Key>
          </Button>
        )}
      </div>
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

const optionsOf = (exchanges: readonly ExchangeSummary[]) =>
  exchanges.map((exchange) => {
    const words = [exchange.id, exchange.side, exchangeLine(exchange)].filter(Boolean)
    return [exchange.id, words.join(' · ')] as const
  })

const HALVES: readonly (readonly [half: Half, words: string])[] = [
  ['request', 'requests'],
  ['reply', 'replies'],
]

const WORDS: Readonly<Record<AlignedRow['kind'], string>> = {
  same: 'the same',
  changed: 'changed',
  moved: 'in another place',
  lost: 'lost',
  invented: 'added',
  doubled: 'doubled',
}

/** Where nobody made the one out of the other, nothing is lost. */
const PLAIN_WORDS = { ...WORDS, lost: 'not here', invented: 'only here', changed: 'another' }

interface ComparedProps {
  readonly left: ExchangeAddress
  readonly right: ExchangeAddress
  readonly half: Half
  readonly otherName: string | undefined
}

function Compared({ left, right, half, otherName }: ComparedProps) {
  const { data, error } = useQuery(useScreen().queries.difference(left, right, half))
  if (error) return <p className={dock.none}>{error.message}</p>
  if (!data) return <p className={dock.none}>Setting the two beside each other…</p>
  if ('problem' in data) return <p className={dock.none}>{data.problem}</p>
  const isThrough = data.as === 'gateway'
  const isOther = left.key !== right.key
  const words = isThrough ? WORDS : PLAIN_WORDS
  return (
    <>
      <p className={css.sum}>{sumOf(data, isThrough)}</p>
      <Aligned
        key={`${left.exchange} ${right.key} ${right.exchange} ${half}`}
        rows={isThrough ? data.rows : data.rows.map(({ deed: _, ...row }) => row)}
        total={data.total}
        left={isThrough ? `${data.left} said, as ${data.right} should be given it` : data.left}
        right={isOther ? `${data.right} of ${otherName}` : isThrough ? `${data.right} was given` : data.right}
        words={words}
        isRightHere={!isOther}
        isLostQuiet={!isThrough}
      />
    </>
  )
}

function sumOf({ rows, total }: Compared, isThrough: boolean): string {
  const differing = rows.filter(({ kind }) => kind !== 'same').length
  if (total === 0) return 'Neither says anything.'
  if (differing === 0)
    return isThrough ? 'All of it came through as it should.' : 'Both say the same, thing by thing.'
  return isThrough
    ? `${countOf(differing, 'thing')} of ${total} did not come through as it should.`
    : `${differing} of ${countOf(total, 'thing')} differ.`
}

type Compared = Exclude<Asks['difference']['answer'], { readonly problem: string }>
