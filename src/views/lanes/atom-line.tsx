import type { Atom } from '../../translate/lanes.ts'
import css from './lines.module.css'

interface AtomLineProps {
  readonly atom: Atom
  /** Place in its cell, from 0. */
  readonly at: number
  /** The word of the line above: what both share is not said twice. */
  readonly before: string
  readonly isSpot: boolean
  /** The eye is on what it stands for. */
  readonly isLit: boolean
  readonly callHue: number | undefined
  /** The rail of its call stands beside it. */
  readonly isRailed: boolean
}

const MARKS = { added: '▫', changed: '◦', lost: '▪' } as const

/** Longer values are cut by the lane's width anyway; the detail shows them whole. */
const VALUE_SHOWN = 240

export function AtomLine({ atom, at, before, isSpot, isLit, callHue, isRailed }: AtomLineProps) {
  const { word, value, mark } = atom
  const shared = sharedPath(word, before)
  return (
    <p
      className={css.atom}
      data-atom={at}
      data-hue={atom.hue}
      data-call={callHue}
      data-railed={isRailed || undefined}
      data-lit={isLit ? '' : undefined}
      data-spot={isSpot ? '' : undefined}
      title={titleOf(atom)}
    >
      <b className={css.word} data-below={shared > 0 || undefined}>
        {word.slice(shared)}
      </b>
      {value !== undefined && <span className={css.value}>{value.slice(0, VALUE_SHOWN)}</span>}
      {mark && (
        <span className={css.mark} role="img" aria-label={mark}>
          {MARKS[mark]}
        </span>
      )}
    </p>
  )
}

/** How many characters of a path stand in the line above already: `input[1].` of `input[1].name` below `input[1].type`. */
function sharedPath(word: string, before: string): number {
  let end = 0
  for (let i = 0; i < word.length && word[i] === before[i]; i++) {
    const next = word[i + 1]
    if (next === '.' || (next === '[' && word[i] === ']')) end = before[i + 1] === next ? i + 1 : end
  }
  return end
}

const titleOf = ({ word, value, reason, step }: Atom): string =>
  [
    value === undefined ? word : `${word} ${value.slice(0, VALUE_SHOWN)}`,
    ...(reason ? [reason.why] : []),
    ...(step === undefined ? [] : [`changed by the step ${step}`]),
  ].join('\n')

interface LostLineProps {
  readonly atoms: readonly Atom[]
  readonly spotAtom: number | undefined
  /** Numbers of atoms that the eye is on. */
  readonly lit: ReadonlySet<number>
}

/** What did not come over, in one line: each name by itself, for each has its own place and reason. */
export function LostLine({ atoms, spotAtom, lit }: LostLineProps) {
  const lost = atoms.flatMap((atom, at) => (atom.mark === 'lost' ? [{ atom, at }] : []))
  if (lost.length === 0) return null
  return (
    <p className={css.lostLine}>
      <span role="img" aria-label="lost">
        {MARKS.lost}
      </span>
      {lost.map(({ atom, at }) => (
        <LostName
          key={at}
          atom={atom}
          at={at}
          isSpot={at === spotAtom}
          isLit={lit.has(at)}
          withValue={lost.length === 1}
        />
      ))}
    </p>
  )
}

interface LostNameProps {
  readonly atom: Atom
  readonly at: number
  readonly isSpot: boolean
  readonly isLit: boolean
  readonly withValue: boolean
}

function LostName({ atom, at, isSpot, isLit, withValue }: LostNameProps) {
  return (
    <span
      className={css.lostName}
      data-atom={at}
      data-lit={isLit ? '' : undefined}
      data-spot={isSpot ? '' : undefined}
      title={titleOf(atom)}
    >
      {atom.word}
      {withValue && atom.value !== undefined && ` ${atom.value.slice(0, VALUE_SHOWN)}`}
    </span>
  )
}
