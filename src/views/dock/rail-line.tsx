import type { DialectId } from '../../hub/dialect.ts'
import { callHue } from '../kit/call-hue.ts'
import { useScreen } from '../kit/screen.ts'
import css from './pairing.module.css'
import type { RailCell, RailRow } from './rail-rows.ts'

type Seen = RailCell['seen'][number]

const AS: Readonly<Record<Seen['as'], { readonly glyph: string; readonly word: string }>> = {
  issued: { glyph: '●', word: 'made' },
  replayed: { glyph: '○', word: 'sent again' },
  answered: { glyph: '■', word: 'answered' },
}

const TROUBLE: Readonly<Record<NonNullable<Seen['trouble']>['kind'], string>> = {
  orphan: 'orphan',
  unanswered: 'no result',
  'repeated-call': 'same id twice',
  'repeated-result': 'twice',
  early: 'before its call',
  late: 'late',
  'not-first': 'not first',
}

/** How each dialect calls the id of a call, where it makes it and where it answers it. */
const ID_NAMES: Readonly<Record<DialectId, { readonly call: string; readonly result: string }>> = {
  'openai-chat': { call: 'id', result: 'tool_call_id' },
  'openai-responses': { call: 'call_id', result: 'call_id' },
  'anthropic-messages': { call: 'id', result: 'tool_use_id' },
  gemini: { call: 'id', result: 'id' },
}

interface RailLineProps {
  readonly row: RailRow
  readonly hue: number
  readonly dialects: ReadonlyMap<string, DialectId | undefined>
}

/** One call from turn to turn. */
export function RailLine({ row: { rail, cells, isAnswered }, hue, dialects }: RailLineProps) {
  const { name, handle, side, idChange, signature } = rail
  return (
    <tr data-call={callHue(hue)}>
      <th scope="row" className={css.name}>
        {name} <small>{[handle, side].filter(Boolean).join(' · ')}</small>
      </th>
      {cells.map(({ exchange, seen, isFrom, isTo }) => (
        <td key={exchange} data-from={isFrom || undefined} data-to={isTo || undefined}>
          <span className={css.cell}>
            {seen.map((sighting, i) => (
              <Sighting
                // biome-ignore lint/suspicious/noArrayIndexKey: sightings never change places
                key={i}
                seen={sighting}
                name={name}
                dialect={dialects.get(exchange)}
              />
            ))}
          </span>
        </td>
      ))}
      <td className={css.end}>
        {!isAnswered && <span className={css.open}>▪ no result is here</span>}
        {idChange && (
          <span>
            {idChange.isCut ? 'id cut short to ' : 'id changed to '}
            <code>{idChange.to}</code>
          </span>
        )}
        {signature && <span>its id carries the signature {signature}</span>}
      </td>
    </tr>
  )
}

interface SightingProps {
  readonly seen: Seen
  readonly name: string
  readonly dialect: DialectId | undefined
}

function Sighting({ seen: { as, id, place, trouble, sealedBy }, name, dialect }: SightingProps) {
  const { showPlace } = useScreen()
  const { glyph, word } = AS[as]
  const idName = dialect ? ID_NAMES[dialect][as === 'answered' ? 'result' : 'call'] : 'id'
  const idWords = id ? `${idName} ${id}` : 'no id'
  const said = [
    `${name} ${word} in ${place.exchange}`,
    idWords,
    ...(sealedBy ? [`sealed by ${sealedBy}`] : []),
    ...(trouble ? [trouble.sentence] : []),
  ].join(', ')
  return (
    <button
      type="button"
      className={css.sighting}
      data-as={as}
      data-trouble={trouble?.kind}
      title={said}
      aria-label={said}
      onClick={() => void showPlace(place)}
    >
      <span className={css.glyph}>{glyph}</span> {word}
      {trouble && <b className={css.trouble}>{TROUBLE[trouble.kind]}</b>}
      <small>{idWords}</small>
    </button>
  )
}
