// A transcript as a link, and what stands behind one.
import type { ViewState } from '../../share/link.ts'
import { decodeLink, encodeLink } from '../../share/link.ts'
import { redactText, redactTranscript } from '../../share/redact.ts'
import type { Remark } from '../../transcript/transcript.ts'
import type { Opened } from '../answers/opened.ts'
import type { Problem } from '../answers/problem.ts'
import type { Asks } from '../protocol.ts'
import type { View } from '../view.ts'
import type { Kept } from './kept.ts'
import { FORGOTTEN } from './kept.ts'
import type { Opening } from './opening.ts'
import { examine, keep } from './opening.ts'
import { linkSentence, savedReport } from './reports.ts'
import { withRemarks } from './saving.ts'

export function followLink(opening: Opening, fragment: string): Opened | Problem {
  const decoded = decodeLink(fragment)
  if (!decoded.ok) return { problem: decoded.sentence }
  const { transcript, view = {} } = decoded.state
  return keep(opening, examine(transcript), {
    report: { ...savedReport(transcript), sentence: linkSentence(transcript) },
    at: viewOf(view),
    notes: decoded.notes,
  })
}

/** Of what a link may say about the view, what this screen has. */
const viewOf = ({ exchange, tab, row, problem, panel, search, filter }: ViewState): View => ({
  ...(search === undefined ? {} : { search }),
  ...(filter === undefined ? {} : { filter }),
  ...(exchange === undefined ? {} : { exchange }),
  ...(tab === undefined ? {} : { tab }),
  ...(row === undefined ? {} : { row }),
  ...(problem === undefined ? {} : { problem }),
  ...(panel === undefined ? {} : { panel }),
})

export const masksOf = (all: Kept | undefined): Asks['masks']['answer'] =>
  all ? redactTranscript(all.transcript).masked : []

export function linkOf(
  all: Kept | undefined,
  { tab, ...view }: View,
  remarks: readonly Remark[] = all?.transcript.remarks ?? [],
): Asks['link']['answer'] {
  if (!all) return FORGOTTEN
  const { transcript, masked } = redactTranscript(withRemarks(all.transcript, remarks))
  // What one looks for may be the very thing that must not leave.
  const masks = (text: string): string => redactText(text, 'name')
  const said = {
    ...(view.search === undefined ? {} : { search: masks(view.search) }),
    ...(view.filter === undefined ? {} : { filter: masks(view.filter) }),
  }
  const state = { transcript, view: { ...view, ...said, ...(tab === undefined ? {} : { tab }) } }
  // Masked already, and what was masked is told.
  const { link, problem } = encodeLink(state, { redact: 'none' })
  return { fragment: link.replace(/^#/, ''), masked, ...(problem === undefined ? {} : { tooLong: problem }) }
}
