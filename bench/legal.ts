import { dialectOf } from '../src/dialects/catalogue.ts'
import type { DialectId } from '../src/hub/dialect.ts'
import type { Frame } from '../src/wire/frame.ts'
import type { Json } from '../src/wire/json.ts'
import { parseJson } from '../src/wire/json.ts'

/** What a grammar names: a frame by its number, or what is missing once nothing more comes. */
export interface Illegal {
  readonly frame?: number
  readonly sentence: string
}

/** The first illegal event of a stream, by the dialect's own grammar. */
export function judgeFrames(frames: readonly Frame[], dialect: DialectId): Illegal | undefined {
  const { grammar } = dialectOf(dialect)
  const state = grammar.start()
  for (const { index, data, event } of frames) {
    const parsed = data === '[DONE]' ? { value: data as Json } : parseJson(data)
    const found = 'problem' in parsed ? 'A frame is no JSON.' : grammar.take(state, parsed.value, event)
    if (found !== undefined) return { frame: index, sentence: found }
  }
  const missing = grammar.end(state)
  return missing === undefined ? undefined : { sentence: missing }
}

/** The same in words. */
export function firstIllegal(frames: readonly Frame[], dialect: DialectId): string | undefined {
  const found = judgeFrames(frames, dialect)
  return found && (found.frame === undefined ? found.sentence : `frame ${found.frame}: ${found.sentence}`)
}
