// A transcript as a person rewrites it: drafts of its bodies are read in place of what was captured.
import type { Finding, Place } from '../../inspect/finding.ts'
import { rangesOf } from '../../inspect/text-ranges.ts'
import { withBodies } from '../../transcript/edited.ts'
import type { Exchange, Transcript } from '../../transcript/transcript.ts'
import { unreadIn } from '../../transcript/unread.ts'
import { applyEdits } from '../../wire/text-edit.ts'
import type { Draft, Edited, TextMark, UnreadDraft } from '../answers/edited.ts'
import type { Problem } from '../answers/problem.ts'
import { judge } from '../background.ts'
import type { Kept } from '../opening/kept.ts'
import { FORGOTTEN } from '../opening/kept.ts'
import { openedAs } from '../opening/opened.ts'
import { savedReport } from '../opening/reports.ts'
import { keyOf } from '../opening/summary.ts'
import type { Asks } from '../protocol.ts'
import type { Half } from '../view.ts'

/** How many edited states are kept: those that the screen may still be asking about. */
const KEPT_EDITS = 4

/** Remembers which keys stand for edits, and forgets the oldest. */
export class RecentEdits {
  private readonly keys: string[] = []
  private readonly kept: Map<string, unknown>

  constructor(kept: Map<string, unknown>) {
    this.kept = kept
  }

  note(key: string): void {
    const at = this.keys.indexOf(key)
    if (at >= 0) this.keys.splice(at, 1)
    this.keys.push(key)
    if (this.keys.length > KEPT_EDITS) this.kept.delete(this.keys.shift() as string)
  }
}

/** The transcript with the drafts in its bodies, judged anew and kept under a name of its own. */
export function edit(
  kept: Map<string, Kept>,
  recent: RecentEdits,
  { key, drafts, asItStands }: Asks['edit']['ask'],
): Edited | Problem {
  const before = kept.get(key)?.transcript
  if (!before) return FORGOTTEN
  const transcript = withDrafts(before, drafts)
  const unread = unreadDrafts(before, transcript, drafts)
  if (unread.length > 0 && !asItStands) return { unread }
  const all: Kept = { transcript, sheets: new Map(), ...judge(transcript) }
  // The name tells what it was made of.
  const name = `${key}~${keyOf(transcript)}`
  recent.note(name)
  kept.set(name, all)
  const opened = openedAs(name, all, { report: savedReport(transcript) })
  const exchanges = opened.exchanges.map((summary, i) => {
    const edited = editedHalves(transcript.exchanges[i] as Exchange, before)
    return edited.length > 0 ? { ...summary, edited } : summary
  })
  return { opened: { ...opened, exchanges }, unread }
}

const withDrafts = (transcript: Transcript, drafts: readonly Draft[]): Transcript =>
  withBodies(
    transcript,
    drafts.map(({ exchange, half, edits }) => ({
      exchange,
      half,
      body: applyEdits(bodyOf(transcript, exchange, half) ?? '', edits),
    })),
  )

/** What of the drafts cannot be read, and could in what they were made of. */
const unreadDrafts = (
  before: Transcript,
  after: Transcript,
  drafts: readonly Draft[],
): readonly UnreadDraft[] =>
  drafts.flatMap(({ exchange, half }) => {
    const [was, is] = [before, after].map(({ exchanges }) => exchanges.find(({ id }) => id === exchange))
    const unread = was && is && unreadIn(is, half, was)
    return unread ? [{ ...unread, exchange, half }] : []
  })

export const bodyOf = ({ exchanges }: Transcript, exchange: string, half: Half): string | undefined =>
  exchanges.find(({ id }) => id === exchange)?.[half]?.body

/** Which halves of an exchange are another text than in the transcript that was opened. */
function editedHalves(exchange: Exchange, before: Transcript): readonly Half[] {
  const halves: readonly Half[] = ['request', 'reply']
  return halves.filter((half) => exchange[half]?.body !== bodyOf(before, exchange.id, half))
}

/** A long list of findings marks no more than an editor bears. */
const MOST_MARKS = 2_000

/** Where findings stand in the text of a half, by all their places in it. */
export function textMarksOf(
  findings: readonly Finding[],
  exchange: Exchange,
  half: Half,
): readonly TextMark[] {
  const spots = findings.flatMap((finding, problem) =>
    finding.places.filter(isIn(exchange, half)).map((place) => ({ ...place, problem })),
  )
  // In the order of the text it is read once.
  const inOrder = spots.slice(0, MOST_MARKS).sort((a, b) => (a.frame ?? 0) - (b.frame ?? 0))
  return rangesOf(exchange, half, inOrder).map(({ spot, range }) => ({ problem: spot.problem, ...range }))
}

const isIn =
  ({ id }: Exchange, half: Half) =>
  (place: Place): boolean =>
    place.exchange === id && place.half === half
