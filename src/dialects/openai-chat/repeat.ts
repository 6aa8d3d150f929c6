import type { Repetition } from '../../hub/repetition.ts'
import { onlyPiece, pieceOf, unrecorded } from '../../hub/repetition.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { weighText } from '../../wire/balance.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { atPointer, isObject } from '../../wire/json.ts'
import type { HoleValue } from '../../wire/pattern.ts'
import type { ReaderState } from './read-event.ts'
import { ID } from './words.ts'

const DELTA = '/choices/0/delta'
const ARGUMENTS = `${DELTA}/tool_calls/0/function/arguments`

/** Padding against traffic analysis: nobody reads it. openai.md §1.5. */
const PASSED = ['obfuscation', 'p']

/** A voice that goes on changes nothing; of a call it is weighed whether its arguments are whole. */
export function repetition(
  { choices }: ReaderState,
  frame: Json,
  read: readonly ReplyEvent[],
): Repetition | undefined {
  const kept = frameOf(read)
  const piece = onlyPiece(kept ? read.slice(0, -1) : read)
  if (!piece || !isObject(frame) || !isPlain(frame)) return undefined
  const { part } = piece
  const isText = (pointer: string): boolean => atPointer(frame, pointer) === piece.text.value
  const passed = PASSED.filter((key) => typeof frame[key] === 'string').map((key) => `/${key}`)
  // Where frames are kept, the padding comes home with them.
  const holesOf = (text: string): Pick<Repetition, 'read' | 'passed'> =>
    kept ? { read: [text, ...passed] } : { read: [text], passed }
  if (isText(ARGUMENTS) && isBare(frame)) {
    const call = Object.values(choices)
      .flatMap(({ calls }) => calls)
      .find((one) => one.part === part)
    if (!call) return undefined
    return {
      ...holesOf(ARGUMENTS),
      give(text, values) {
        weighText(call.balance, text)
        return withFrame(pieceOf(part, text), kept, passed, values)
      },
    }
  }
  const text = VOICES.map((key) => `${DELTA}/${key}`).find(isText)
  return text === undefined
    ? undefined
    : {
        ...holesOf(text),
        give: (value, values) => withFrame(pieceOf(part, value), kept, passed, values),
      }
}

type FrameEnd = Extract<ReplyEvent, { kind: 'frame' }>

function frameOf(read: readonly ReplyEvent[]): FrameEnd | undefined {
  const last = read.at(-1)
  return last?.kind === 'frame' ? last : undefined
}

/** The end of a kept frame is the very same but for its padding. */
function withFrame(
  piece: ReplyEvent,
  kept: FrameEnd | undefined,
  passed: readonly string[],
  [, ...padding]: readonly HoleValue[],
): readonly ReplyEvent[] {
  if (!kept) return [piece]
  if (passed.length === 0 || !kept.extras) return [piece, kept]
  const entries = kept.extras.entries.map((entry): (typeof kept.extras.entries)[number] => {
    const at = passed.indexOf(entry[0])
    return at < 0 ? entry : [entry[0], unrecorded(padding[at] ?? '')]
  })
  return [piece, { ...kept, extras: { dialect: ID, entries } }]
}

const VOICES = ['content', 'reasoning_content', 'reasoning', 'refusal']

/** One choice, told by its delta. */
const isPlain = ({ choices }: JsonObject): boolean =>
  Array.isArray(choices) && choices.length === 1 && isObject(choices[0]) && !('message' in choices[0])

/** Pieces that repeat id or name may open another call, and that rests on what the arguments are by then. */
function isBare(frame: JsonObject): boolean {
  const list = atPointer(frame, `${DELTA}/tool_calls`)
  const call = atPointer(frame, `${DELTA}/tool_calls/0`)
  return (
    Array.isArray(list) &&
    list.length === 1 &&
    isObject(call) &&
    !('id' in call) &&
    isObject(call.function) &&
    !('name' in call.function)
  )
}
