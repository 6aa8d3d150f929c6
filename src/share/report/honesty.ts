// What a report says of itself: what was cut, what was masked, and what nobody tried.
import type { Case } from './case.ts'
import { code, prose } from './markdown.ts'
import type { Count } from './minimise.ts'

const countOf = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`

const leftWords = ({ left, of }: Count, noun: string): string[] =>
  of === 0 ? [] : [`${left.toLocaleString('en')} of ${countOf(of, noun)}`]

/** How much of the capture is left, and how far that was looked for. */
export function reductionWords({ smallest }: Pick<Case, 'smallest'>): string {
  const { exchanges, frames, characters, judged, hasStopped } = smallest
  const left = [
    ...leftWords(exchanges, 'exchange'),
    ...leftWords(frames, 'frame'),
    ...leftWords(characters, 'character'),
  ]
  const end = hasStopped
    ? `The search for a smaller one was stopped after ${countOf(judged, 'trial')}: less may do.`
    : `Found in ${countOf(judged, 'trial')}: nothing more can be left out by itself. Each exchange, each frame but the first of a stream, and each entry of a list that holds others was tried.`
  return `${left.join(', ')} are left. ${end}`
}

export function cutWords(one: Case): readonly string[] {
  if (one.isMaskedAway)
    return [
      '> **With secrets masked, the rule finds it no more.** So nothing could be cut and judged: what stands here is the whole capture, masked, and does not reproduce.',
    ]
  const { transcript } = one.smallest
  const isCut = (half: 'request' | 'reply'): boolean =>
    transcript.exchanges.some((exchange) => {
      const body = exchange[half]?.body
      return body !== undefined && one.whole.exchanges.every((whole) => whole[half]?.body !== body)
    })
  const isAnswered = transcript.exchanges.some(({ request, reply }) => request && reply)
  return [
    reductionWords(one),
    ...(isCut('request') && isAnswered
      ? ['What stands here as reply was given to the whole request: nobody asked the cut one.']
      : []),
  ]
}

export function maskedWords({ masked, isMaskedAway, finding }: Case): readonly string[] {
  if (masked.length === 0)
    return ['## Masked', 'Nothing was recognised as a secret. Prompts and replies stand here as they are.']
  const shown = masked.slice(0, 30)
  const rest = masked.length - shown.length
  return [
    '## Masked',
    [
      ...shown.map(
        ({ what, preview, where, exchange, count }) =>
          `- ${prose(what)}: ${code(preview)}, ${[exchange, where].filter(Boolean).join(' ')}${count > 1 ? `, ${count} times` : ''}`,
      ),
      ...(rest > 0
        ? [`- **${countOf(rest, 'secret')} more, masked as well and left out of this list.**`]
        : []),
    ].join('\n'),
    isMaskedAway
      ? `Checked: with these masked, ${code(finding.rule)} finds it no more.`
      : `Checked: with these masked, ${code(finding.rule)} still finds it.`,
  ]
}
