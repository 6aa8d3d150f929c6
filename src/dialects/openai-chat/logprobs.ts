import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import type { TokenLogprob } from '../../hub/reply.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { ID } from './words.ts'

export type Tokens = Leaf<readonly TokenLogprob[]>

/** The two lists, and whose tokens they hold. openai.md §1.4 */
export const LOGPROB_LISTS = { content: 'text', refusal: 'refusal' } as const

type List = keyof typeof LOGPROB_LISTS

export interface ReadTokens {
  readonly tokens: readonly (readonly [list: List, tokens: Tokens])[]
  /** Nulls and empty lists beside them. */
  readonly rest: Extras['entries']
}

/** The tokens of the lists that have a text to go with; undefined where there is none, or anything else is said. */
export function readTokens(logprobs: Cursor, hasText: (list: List) => boolean): ReadTokens | undefined {
  const fields = logprobs.value as JsonObject
  const full = Object.keys(fields).filter((key) => !isBlank(fields[key] as Json))
  if (full.length === 0 || !full.every((key) => isList(key) && hasText(key) && isTokens(fields[key] as Json)))
    return undefined
  const tokens = full.filter(isList).flatMap((list) => {
    const leaf = logprobs.at(list)?.leaf() as Tokens | undefined
    return leaf ? [[list, leaf] as const] : []
  })
  return { tokens, rest: logprobs.rest(ID)?.entries ?? [] }
}

const isBlank = (value: Json): boolean => value === null || (Array.isArray(value) && value.length === 0)
const isList = (key: string): key is List => key in LOGPROB_LISTS
const isTokens = (value: Json): boolean => Array.isArray(value) && (value as readonly Json[]).every(isToken)
const isToken = (value: Json): boolean =>
  isObject(value) && typeof value.token === 'string' && typeof value.logprob === 'number'

/** The very list that was read. */
export const writeOwnTokens = (kind: string, tokens: Tokens): WrittenObject => ({
  [kind === 'refusal' ? 'refusal' : 'content']: tokens,
})

/** OpenAI's types demand both fields of each token. */
export function writeLogprobs(kind: string, tokens: Tokens): WrittenObject {
  const isWhole = tokens.value.every(
    ({ bytes, top_logprobs }) => bytes !== undefined && top_logprobs !== undefined,
  )
  const full = isWhole
    ? tokens
    : spell(
        tokens,
        tokens.value.map(({ bytes = null, top_logprobs = [], ...token }) => ({
          ...token,
          bytes,
          top_logprobs,
        })),
        'fill-tokens',
      )
  return kind === 'refusal' ? { content: null, refusal: full } : { content: full, refusal: null }
}
