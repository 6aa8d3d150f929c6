// The words that several panels use for the same thing.

import type { ExchangeSummary } from '../../engine/answers/opened.ts'
import type { DialectId } from '../../hub/dialect.ts'
import type { Place, Severity } from '../../inspect/finding.ts'

const LANE_TITLES: Readonly<Record<DialectId, string>> = {
  'openai-chat': 'Chat',
  'openai-responses': 'Responses',
  'anthropic-messages': 'Anthropic',
  gemini: 'Gemini',
}

/** Short enough for the head of a lane. */
export const laneTitle = (dialect: DialectId): string => LANE_TITLES[dialect]

export const countOf = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`

export const SEVERITY_GLYPHS: Readonly<Record<Severity, string>> = { error: '▪', warning: '▵', info: '·' }

/** It is large, and shown before it was judged. */
export const JUDGING = 'The rules have not come to this yet: it is still being read.'

const REPLIES = { whole: 'reply', stream: 'stream', error: 'error' } as const

export const exchangeLine = ({ dialect, reply, status, hasRequest }: ExchangeSummary): string =>
  [
    dialect ? LANE_TITLES[dialect] : 'unknown dialect',
    ...(reply ? [REPLIES[reply]] : []),
    ...(hasRequest && !reply ? ['request'] : []),
    ...(status === undefined ? [] : [String(status)]),
  ].join(' · ')

/** From one exchange to another. */
export const wayLine = (from: string, to: string): string => `${from} → ${to}`

/** Frames and rows count from 1 on the screen, from 0 everywhere else. */
export const placeLine = ({ exchange, half, frame, pointer }: Place): string =>
  [exchange, frame === undefined ? half : `frame ${frame + 1}`, ...(pointer ? [pointer] : [])].join(' · ')
