import type { Leaf } from './leaf.ts'
import { made, spell } from './leaf.ts'
import type { MediaSource } from './part.ts'

/** RFC 2397, base64 form only. */
const DATA_URL = /^data:([^;,]*)(?:;[^;,]+)*;base64,/

/** A URL as the hub keeps media: a data URL is taken apart, any other stays a URL. */
export function sourceOfUrl(url: Leaf<string>): MediaSource {
  const head = DATA_URL.exec(url.value)
  if (!head) return { kind: 'url', url }
  const data = spell(url, url.value.slice(head[0].length), 'split-data-url')
  return head[1]
    ? { kind: 'base64', data, mediaType: spell(url, head[1], 'split-data-url') }
    : { kind: 'base64', data }
}

/** The one URL for media, for dialects that have no other place. A file id has no URL. */
export function urlOfSource(source: MediaSource): Leaf<string> | undefined {
  if (source.kind === 'url') return source.url
  if (source.kind === 'file-id') return undefined
  return made(
    `data:${source.mediaType?.value ?? 'application/octet-stream'};base64,${source.data.value}`,
    'join-data-url',
    source.data,
    source.mediaType,
  )
}
