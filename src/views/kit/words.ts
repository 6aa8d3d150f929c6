// The words that several panels use for the same thing.

import type { ExchangeSummary } from '../../engine/answers/opened.ts'
import type { Lane, OtherSide } from '../../engine/answers/window.ts'
import type { Place, Severity } from '../../inspect/finding.ts'

const LANE_TITLES: Readonly<Record<Lane, string>> = {
  'openai-chat': 'Chat',
  'openai-responses': 'Responses',
  'anthropic-messages': 'Anthropic',
  gemini: 'Gemini',
  other: 'Other side',
}

/** Short enough for the head of a lane. */
export const laneTitle = (lane: Lane): string => LANE_TITLES[lane]

/** What the lane of the other side tells, as the end of a sentence that begins with its name would. */
export const otherTitle = ({ side, as }: OtherSide): string => OTHER_TITLES[side][as]

const OTHER_TITLES = {
  client: { given: 'Client saw', said: 'Client asked' },
  upstream: { given: 'Upstream got', said: 'Upstream said' },
} as const satisfies Record<OtherSide['side'], Record<OtherSide['as'], string>>

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
