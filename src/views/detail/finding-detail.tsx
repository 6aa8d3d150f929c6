import type { Finding, Place } from '../../inspect/finding.ts'
import { findingHandle } from '../../transcript/handle.ts'
import { Button, Key } from '../kit/button.tsx'
import { keyWords } from '../kit/commands.ts'
import { Prose } from '../kit/prose.tsx'
import { References } from '../kit/references.tsx'
import { placeLine } from '../kit/words.ts'
import css from './detail.module.css'
import { Mending } from './mending.tsx'

interface FindingDetailProps {
  readonly openedKey: string
  /** Place in the list of findings, from 0. */
  readonly problem: number
  readonly finding: Finding
  readonly onPlace: (place: number) => void
  readonly onReport: () => void
}

export function FindingDetail({ openedKey, problem, finding, onPlace, onReport }: FindingDetailProps) {
  const { message, rule, severity, consequence, fix, references, fault, knownFault, otherSide, places } =
    finding
  return (
    <>
      <h3>
        <Prose>{message}</Prose>
      </h3>
      <p className={css.rule}>
        <a href={`#rule=${rule}`} title="What this rule looks for">
          <code>{rule}</code>
        </a>{' '}
        · {severity} ·{' '}
        <span title="Its handle: the palette and the search go there">{findingHandle(problem)}</span>
      </p>
      {consequence && (
        <p>
          <Prose>{consequence}</Prose>
        </p>
      )}
      {otherSide && (
        <p>
          <Prose>{otherSide}</Prose>
        </p>
      )}
      <div className={css.mending}>
        <Button onClick={onReport}>
          Report <Key>{keyWords('Shift+r')}</Key>
        </Button>
      </div>
      {fix && (
        <>
          <h4>Fix</h4>
          <p className={css.fix}>
            <Prose>{fix}</Prose>
          </p>
        </>
      )}
      <Mending key={`${openedKey} ${problem}`} openedKey={openedKey} problem={problem}>
        {fault && <NamedFault fault={fault} known={knownFault} />}
        <Places places={places} onPlace={onPlace} />
        {references.length > 0 && (
          <>
            <h4>References</h4>
            <References references={references} />
          </>
        )}
      </Mending>
    </>
  )
}

const Places = ({ places, onPlace }: Pick<FindingDetailProps, 'onPlace'> & Pick<Finding, 'places'>) => (
  <>
    <h4>{places.length === 1 ? 'Place' : 'Places'}</h4>
    <ul className={css.places}>
      {places.map((place, i) => (
        <li key={nameOf(place)}>
          <button type="button" className={css.place} onClick={() => onPlace(i)}>
            {placeLine(place)}
          </button>
        </li>
      ))}
    </ul>
  </>
)

interface NamedFaultProps {
  readonly fault: NonNullable<Finding['fault']>
  readonly known: Finding['knownFault']
}

function NamedFault({ fault, known }: NamedFaultProps) {
  return (
    <>
      <h4>Known fault</h4>
      <p className={css.fix}>
        <code>{fault}</code>
        {known && (
          <>
            {': '}
            <Prose>{`${known.title} ${known.proof}`}</Prose>
          </>
        )}
      </p>
      {known && (
        <>
          <p>
            <Prose>{`Mended by: ${known.mended}`}</Prose>
          </p>
          <References references={[known.issue]} />
        </>
      )}
    </>
  )
}

const nameOf = ({ exchange, half, pointer, frame }: Place): string =>
  [exchange, half, frame, pointer].join(' ')
