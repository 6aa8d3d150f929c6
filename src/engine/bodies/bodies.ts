// Whole bodies for the screen: a reply put together, as its client gets it, or as it was captured.
import { watchClient } from '../../clients/watch.ts'
import type { Exchange } from '../../transcript/transcript.ts'
import type { AssembledLane, AssembledReply } from '../../translate/assembled.ts'
import { assembledReplies } from '../../translate/assembled.ts'
import { mapLanes } from '../../translate/lane-cells.ts'
import { indented } from '../../wire/json-layout.ts'
import type { Problem } from '../answers/problem.ts'
import type { Asks } from '../protocol.ts'
import type { Moment } from './moment.ts'
import { momentOf } from './moment.ts'

/** What of a source or a reply is sent to the screen; Monaco and the DOM carry no more with grace. */
const SHOWN = 2_000_000
/** Monaco wraps a line as a whole, with each letter that is typed in it. */
const SHOWN_IN_LONG_LINES = 300_000
const LONG_LINE = 100_000
const ASSEMBLED_SHOWN = 200_000

export function assemble(exchange: Exchange, frames?: number): Asks['assembled']['answer'] {
  if (!exchange.reply) return { problem: 'No reply was captured here, so there is nothing to put together.' }
  const assembled = assembledReplies(exchange, frames)
  if ('problem' in assembled) return assembled
  const { dialect, lanes, frames: all } = assembled
  const isMoment = frames !== undefined && frames < (all ?? 0)
  return {
    dialect,
    lanes: mapLanes((id) => shownLane(lanes[id], isMoment)),
    ...(all === undefined ? {} : { frames: all }),
    ...(exchange.reply.times ? { times: exchange.reply.times } : {}),
  }
}

function shownLane(lane: AssembledLane, isMoment: boolean): Moment | Problem {
  if ('problem' in lane) return lane
  return isMoment ? momentOf(lane) : wholeOf(lane)
}

const wholeOf = (reply: AssembledReply): Moment => ({ text: textOf(reply), ghosts: [] })

const textOf = ({ json, numbers }: AssembledReply): string => shorten(indented(json, numbers))

export async function watch({ dialect, request, reply }: Exchange): Promise<Asks['client']['answer']> {
  if (!reply) return { problem: 'No reply was captured here, so no client library can be fed with it.' }
  if (!dialect)
    return { problem: 'No dialect was recognised here, so nobody knows which client library reads it.' }
  const { client, sentence, given, thrown, differs, theirs, ours } = await watchClient(
    reply,
    dialect,
    request,
  )
  const assembled = assembledReplies({ id: '', dialect, reply })
  return {
    client,
    dialect,
    sentence,
    differs,
    ends: { theirs: theirs?.finish ?? null, ours: ours.finish },
    ...(given === undefined ? {} : { given: shorten(JSON.stringify(given, null, 2)) }),
    ...(thrown ? { thrown } : {}),
    ours: 'problem' in assembled ? assembled.problem : oursOf(assembled.lanes[dialect]),
  }
}

const oursOf = (lane: AssembledLane): string => ('problem' in lane ? lane.problem : textOf(lane))

const shorten = (text: string): string =>
  text.length <= ASSEMBLED_SHOWN
    ? text
    : `${text.slice(0, ASSEMBLED_SHOWN)}\n… ${(text.length - ASSEMBLED_SHOWN).toLocaleString('en')} more characters are not shown.`

function headOf(body: string): string {
  const head = body.slice(0, SHOWN)
  return head.length > SHOWN_IN_LONG_LINES && hasLongLine(head) ? head.slice(0, SHOWN_IN_LONG_LINES) : head
}

function hasLongLine(text: string): boolean {
  for (let start = 0; start <= text.length - LONG_LINE; ) {
    const end = text.lastIndexOf('\n', start + LONG_LINE)
    if (end < start) return true
    start = end + 1
  }
  return false
}

export function sourceOf(body: string | undefined): Asks['source']['answer'] {
  if (body === undefined) return { problem: 'This half was not captured.' }
  return {
    text: headOf(body),
    length: body.length,
    language: /^\s*[[{]/.test(body.slice(0, 1_000)) ? 'json' : 'plaintext',
  }
}
