import type { Leaf } from '../hub/leaf.ts'
import type { Json } from '../wire/json.ts'
import { atPointer, isObject } from '../wire/json.ts'
import type { ReplyReading } from './reading.ts'

/** Why a reply ended, as it is written there. */
export interface OwnWord {
  readonly field: string
  readonly word: string
}

/** `stop_reason: tool_use`: the word that stands in the reply, where the reader took the hub's from. */
export function ownWord(
  { value, from: [origin] }: Leaf<string>,
  body: (frame: number | undefined) => Json | undefined,
): OwnWord {
  const json = origin && body(origin.frame)
  const found = origin && json !== undefined ? atPointer(json, origin.pointer) : undefined
  // Gemini says within an object why it refused a prompt.
  const [key, word] = isObject(found)
    ? (Object.entries(found).find(([name]) => /reason$/i.test(name)) ?? [])
    : [undefined, found]
  const steps = [...(origin?.pointer ?? '').split('/'), key ?? ''].filter((step) => /^[a-z]/i.test(step))
  const field = steps.filter((step) => !AROUND.includes(step)).join('.')
  return typeof word === 'string' && field !== '' ? { field, word } : { field: 'finish', word: value }
}

const AROUND = ['choices', 'candidates', 'response', 'delta']

/** The JSON of a frame, or of the whole reply. */
export const replyBody = (reading: ReplyReading | undefined, frame: number | undefined): Json | undefined => {
  if (!reading || reading.kind === 'unreadable') return undefined
  return reading.kind === 'stream'
    ? reading.frames.find((one) => one.frame.index === frame)?.json
    : reading.json
}
