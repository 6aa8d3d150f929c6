import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import { presentAs } from '../../hub/present.ts'
import type { OpaqueTool } from '../../hub/request.ts'
import type { WebSearch } from '../../hub/search.ts'
import { readPlace, writePlace } from '../../hub/search.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'

import { ID } from './words.ts'

/** `web_search_options` is a tool in all but its place. openai.md §§1.1, 8. */
export function readSearch(body: Cursor): OpaqueTool[] {
  const at = isObject(body.peek('web_search_options')) ? body.object('web_search_options') : undefined
  if (!at) return []
  const place = at.object('user_location')
  const inner = place?.object('approximate')
  const search = presentAs<WebSearch>({
    tag: Object.keys(at.value as object).length === 0 ? at.leaf() : undefined,
    contextSize: at.string('search_context_size'),
    place: place && inner && readPlace(inner, place.string('type')),
  })
  return [{ kind: 'opaque', dialect: ID, raw: at.leaf(), search }]
}

export function writeSearch({ raw, dialect, search }: OpaqueTool): Leaf<Json> | WrittenObject {
  if (dialect === ID || !search) return raw
  const { tag, contextSize, place } = search
  if (!contextSize && !place) return spell(tag, {})
  return {
    search_context_size: contextSize && also(contextSize, tag),
    user_location: place && {
      type: also(spell(place.tag, 'approximate'), contextSize ? undefined : tag),
      approximate: writePlace(place),
    },
  }
}
