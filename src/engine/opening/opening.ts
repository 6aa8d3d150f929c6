// How a transcript comes to be open: from what was dropped or pasted, from an example, from the browser's own store.
import { importTranscript } from '../../imports/import-transcript.ts'
import { filesInZip, isZip } from '../../imports/packed.ts'
import { openTranscript } from '../../transcript/saved.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import type { Input, Opened, Refused } from '../answers/opened.ts'
import type { Problem } from '../answers/problem.ts'
import type { Background } from '../background.ts'
import { judge } from '../background.ts'
import { exampleOf } from '../judging/rule-pages.ts'
import type { Asks } from '../protocol.ts'
import { isJudgedAtOnce } from './at-once.ts'
import type { Kept } from './kept.ts'
import { sheetOf } from './kept.ts'
import type { Arrival } from './opened.ts'
import { openedAs } from './opened.ts'
import { headOf, joinReports, savedReport } from './reports.ts'
import { keyOf, merge, takeSide } from './summary.ts'

/** What is open, and what is to be done with it when nobody waits. */
export interface Opening {
  readonly kept: Map<string, Kept>
  readonly background: Background
}

export function openInputs(opening: Opening, given: readonly Input[]): Opened | Refused {
  const inputs = given.flatMap(unpacked)
  const imports = inputs.map(({ content, name }) =>
    importTranscript(
      typeof content === 'string' ? content : new Uint8Array(content),
      name === undefined ? {} : { name },
    ),
  )
  const report = joinReports(imports.map((one) => one.report))
  const transcripts = imports.map(({ transcript }, i) => takeSide(transcript, inputs[i]?.name))
  const all = examine(merge(transcripts.filter(({ exchanges }) => exchanges.length > 0)))
  const problem = problemOf(all)
  if (problem === undefined) return keep(opening, all, { report })
  const notes =
    problem && report.ok ? [...report.notes, { severity: 'error' as const, sentence: problem }] : report.notes
  return { refused: { ...report, notes }, ...headOf(inputs[0]?.content ?? '') }
}

/** An archive is the files in it, as if they had been given one by one. */
function unpacked(input: Input): readonly Input[] {
  if (
    typeof input.content === 'string' ||
    !isZip(new Uint8Array(input.content, 0, Math.min(4, input.content.byteLength)))
  )
    return [input]
  const files = filesInZip(new Uint8Array(input.content)) ?? []
  return files.length === 0
    ? [input]
    : files.map(({ name, bytes }) => ({ name, content: bytes.slice().buffer }))
}

/** Why no half of any exchange can be shown; undefined where one can, empty where there is nothing at all. */
function problemOf(all: Kept): string | undefined {
  let problem = ''
  for (const exchange of all.transcript.exchanges) {
    for (const tab of ['events', 'request'] as const) {
      if (!exchange[tab === 'events' ? 'reply' : 'request']) continue
      const sheet = sheetOf(all, exchange, tab)
      if (!('problem' in sheet)) return undefined
      problem ||= sheet.problem
    }
  }
  return problem
}

export const openSaved = (opening: Opening, transcript: Transcript): Opened =>
  keep(opening, examine(transcript), { report: savedReport(transcript) })

export async function openExample(
  opening: Opening,
  { rule, index }: Asks['example']['ask'],
): Promise<Opened | Problem> {
  const transcript = await exampleOf(rule, index)
  return transcript ? openSaved(opening, transcript) : { problem: 'There is no such example.' }
}

export function restore(opening: Opening, text: string): Opened | Problem {
  const opened = openTranscript(text)
  return 'problem' in opened ? opened : openSaved(opening, opened.transcript)
}

/** Keeps it under its key. The rules come later to what is large. */
export function keep({ kept, background }: Opening, all: Kept, arrival: Arrival): Opened {
  const key = keyOf(all.transcript)
  kept.set(key, all)
  if (all.isJudging)
    background.later(() => {
      // It may have been forgotten, or opened once more.
      if (kept.get(key) !== all) return undefined
      const judged: Kept = { transcript: all.transcript, sheets: all.sheets, ...judge(all.transcript) }
      kept.set(key, judged)
      return { kind: 'judged', opened: openedAs(key, judged, arrival) }
    })
  return openedAs(key, all, arrival)
}

export const examine = (transcript: Transcript): Kept => ({
  transcript,
  sheets: new Map(),
  ...(isJudgedAtOnce(transcript) ? judge(transcript) : { findings: [], isJudging: true }),
})
