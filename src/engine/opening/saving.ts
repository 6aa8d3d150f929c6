import { redactText, redactTranscript } from '../../share/redact.ts'
import { saveTranscript } from '../../transcript/saved.ts'
import { sizeOf } from '../../transcript/size.ts'
import type { Remark, Transcript } from '../../transcript/transcript.ts'
import type { Problem } from '../answers/problem.ts'
import type { Saved } from '../answers/taken-along.ts'
import type { Kept } from './kept.ts'
import { FORGOTTEN } from './kept.ts'

/** More of one transcript is not stored: the browser would choke on it, and all others would have to go. Characters. */
const MOST = 16_000_000

export const withRemarks = (
  { remarks: _, ...transcript }: Transcript,
  remarks: readonly Remark[],
): Transcript => (remarks.length > 0 ? { ...transcript, remarks } : transcript)

/** Bodies do not change, and looking through them takes long: once is enough. */
const redacted = new WeakMap<Transcript, ReturnType<typeof redactTranscript>>()

function redactOnce(transcript: Transcript): ReturnType<typeof redactTranscript> {
  const known = redacted.get(transcript)
  if (known) return known
  const made = redactTranscript(transcript)
  redacted.set(transcript, made)
  return made
}

/** What of it may be stored. No key gets out of here unmasked. */
export function saveOf(
  all: Kept | undefined,
  remarks: readonly Remark[],
  words: readonly string[],
): Saved | Problem {
  if (!all) return FORGOTTEN
  const size = sizeOf(all.transcript)
  if (size > MOST)
    return {
      problem: `It holds ${inMegabytes(size)}, and of one transcript at most ${inMegabytes(MOST)} are kept.`,
    }
  const { transcript, masked } = redactOnce(all.transcript)
  const ofRemarks = redactTranscript({ version: 1, exchanges: [], remarks })
  const { remarks: told = [] } = ofRemarks.transcript
  return {
    text: saveTranscript(withRemarks(transcript, told)),
    words: words.map((word) => redactText(word, 'name')),
    remarks: told,
    masked: [...masked, ...ofRemarks.masked],
  }
}

const inMegabytes = (characters: number): string => `${Math.ceil(characters / 1_000_000)} MB`
