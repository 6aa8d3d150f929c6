import type { Cursor } from '../../hub/cursor.ts'
import { spell } from '../../hub/leaf.ts'
import type { Tokens } from '../../hub/logprobs.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'

const isToken = (value: Json): boolean =>
  isObject(value) && typeof value.token === 'string' && typeof value.logprob === 'number'

/** The list of a delta or of a whole text. Undefined where it is empty or of another form. openai.md §5.3. */
export function readTokens(at: Cursor): Tokens | undefined {
  const list = at.peek('logprobs')
  if (!Array.isArray(list) || list.length === 0 || !(list as readonly Json[]).every(isToken)) return undefined
  return at.at('logprobs')?.leaf() as Tokens | undefined
}

/** This dialect's types demand all fields of each token. */
export function fillTokens(tokens: Tokens): Tokens {
  const isWhole = tokens.value.every(({ bytes, top_logprobs }) => bytes && top_logprobs)
  if (isWhole) return tokens
  const full = tokens.value.map(({ top_logprobs = [], ...token }) => ({
    ...token,
    bytes: token.bytes ?? [],
    top_logprobs: top_logprobs.map((one) => ({ ...one, bytes: one.bytes ?? [] })),
  }))
  return spell(tokens, full, 'fill-tokens')
}
