import type { Reading } from '../../translate/reading.ts'
import { describeJsonProblem } from '../../wire/json-problem.ts'
import type { Place } from '../finding.ts'
import { placeAt } from '../places.ts'
import { framesOf, once, visibleText } from '../reading-facts.ts'
import { grammarRun } from '../stream-grammar.ts'

/** Where a capture ends in the middle of something. What lay behind it is not known, and nothing may be said of it. */
export interface Cut {
  readonly half: Place['half']
  readonly place: Place
  /** `logger`: it says itself that it left the rest out. `middle`: it, or the connection, just ends there. */
  readonly by: 'logger' | 'middle'
  /** Where it ends, as the end of a sentence: `in the middle of a frame, behind 4 frames that are whole, after /choices/0/delta`. */
  readonly where: string
  /** Nothing of it could be read: half a JSON value is none. */
  readonly isUnread?: boolean
}

/** What loggers write in place of the rest, at the very end. */
const MARK =
  /(?:\.{3}|…|\[|\(|<)[\s[(<]*(?:litellm_)?(?:truncated|trunc|snip(?:ped)?|cut off|output limit|\+?\d+ (?:more )?(?:bytes|chars|characters)(?: more| omitted| truncated)?)\b[^\n{}]{0,80}$/i

/** How far from the end such a mark is looked for. Characters. */
const TAIL = 160

/** Both halves of an exchange, each looked at once. */
export const cutsOf: (reading: Reading) => readonly Cut[] = once((reading) => [
  ...cutOfRequest(reading),
  ...cutOfReply(reading),
])

export const cutOf = (reading: Reading, half: Place['half']): Cut | undefined =>
  cutsOf(reading).find((cut) => cut.half === half)

function cutOfRequest({ exchange, requestProblem }: Reading): Cut[] {
  return requestProblem === undefined ? [] : cutOfJson(exchange, 'request', exchange.request?.body ?? '')
}

function cutOfReply(reading: Reading): Cut[] {
  const { exchange, reply } = reading
  const body = exchange.reply?.body ?? ''
  if (reply?.kind === 'unreadable') return cutOfJson(exchange, 'reply', body)
  if (reply?.kind !== 'stream') return []
  const last = framesOf(reading).at(-1)
  if (!last) return []
  const { index, data } = last.frame
  const isWhole = last.json !== undefined || data.trim() === '[DONE]' || data.trim() === ''
  const by = hasMark(body) ? 'logger' : 'middle'
  if (isWhole && by === 'middle' && !isHalfFrame(body)) return []
  const problem = isWhole ? undefined : describeJsonProblem(data)
  // What is no JSON for another reason, or goes on behind a stray line break, is a fault of who wrote it.
  if (!isWhole && by === 'middle' && !(problem?.isTruncated && body.trimEnd().endsWith(data.trimEnd())))
    return []
  const after = problem?.pointer ? `, at ${problem.pointer}` : ''
  return [
    {
      half: 'reply',
      place: placeAt(exchange, 'reply', { frame: index }),
      by,
      where:
        isWhole && data !== ''
          ? `after ${framesIn(index + 1)}`
          : `in the middle of a frame, behind ${framesIn(index)} that ${index === 1 ? 'is' : 'are'} whole${after}`,
    },
  ]
}

function cutOfJson(exchange: Reading['exchange'], half: Place['half'], body: string): Cut[] {
  // Nothing at all is an empty answer: who asked for more has a rule of its own.
  if (body.trim() === '') return []
  const problem = describeJsonProblem(body)
  const isMarked = hasMark(body)
  if (!isMarked && !problem?.isTruncated) return []
  const pointer = problem?.pointer ?? ''
  return [
    {
      half,
      place: placeAt(exchange, half, pointer === '' ? {} : { pointer }),
      by: isMarked ? 'logger' : 'middle',
      where: `in the middle of ${pointer || 'its first value'}`,
      isUnread: true,
    },
  ]
}

const hasMark = (body: string): boolean => MARK.test(body.slice(-TAIL).trimEnd())

/** An event of which only the beginning is there: its name without data, or less than that. */
const isHalfFrame = (body: string): boolean =>
  /\n\r?\n(?:event:[^\n]*\n?)?(?:dat?a?|eve?n?t?|event:[^\n]*)?$/.test(body.slice(-TAIL)) &&
  !/\n\r?\n$/.test(body)

/** The provider's side ends early, for the client was given more of the very same answer. */
export function isOutrun(upstream: Reading, client: Reading): boolean {
  if (upstream.reply?.kind !== 'stream' || grammarRun(upstream).missing === undefined) return false
  const [said, given] = [visibleText(upstream).trim(), visibleText(client).trim()]
  return said !== '' && given.length > said.length && given.startsWith(said)
}

/** The other side as far as two replies can be set against each other: one that is cut short proves nothing of the rest. */
export function comparable(client: Reading, upstream: Reading): Reading {
  const isCut = cutOf(client, 'reply') || cutOf(upstream, 'reply') || isOutrun(upstream, client)
  if (!isCut) return upstream
  const { reply: _, ...rest } = upstream
  return rest
}

const framesIn = (count: number): string => (count === 1 ? 'one frame' : `${count} frames`)
