import { useQuery } from '@tanstack/react-query'
import type { Asks } from '../../engine/protocol.ts'
import type { Half } from '../../engine/view.ts'
import type { AlignedRow } from '../../inspect/compare/rows.ts'
import type { ExchangeAddress, ExchangePair } from '../../state/queries.ts'
import { Coming } from '../kit/coming.tsx'
import { useScreen } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import { Aligned } from './aligned.tsx'
import css from './difference.module.css'
import dock from './dock.module.css'

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

/** What differs between one half of two exchanges. */
export function Compared({ left, right, half, otherName }: ComparedProps) {
  const pair: ExchangePair = { of: 'exchanges', ...left, other: right, half }
  const { data, error } = useQuery(useScreen().queries.difference(pair))
  if (error) return <p className={dock.none}>{error.message}</p>
  if (!data) return <Coming lines={3}>Setting the two beside each other…</Coming>
  if ('problem' in data) return <p className={dock.none}>{data.problem}</p>
  const isThrough = data.as === 'gateway'
  const isOther = left.key !== right.key
  const words = isThrough ? WORDS : PLAIN_WORDS
  return (
    <>
      <p className={css.sum}>{sumOf(data, isThrough)}</p>
      <Aligned
        key={`${left.exchange} ${right.key} ${right.exchange} ${half}`}
        pair={pair}
        kinds={data.kinds}
        rows={data.rows}
        hasDeeds={isThrough}
        left={isThrough ? `${data.left} said, as ${data.right} should be given it` : data.left}
        right={isOther ? `${data.right} of ${otherName}` : isThrough ? `${data.right} was given` : data.right}
        words={words}
        isRightHere={!isOther}
        isLostQuiet={!isThrough}
      />
    </>
  )
}

function sumOf({ kinds }: Compared, isThrough: boolean): string {
  const total = kinds.length
  const differing = kinds.filter((kind) => kind !== 'same').length
  if (total === 0) return 'Neither says anything.'
  if (differing === 0)
    return isThrough ? 'All of it came through as it should.' : 'Both say the same, thing by thing.'
  return isThrough
    ? `${countOf(differing, 'thing')} of ${total} did not come through as it should.`
    : `${differing} of ${countOf(total, 'thing')} differ.`
}

type Compared = Exclude<Asks['difference']['answer'], { readonly problem: string }>
