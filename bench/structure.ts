import type { DialectId } from '../src/hub/dialect.ts'
import type { Frame } from '../src/wire/frame.ts'
import type { Json, JsonObject } from '../src/wire/json.ts'
import { atPointer, isObject, parseJson } from '../src/wire/json.ts'
import type { Break } from './break-frames.ts'

interface Broken {
  readonly frames: readonly Frame[]
  readonly place: number
  readonly act: Break
  readonly dialect: DialectId
}

const jsonOf = (frame: Frame | undefined): Json => {
  const parsed = frame && parseJson(frame.data)
  return parsed && 'value' in parsed ? parsed.value : null
}

const typeOf = (frame: Frame | undefined): string => {
  const json = jsonOf(frame)
  return isObject(json) && typeof json.type === 'string' ? json.type : ''
}

/** Events of the two dialects with typed events that cannot be missing, come twice, or come after the event behind them. */
const TYPED: Readonly<Record<string, Partial<Readonly<Record<Break, RegExp>>>>> = {
  'anthropic-messages': {
    drop: /^(?:content_block_start|content_block_stop)$/,
    double: /^(?:content_block_start|content_block_stop|message_stop)$/,
    reorder: /^(?:content_block_start|content_block_stop)$/,
  },
  'openai-responses': {
    drop: /^response\.(?:created|content_part\.added|completed)$/,
    double:
      /^response\.(?:created|output_item\.added|output_item\.done|content_part\.added|content_part\.done|completed)$/,
    reorder: /^response\.(?:created|output_item\.added|content_part\.added)$/,
  },
}

const IGNORED = /^(?:ping|keepalive)$/

const callOf = (frame: Frame | undefined): JsonObject => {
  const call = atPointer(jsonOf(frame), '/choices/0/delta/tool_calls/0')
  return isObject(call) ? call : {}
}

const isNamed = ({ function: body }: JsonObject): boolean =>
  isObject(body) && typeof body.name === 'string' && body.name !== ''

/** A chunk of Chat with the name of a call that the chunk behind it goes on with. */
function opensCall(frames: readonly Frame[], place: number): boolean {
  const [own, next] = [callOf(frames[place]), callOf(frames[place + 1])]
  return isNamed(own) && Number.isInteger(next.index) && next.index === own.index && !isNamed(next)
}

const isOnly = (frame: Frame, frames: readonly Frame[], pattern: RegExp): boolean =>
  frames.filter(({ data }) => pattern.test(data)).every((one) => one === frame) && pattern.test(frame.data)

const CHAT_FINISH = /"finish_reason":\s*"[^"]/
/** Audio ends without a word, and of several answers each ends alone. */
const CHAT_OTHERS = /"index":\s*[1-9]|"audio"/
const GEMINI_END = /"finishReason"|"blockReason"|"error"/

/** Whether the break leaves what no client bears, so that the grammar must name it. What every client bears it may pass over. */
export function mustBeNamed({ frames, place, act, dialect }: Broken): boolean {
  const frame = frames[place]
  if (!frame) return false
  if (dialect === 'openai-chat')
    return (
      (['drop', 'reorder'].includes(act) && opensCall(frames, place)) ||
      (act === 'drop' && isOnly(frame, frames, CHAT_FINISH) && !CHAT_OTHERS.test(frame.data))
    )
  if (dialect === 'gemini') return act === 'drop' && isOnly(frame, frames, GEMINI_END)
  const next = frames[place + 1]
  // Without its place an event of an item says nothing that could be wrong.
  if (/output_item|content_part/.test(typeOf(frame)) && !frame.data.includes('"output_index"')) return false
  if (act === 'reorder' && (!next || IGNORED.test(typeOf(next)))) return false
  return TYPED[dialect]?.[act]?.test(typeOf(frame)) === true
}
