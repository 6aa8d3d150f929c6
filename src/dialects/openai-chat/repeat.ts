import type { Repetition } from '../../hub/repetition.ts'
import { nextPiece, onlyPiece } from '../../hub/repetition.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { weighText } from '../../wire/balance.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { atPointer, isObject } from '../../wire/json.ts'
import { noteWhole } from './choice.ts'
import type { ReaderState } from './read-event.ts'

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
  const piece = onlyPiece(read)
  if (!piece || !isObject(frame) || !isPlain(frame)) return undefined
  const { part } = piece
  const isText = (pointer: string): boolean => atPointer(frame, pointer) === piece.text.value
  const passed = PASSED.filter((key) => typeof frame[key] === 'string').map((key) => `/${key}`)
  if (isText(ARGUMENTS) && isBare(frame)) {
    const choice = Object.values(choices).find(({ calls }) => calls.some((one) => one.part === part))
    const call = choice?.calls.find((one) => one.part === part)
    if (!choice || !call) return undefined
    return {
      read: [ARGUMENTS],
      passed,
      comesHome: true,
      give(text, _values, at) {
        weighText(call.balance, text)
        noteWhole(choice, call)
        return [nextPiece(piece, text, at)]
      },
    }
  }
  const text = VOICES.map((key) => `${DELTA}/${key}`).find(isText)
  const open = Object.values(choices)
    .flatMap(({ voices }) => Object.values(voices))
    .find((voice) => voice.part === part)
  if (text === undefined || !open) return undefined
  return {
    read: [text],
    passed,
    comesHome: true,
    give(value, _values, at) {
      open.length += value.length
      return [nextPiece(piece, value, at)]
    },
  }
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
