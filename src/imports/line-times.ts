import { replyFraming } from '../transcript/reply-framing.ts'
import type { CapturedReply } from '../transcript/transcript.ts'
import { frameBody } from '../wire/framings.ts'
import { TextOffsets } from '../wire/text-offsets.ts'
import type { Draft } from './format.ts'

/** When each line of a text was written, in milliseconds; undefined for lines that do not say. */
export type LineTimes = readonly (number | undefined)[]

const STAMP = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:?\d\d)? /

/** Without a zone all lines have the same one, and only their distances are told. */
export const lineTimes = (lines: readonly string[]): LineTimes =>
  lines.map((line) => {
    const [, day, time, fraction = '0', zone = 'Z'] = STAMP.exec(`${line} `) ?? []
    if (!day) return undefined
    const at = Date.parse(`${day}T${time}${zone}`)
    return Number.isNaN(at) ? undefined : at + Number(`0.${fraction}`) * 1_000
  })

/** Gives a stream the times at which its frames were written down. A log of several replies tells of none which is which. */
export function withLineTimes(drafts: readonly Draft[], text: string, times: LineTimes): readonly Draft[] {
  const replies = drafts.filter(({ reply }) => reply !== undefined)
  if (replies.length !== 1) return drafts
  return drafts.map((draft) => {
    const known = draft.reply && !draft.reply.times && timesOf(draft.reply, text, times)
    return known ? { ...draft, reply: { ...draft.reply, times: known } as CapturedReply } : draft
  })
}

/** Milliseconds after the first line of the reply; undefined where a frame has none, or they run backwards. */
function timesOf(reply: CapturedReply, text: string, times: LineTimes): readonly number[] | undefined {
  const framing = replyFraming(reply)
  const start = text.indexOf(reply.body)
  if (framing === 'json' || start < 0) return undefined
  const offsets = new TextOffsets(reply.body)
  let line = countLines(text, 0, start)
  let counted = start
  const found: number[] = []
  for (const frame of frameBody(reply.body, framing)) {
    const at = start + offsets.ofByte(frame.start)
    line += countLines(text, counted, at)
    counted = at
    const time = times[line]
    if (time === undefined || time < (found.at(-1) ?? time)) return undefined
    found.push(time)
  }
  const first = found[0]
  return first === undefined ? undefined : found.map((time) => Math.round((time - first) * 1_000) / 1_000)
}

function countLines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
