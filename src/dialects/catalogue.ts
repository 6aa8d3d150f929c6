import type { DialectId } from '../hub/dialect.ts'
import { anthropicMessages } from './anthropic-messages/index.ts'
import type { Claim, Dialect, Sample } from './dialect.ts'
import { gemini } from './gemini/index.ts'
import { openaiChat } from './openai-chat/index.ts'
import { openaiResponses } from './openai-responses/index.ts'

/** The only place that names all dialects. Their states are opaque to everybody but themselves. */
const CATALOGUE: Readonly<Record<DialectId, Dialect>> = {
  'openai-chat': openaiChat as Dialect,
  'openai-responses': openaiResponses as Dialect,
  'anthropic-messages': anthropicMessages as Dialect,
  gemini: gemini as Dialect,
}

export const dialectOf = (id: DialectId): Dialect => CATALOGUE[id]

export interface RecognisedDialect extends Claim {
  readonly dialect: DialectId
}

/** The dialect that claims a sample most strongly, with what it saw; undefined where none does. */
export function recogniseDialect(sample: Sample): RecognisedDialect | undefined {
  let best: RecognisedDialect | undefined
  for (const dialect of Object.values(CATALOGUE)) {
    const claim = dialect.recognise(sample)
    if (claim && claim.score > (best?.score ?? 0)) best = { ...claim, dialect: dialect.id }
  }
  return best
}
