import type { Citation } from '../../hub/citation.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { added, made, spell } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import { ID, isOurs, ours, wordOf } from './words.ts'

/** What each form of citation points at. anthropic-gemini.md §A.3 */
const KINDS: Readonly<Record<string, Citation['kind']>> = {
  web_search_result_location: 'url',
  search_result_location: 'document',
  char_location: 'document',
  page_location: 'document',
  content_block_location: 'document',
}

/** All of a block rests on its citations. What was searched by a tool of the client's may have an address or any other name. */
export function readCitation(at: Cursor): Citation | undefined {
  const kind = wordOf(KINDS, at.peek('type'))
  if (!kind) return undefined
  const source = at.peek('source')
  const url = typeof source === 'string' && /^https?:/.test(source) ? at.string('source') : at.string('url')
  const told = {
    tag: at.string('type'),
    url,
    title: at.string('title') ?? at.string('document_title'),
    fileId: at.string('file_id'),
    quote: at.string('cited_text'),
  }
  return { kind: url ? 'url' : kind, ...present(told), extras: ours(at.rest(ID)) }
}

/** The list of a text block, which its extras keep too: it comes home from there. */
export const readCitations = (block: Cursor): readonly Citation[] =>
  (block.list('citations') ?? []).flatMap((one) => readCitation(one) ?? [])

const UNSEALED = 'Anthropic seals where its search found a page; another vendor’s page has no such seal.'
const REPEATED = 'Messages repeats the cited words; the source tells none, so it is what rests on them.'

/**
 * Only a page of the web can be told: the other forms point into documents of the request. `said`: the text of the part.
 * Those of ours are written with their block, or went by as frames.
 */
export function writeCitation(citation: Citation, said: string): WrittenObject | undefined {
  const { kind, tag, url, title, extras } = citation
  if (kind !== 'url' || !url || isOurs(extras)) return undefined
  return {
    type: spell(tag, 'web_search_result_location'),
    cited_text: citation.quote ?? citedPiece(citation, said),
    url,
    title: title ?? null,
    encrypted_index: added('', 'no-index', UNSEALED),
  }
}

function citedPiece({ start, end }: Citation, said: string): Leaf<string> {
  const piece = said.slice(start?.value ?? 0, end?.value ?? said.length)
  const cut = made(piece, 'cut-cited-piece', start, end)
  return cut.from.length > 0 ? cut : added(piece, 'cited-text', REPEATED)
}
