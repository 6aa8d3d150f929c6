import { useQuery } from '@tanstack/react-query'
import type { ChainDigest } from '../../engine/answers/digests.ts'
import type { Asks } from '../../engine/protocol.ts'
import type { AlignedRow } from '../../inspect/compare/rows.ts'
import type { TurnPair as Pair } from '../../state/queries.ts'
import { Coming } from '../kit/coming.tsx'
import { useScreen } from '../kit/screen.ts'
import { Select } from '../kit/select.tsx'
import { Aligned } from './aligned.tsx'
import css from './chain.module.css'
import type { ChainNode } from './chain-layout.ts'
import dock from './dock.module.css'
import { PlaceButton } from './place-button.tsx'

interface TurnPairProps {
  readonly openedKey: string
  readonly ids: readonly string[]
  readonly later: ChainNode
  readonly earlier: string | undefined
  readonly onPick: (pair: { readonly later?: string; readonly earlier?: string }) => void
}

/** Why a turn goes on with another, and what became of all that was said before it. */
export function TurnPair({ openedKey, ids, later, earlier, onPick }: TurnPairProps) {
  const options = ids.map((id) => [id, id] as const)
  return (
    <section className={css.pair} aria-label="Two turns">
      <div className={css.why}>
        <p className={css.choice}>
          <Select
            label="The earlier turn"
            options={options}
            chosen={earlier}
            onChoose={(id) => onPick({ earlier: id })}
          />
          <span aria-hidden="true">→</span>
          <Select
            label="The later turn"
            options={options}
            chosen={later.id}
            onChoose={(id) => onPick({ later: id })}
          />
        </p>
        {later.links.map((link) => (
          <LinkWords key={`${link.by} ${link.id}`} link={link} />
        ))}
      </div>
      {earlier === undefined || earlier === later.id ? (
        <p className={dock.none}>
          {later.id} stands first on its side. Choose two turns to see what the later one sends again.
        </p>
      ) : (
        <Turns openedKey={openedKey} earlier={earlier} later={later} />
      )}
    </section>
  )
}

function LinkWords({ link: { sentence, packed, missing } }: { readonly link: ChainDigest['links'][number] }) {
  return (
    <div className={css.reason}>
      <p data-missing={missing !== undefined || undefined}>{sentence}</p>
      {packed && (
        <dl className={css.packed} aria-label="What LiteLLM packed into the id">
          <div>
            <dt>provider</dt>
            <dd>{packed.provider || 'none'}</dd>
          </div>
          <div>
            <dt>model id</dt>
            <dd>{packed.modelId || 'none'}</dd>
          </div>
          <div>
            <dt>response</dt>
            <dd>{packed.responseId || 'none'}</dd>
          </div>
        </dl>
      )}
    </div>
  )
}

const WORDS: Readonly<Record<AlignedRow['kind'], string>> = {
  same: 'sent again',
  changed: 'changed',
  moved: 'in another place',
  lost: 'not sent again',
  invented: 'new',
  doubled: 'said twice',
}

function Turns({
  openedKey,
  earlier,
  later: { id: later, links },
}: {
  readonly openedKey: string
  readonly earlier: string
  readonly later: ChainNode
}) {
  const pair: Pair = { of: 'turns', key: openedKey, earlier, later }
  const { data, error } = useQuery(useScreen().queries.turns(pair))
  if (error) return <p className={dock.none}>{error.message}</p>
  if (!data) return <Coming lines={3}>Setting the two turns beside each other…</Coming>
  if ('problem' in data) return <p className={dock.none}>{data.problem}</p>
  const isKept = links.some(
    ({ by, to }) => to === earlier && (by === 'previous-response-id' || by === 'conversation'),
  )
  const words = isKept ? { ...WORDS, lost: 'left to the server' } : WORDS
  // What the server keeps is put in front again: messages that are not sent break no cache.
  const cacheBreak = isKept && data.cacheBreak?.what === 'messages' ? undefined : data.cacheBreak
  return (
    <>
      <p className={css.sum}>
        {sumOf(data.kinds, words)}
        {cacheBreak && (
          <>
            {'. The provider’s cache ends at '}
            {CACHE_WORDS[cacheBreak.what]}: <PlaceButton place={cacheBreak.place} />
          </>
        )}
      </p>
      <Aligned
        key={`${earlier} ${later}`}
        pair={pair}
        kinds={data.kinds}
        rows={data.rows}
        isRightHere
        hasDeeds={false}
        left={earlier}
        right={later}
        words={words}
        isLostQuiet
      />
    </>
  )
}

const CACHE_WORDS: Readonly<Record<NonNullable<Turns['cacheBreak']>['what'], string>> = {
  model: 'the model',
  tools: 'the tools',
  'tool-order': 'the order of the tools',
  instructions: 'the instructions',
  messages: 'a message that is another',
}

type Turns = Exclude<Asks['turns']['answer'], { readonly problem: string }>

const sumOf = (kinds: Turns['kinds'], words: typeof WORDS): string =>
  (Object.keys(words) as AlignedRow['kind'][])
    .map((kind) => [kinds.filter((one) => one === kind).length, words[kind]] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ')
