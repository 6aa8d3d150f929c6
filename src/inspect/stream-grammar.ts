import { dialectOf } from '../dialects/catalogue.ts'
import type { Reading } from '../translate/reading.ts'
import { isObject } from '../wire/json.ts'
import { framesOf, once } from './reading-facts.ts'

/** What a dialect's own grammar says of a captured stream. */
export interface GrammarRun {
  readonly illegal: readonly { readonly frame: number; readonly type: string; readonly problem: string }[]
  /** What is missing at the end. */
  readonly missing: string | undefined
}

/** Captures hold several messages one after another: a new one begins anew, where the one before has ended. */
export const grammarRun: (reading: Reading) => GrammarRun = once((reading) => {
  const { dialect } = reading
  const frames = framesOf(reading)
  if (!dialect || frames.length === 0) return { illegal: [], missing: undefined }
  const { grammar } = dialectOf(dialect)
  const illegal: { frame: number; type: string; problem: string }[] = []
  let state = grammar.start()
  let isOver = false
  let isBlind = false
  let last: { readonly type: string; readonly problem: string } | undefined
  for (const read of frames) {
    const { frame } = read
    // A piece of text that may come once may come again.
    if (read.repeats) {
      if (last && !isBlind) illegal.push({ frame: frame.index, ...last })
      continue
    }
    const { json } = read
    // What a frame said that nobody can read, the frames behind it may rest on.
    if (json === undefined) isBlind ||= isLost(frame.data)
    if (json === undefined) continue
    const type = isObject(json) && typeof json.type === 'string' ? json.type : ''
    if (type === 'message_start' && isOver) state = grammar.start()
    isOver = type === 'message_stop'
    const problem = grammar.take(state, json, frame.event)
    last = problem === undefined ? undefined : { type, problem }
    if (last && !isBlind) illegal.push({ frame: frame.index, ...last })
  }
  return { illegal, missing: grammar.end(state) }
})

/** A frame of data that is no JSON, though it is neither empty nor an end nor a heartbeat. */
export const isLost = (data: string): boolean =>
  !['', '[DONE]'].includes(data.trim()) && !data.startsWith(':')
