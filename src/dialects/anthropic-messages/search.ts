import type { Cursor } from '../../hub/cursor.ts'
import type { WrittenObject } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import type { WebSearch } from '../../hub/search.ts'
import { readPlace, writePlace } from '../../hub/search.ts'

/** Dated, as all tools of Anthropic's servers are. anthropic-gemini.md §A.4 */
const SEARCH_TOOL = /^web_search_\d{8}$/

/** The first one: it asks for nothing that a model may lack. */
const SEARCH_WORD = 'web_search_20250305'

export function readSearch(tool: Cursor): WebSearch | undefined {
  const type = tool.peek('type')
  if (typeof type !== 'string' || !SEARCH_TOOL.test(type)) return undefined
  const word = tool.string('type')
  const near = tool.object('user_location')
  return present({
    tag: word && also(word, tool.string('name')),
    allowedDomains: tool.json('allowed_domains'),
    blockedDomains: tool.json('blocked_domains'),
    maxUses: tool.number('max_uses'),
    place: near && readPlace(near),
  })
}

export const writeSearch = (search: WebSearch): WrittenObject => ({
  type: spell(search.tag, SEARCH_WORD),
  name: 'web_search',
  max_uses: search.maxUses,
  allowed_domains: search.allowedDomains,
  blocked_domains: search.blockedDomains,
  user_location: search.place && {
    type: spell(search.place.tag, 'approximate'),
    ...writePlace(search.place),
  },
})
