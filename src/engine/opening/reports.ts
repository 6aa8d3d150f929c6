import type { Report } from '../../imports/report.ts'
import type { Transcript } from '../../transcript/transcript.ts'

/** What of a refused input is given back to look at. */
const HEAD = 100_000

export const headOf = (content: string | ArrayBuffer): { head: string; rest: number } =>
  typeof content === 'string'
    ? { head: content.slice(0, HEAD), rest: Math.max(0, content.length - HEAD) }
    : { head: new TextDecoder().decode(content.slice(0, HEAD)), rest: Math.max(0, content.byteLength - HEAD) }

export function joinReports(reports: readonly Report[]): Report {
  const [only, ...others] = reports
  if (!only)
    return {
      format: 'unknown',
      sentence: 'There is nothing here.',
      reasons: [],
      exchanges: 0,
      notes: [],
      ok: false,
    }
  if (others.length === 0) return only
  return {
    format: (reports.find(({ ok }) => ok) ?? only).format,
    sentence: reports.map(({ sentence }) => sentence).join(' '),
    reasons: reports.flatMap(({ reasons }) => reasons),
    exchanges: reports.reduce((sum, { exchanges }) => sum + exchanges, 0),
    notes: reports.flatMap(({ notes }) => notes),
    ok: reports.some(({ ok }) => ok),
  }
}

export const savedReport = ({ title, exchanges }: Transcript): Report => ({
  format: 'transcript',
  sentence: `A saved transcript with ${countOf(exchanges.length, 'exchange')}${title ? `: ${title}` : ''}.`,
  reasons: ['it carries the version of the saved form'],
  exchanges: exchanges.length,
  notes: [],
  ok: true,
})

export const linkSentence = ({ exchanges }: Transcript): string =>
  `A link that holds ${countOf(exchanges.length, 'exchange')}.`

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
