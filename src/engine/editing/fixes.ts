// What would mend a finding, tried out in the worker.
import type { Finding } from '../../inspect/finding.ts'
import { findFix } from '../../inspect/fixes/find-fix.ts'
import { sizeOf } from '../../transcript/size.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { applyEdits } from '../../wire/text-edit.ts'
import type { Asks } from '../protocol.ts'

/** Characters of all bodies: a fix is judged with everything around it, twice. */
const LARGEST = 2_000_000

export function fixOf(transcript: Transcript, finding: Finding | undefined): Asks['fix']['answer'] {
  if (sizeOf(transcript) > LARGEST)
    return { problem: 'This transcript is too large to try a change of it and judge it again here.' }
  if (!finding) return { problem: 'There is no such finding any more.' }
  const fix = findFix(transcript, finding)
  if (!fix) return { problem: whyNone(transcript, finding) }
  const { exchange, half, edits } = fix
  const before = transcript.exchanges.find(({ id }) => id === exchange)?.[half]?.body ?? ''
  return { ...fix, before, after: applyEdits(before, edits) }
}

/** What is missing cannot be made up; where it would stand, and was not captured, is told. */
function whyNone({ exchanges }: Transcript, { fault, places: [place] }: Finding): string {
  if (fault) return 'No mechanical fix in this capture: it is the gateway that must be mended.'
  const none = 'No mechanical fix: what should stand here cannot be told from this capture.'
  const sides = new Set(exchanges.map(({ side }) => side))
  if (place?.half === 'reply' && !sides.has('upstream'))
    return `${none} The provider’s own reply would hold it.`
  return none
}
