import { frameInBody, rangeInBody } from '../wire/frame-in-body.ts'
import { frameBody } from '../wire/framings.ts'
import { parseJson } from '../wire/json.ts'
import { describeJsonProblem, placeOf } from '../wire/json-problem.ts'
import { TextOffsets } from '../wire/text-offsets.ts'
import { replyFraming } from './reply-framing.ts'
import type { Exchange } from './transcript.ts'

/** Where a body is no longer understood, and why. */
export interface Unread {
  readonly sentence: string
  /** UTF-16 offset in the body. */
  readonly offset: number
  /** Both from 1. */
  readonly line: number
  readonly column: number
}

/** The first thing in a half that cannot be read and could before. Undefined where all can. */
export function unreadIn(
  exchange: Exchange,
  half: 'request' | 'reply',
  before: Exchange,
): Unread | undefined {
  const { reply, request } = exchange
  if (half === 'reply' && reply) {
    const framing = replyFraming(reply)
    if (framing !== 'json') return unreadFrame(reply.body, brokenFrames(before), framing)
  }
  const wasWhole = half === 'request' || (before.reply !== undefined && replyFraming(before.reply) === 'json')
  const wasBroken = wasWhole && 'problem' in parseJson(before[half]?.body ?? '')
  return wasBroken ? undefined : unreadJson((half === 'request' ? request : reply)?.body ?? '')
}

function unreadJson(body: string): Unread | undefined {
  if (body.trim() === '') return at(body, 0, 'Nothing stands here.')
  const problem = describeJsonProblem(body)
  return problem && at(body, problem.offset, bare(problem.sentence))
}

/** The place is told beside it, in lines of the whole body. */
const bare = (sentence: string): string =>
  sentence.replace(/, at line \d+, column \d+/, '').replace(/; everything before(?: it)? was read/, '')

function unreadFrame(
  body: string,
  broken: ReadonlySet<string>,
  framing: ReturnType<typeof replyFraming>,
): Unread | undefined {
  const frames = frameBody(body, framing)
  if (frames.length === 0) return at(body, 0, 'No frame stands here.')
  const frame = frames.find(({ data }) => isBroken(data) && !broken.has(data))
  if (!frame) return undefined
  const problem = describeJsonProblem(frame.data)
  const stands = frameInBody(body, frame, new TextOffsets(body))
  const offset = problem
    ? rangeInBody(stands, { start: problem.offset, end: problem.offset + 1 }).start
    : stands.start
  const why = problem ? bare(problem.sentence).replace(/ opened at line \d+/, '') : 'It is no JSON.'
  return at(body, offset, `Frame ${frame.index + 1}: ${why}`)
}

const isBroken = (data: string): boolean => data.trim() !== '[DONE]' && 'problem' in parseJson(data)

const brokenFrames = ({ reply }: Exchange): ReadonlySet<string> =>
  new Set((reply ? frameBody(reply.body, replyFraming(reply)) : []).map(({ data }) => data).filter(isBroken))

const at = (body: string, offset: number, sentence: string): Unread => ({
  sentence,
  offset,
  ...placeOf(body, offset),
})
