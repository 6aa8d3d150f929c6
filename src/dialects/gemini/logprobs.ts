import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { made, spell } from '../../hub/leaf.ts'
import type { TokenLogprob } from '../../hub/reply.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'

/** `logprobsResult`: the tokens that were chosen, and for each of them the likeliest. anthropic-gemini.md §G.3 */
export function readTokens(result: Cursor): Leaf<readonly TokenLogprob[]> | undefined {
  const chosen = objectsIn(result.peek('chosenCandidates'))
  const top = objectsIn(result.peek('topCandidates'))
  if (chosen.length === 0) return undefined
  const tokens = chosen.map((one, i): TokenLogprob => {
    const likeliest = objectsIn(top[i]?.candidates).map(tokenOf)
    return { ...tokenOf(one), ...(likeliest.length > 0 ? { top_logprobs: likeliest } : {}) }
  })
  return spell(result.leaf(), tokens, 'candidates-as-tokens')
}

const objectsIn = (list: Json | undefined): readonly JsonObject[] =>
  Array.isArray(list) ? (list as readonly Json[]).map((one) => (isObject(one) ? one : {})) : []

/** ProtoJSON leaves out what is empty or 0. */
const tokenOf = ({ token, logProbability }: JsonObject): TokenLogprob => ({
  token: typeof token === 'string' ? token : '',
  logprob: typeof logProbability === 'number' ? logProbability : 0,
})

type Tokens = Leaf<readonly TokenLogprob[]>

/** All tokens of an answer in one `logprobsResult`. */
export function writeTokens(tokens: readonly Tokens[]): Leaf<Json> {
  const list = tokens.flatMap(({ value }) => value)
  const candidateOf = ({ token, logprob }: Pick<TokenLogprob, 'token' | 'logprob'>): JsonObject => ({
    token,
    logProbability: logprob,
  })
  const hasTop = list.some(({ top_logprobs }) => top_logprobs !== undefined)
  const topCandidates = list.map(({ top_logprobs = [] }) => ({ candidates: top_logprobs.map(candidateOf) }))
  const result = { chosenCandidates: list.map(candidateOf), ...(hasTop ? { topCandidates } : {}) }
  return made<Json>(result, 'tokens-as-candidates', ...tokens)
}
