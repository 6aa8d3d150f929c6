// For the laws of faults: what is named, and what should be.
import type { Transcript } from '../../transcript/transcript.ts'
import type { Fault } from '../../translate/fault.ts'
import { check } from '../check.ts'

/** Which faults `check` names, together with those that it says are alike, but for versions that had further defects. */
export const namedIn = (transcript: Transcript): readonly string[] => [
  ...new Set(
    check(transcript).flatMap(({ fault, knownFault }) =>
      fault === undefined
        ? []
        : [[fault, ...(knownFault?.alike ?? []).filter((id) => !knownFault?.mixed.includes(id))].join(' ')],
    ),
  ),
]

/** As {@link namedIn} gives faults that all give the same. */
export const namesOf = (faults: readonly Fault[]): readonly string[] =>
  faults.length === 0 ? [] : [faults.map(({ id }) => id).join(' ')]
