import { DIALECT_NAMES } from '../../hub/dialect.ts'
import { replyFraming } from '../../transcript/reply-framing.ts'
import type { CapturedReply, Exchange } from '../../transcript/transcript.ts'
import { frameBody } from '../../wire/framings.ts'
import { layOutJson } from '../../wire/json-layout.ts'
import type { Block } from './markdown.ts'
import { fenced, folded } from './markdown.ts'

/** Where a text is that is not here. */
const ELSEWHERE =
  'It is whole in the smallest capture: `interlinear report FILE --as capture`, or “Smallest capture” on the screen.'

/** A line that says loudly what does not stand here. */
export const leftOut = (what: string, length: number, where = ELSEWHERE): string =>
  `> **Left out here: ${what}, ${length.toLocaleString('en')} characters.** They do not fit into one issue. ${where}`

/** Longer ones are folded away. */
const SHORT = { lines: 40, characters: 3_000 } as const

/** A half of an exchange in its fence; JSON over lines. */
export function bodyBlock(exchange: Exchange, half: 'request' | 'reply', body: string, name: string): Block {
  const isStream = half === 'reply' && exchange.reply !== undefined && framingOf(exchange.reply) !== 'json'
  const laid = isStream ? undefined : layOutJson(body)
  const text = laid ?? body
  const lines = [fenced(text, laid === undefined ? '' : 'json'), ...unseenIn(body)].join('\n\n')
  const isShort = text.length <= SHORT.characters && text.split('\n').length <= SHORT.lines
  const head = `${name}${wordsOf(exchange)}:`
  return {
    text: isShort
      ? `${head}\n\n${lines}`
      : folded(`${head} ${text.length.toLocaleString('en')} characters`, lines),
    short: leftOut(`${name.charAt(0).toLowerCase()}${name.slice(1)}`, text.length),
  }
}

/** One frame of a stream, as it was framed. */
export function frameText(reply: CapturedReply, index: number): string | undefined {
  const framing = framingOf(reply)
  const frame = frameBody(reply.body, framing)[index]
  if (!frame || framing === 'json') return undefined
  const name = frame.event === undefined ? '' : `event: ${frame.event}\n`
  return framing === 'sse' ? `${name}data: ${frame.data.replaceAll('\n', '\ndata: ')}\n` : frame.data
}

const framingOf = (reply: CapturedReply) => replyFraming(reply)

const SIDES = {
  client: 'between the client and the gateway',
  upstream: 'between the gateway and the provider',
}

/** What is known of where it was captured, behind a name. */
export function wordsOf({ side, dialect }: Exchange): string {
  const words = [...(dialect ? [DIALECT_NAMES[dialect].title] : []), ...(side ? [SIDES[side]] : [])]
  return words.length > 0 ? ` (${words.join(', ')})` : ''
}

/** Signs that neither show in a fence nor survive a copy of it. */
const UNSEEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['carriage returns', /\r/g],
  ['control characters', /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g],
  ['halves of surrogate pairs', /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g],
  ['byte order marks', /\ufeff/g],
]

function unseenIn(body: string): readonly string[] {
  const found = UNSEEN.flatMap(([what, pattern]) => {
    const count = body.match(pattern)?.length ?? 0
    return count > 0 ? [`${what} (${count})`] : []
  })
  if (found.length === 0) return []
  return [`> **It also holds what does not show here: ${found.join(', ')}.** ${ELSEWHERE}`]
}
