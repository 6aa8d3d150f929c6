import type { Fault } from '../../translate/fault.ts'
import type { KnownFault } from '../finding.ts'
import type { FaultMatch } from './match-fault.ts'

const PROOFS: Readonly<Record<FaultMatch['proof'], string>> = {
  'upstream-reply': 'Replayed on what the provider said, it gives exactly what the client was given.',
  'client-request': 'Replayed on what the client sent, it gives exactly what the provider was sent.',
  'client-request-alone':
    'Replayed on what the client sent, it gives exactly the error that the client was given: the client’s side alone proves it.',
  streams:
    'What these clients were given is, put together, exactly what their providers said: events went to the wrong client.',
}

/** Which others give the same, and which capture would tell them apart. */
function toldApart({ fault, alike, mixed }: FaultMatch): string {
  const give = (others: readonly Fault[]): string =>
    `${listed(others.map(({ id }) => id))} ${others.length === 1 ? 'gives' : 'give'} the same of this capture`
  const apart = alike.map((other) => `from ${other.id} by ${other.shownBy}`)
  return [
    ...(alike.length > 0 ? [` ${give(alike)}: ${fault.id} is told ${apart.join(', ')}.`] : []),
    ...(mixed.length > 0 ? [` In versions that had further defects ${give(mixed)}.`] : []),
  ].join('')
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** All others that give the same. */
export const idsAlike = ({ alike, mixed }: FaultMatch): readonly string[] =>
  [...alike, ...mixed].map(({ id }) => id)

export const knownFault = (match: FaultMatch): KnownFault => ({
  title: match.fault.title,
  issue: match.fault.issue,
  mended: match.fault.mended,
  proof: `${PROOFS[match.proof]}${toldApart(match)}`,
  alike: idsAlike(match),
  mixed: match.mixed.map(({ id }) => id),
})

/** `as litellm-25836:V2 does`, and who else does so here. */
export const asOthersDo = (fault: string, alike: readonly string[]): string =>
  alike.length === 0 ? `as ${fault} does` : `as ${fault} does (${listed(alike)} would do the same here)`
