import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import type { WebSearch } from '../../hub/search.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { Surface } from './capabilities.ts'
import { keyIn } from './words.ts'

export const SEARCH_KEY = /^google_?[sS]earch$/

/** The hosted search in an entry of `tools`, mostly an empty object. anthropic-gemini.md §G.1 */
export function readSearch(entry: Cursor): WebSearch | undefined {
  const key = keyIn(entry, 'googleSearch', [])
  const value = entry.peek(key)
  const at = isObject(value) ? entry.object(key) : undefined
  if (!at || !isObject(value)) return undefined
  const blockedDomains = at.json(keyIn(at, 'excludeDomains', []))
  return present({ tag: Object.keys(value).length === 0 ? at.leaf() : undefined, blockedDomains })
}

export const writeSearch = (
  { tag, blockedDomains }: WebSearch,
  { excludesDomains }: Surface,
): WrittenObject => {
  const empty: Leaf<Json> = spell(tag, {})
  return {
    googleSearch: blockedDomains && excludesDomains ? { excludeDomains: also(blockedDomains, tag) } : empty,
  }
}
