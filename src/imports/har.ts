import type { CapturedReply, CapturedRequest, Side } from '../transcript/transcript.ts'
import type { Json, JsonObject } from '../wire/json.ts'
import { isObject } from '../wire/json.ts'
import type { Draft, Format, RecogniseDialect } from './format.ts'
import { NOT_MINE } from './format.ts'
import { pairUp, readPart } from './parts.ts'
import { headersOf } from './recorded.ts'
import type { Note } from './report.ts'
import { assignSides, hostOf, isProviderHost } from './sides.ts'

/** HTTP Archive 1.2. http://www.softwareishard.com/blog/har-12-spec/ */
export const har: Format = {
  id: 'har',
  title: 'HAR file',
  recognise({ json, head }) {
    if (entriesOf(json)) return { score: 1, reasons: ['it has log.entries'] }
    const isCut = json === undefined && /^\{\s*"log"\s*:\s*\{/.test(head)
    return isCut ? { score: 0.6, reasons: ['it opens as a HAR file does'] } : NOT_MINE
  },
  read({ json, text }, recogniseDialect) {
    const entries = entriesOf(json)
    if (!entries)
      return {
        exchanges: [],
        notes: [
          {
            severity: 'error',
            sentence: 'The HAR file is cut short or damaged: save it again.',
            start: 0,
            end: text.length,
          },
        ],
      }
    const read = entries.map((entry, index) => readEntry(entry, index, recogniseDialect))
    const traffic = read.filter((one) => one.isTraffic)
    const kept = traffic.length > 0 ? traffic : read.filter((one) => one.hasBody)
    const left = read.length - kept.length
    const notes = kept.flatMap((one) => one.notes)
    if (left > 0)
      notes.push({
        severity: 'info',
        sentence: `${left} of ${read.length} entries are no calls of an LLM API and were left out.`,
      })
    const count = kept.length === 1 ? 'one exchange' : `${kept.length} exchanges`
    const exchanges = assignSides(kept.map((one) => one.draft))
    return {
      exchanges,
      notes: [...notes, ...sidesUnknown(exchanges)],
      ...(kept.length === 0 ? {} : { what: count }),
    }
  },
}

/** Calls of several hosts, and none of them known for a provider's. */
function sidesUnknown(drafts: readonly Draft[]): Note[] {
  const hosts = [...new Set(drafts.flatMap(({ request }) => hostOf(request?.url) ?? []))].filter(
    (host) => !isProviderHost(host),
  )
  if (hosts.length < 2 || drafts.some(({ side }) => side)) return []
  return [
    {
      severity: 'warning',
      sentence: `Nothing tells which of the hosts ${hosts.slice(0, 4).join(', ')} stands behind the other: each call was taken for itself. “client” or “upstream” in an entry’s comment would tell.`,
    },
  ]
}

const entriesOf = (json: Json | undefined): readonly Json[] | undefined =>
  isObject(json) && isObject(json.log) && Array.isArray(json.log.entries)
    ? (json.log.entries as readonly Json[])
    : undefined

interface EntryReading {
  readonly draft: Draft
  readonly notes: Note[]
  readonly isTraffic: boolean
  readonly hasBody: boolean
}

function readEntry(entry: Json, index: number, recogniseDialect: RecogniseDialect): EntryReading {
  const whole = isObject(entry) ? entry : {}
  const notes: Note[] = []
  const tell = (severity: Note['severity'], sentence: string): void =>
    void notes.push({ severity, sentence: `Entry ${index + 1}: ${sentence}` })
  const request = requestOf(isObject(whole.request) ? whole.request : {})
  const reply = replyOf(whole, tell)
  const url = request.url
  const parts = [
    readPart(request.body, request, recogniseDialect, { role: 'request', url }),
    ...(reply ? [readPart(reply.body, reply, recogniseDialect, { role: 'reply', url })] : []),
  ]
  const { exchanges, notes: found } = pairUp(parts)
  for (const { severity, sentence } of found) tell(severity, sentence)
  const side = sideOf(whole)
  const draft: Draft = {
    ...exchanges[0],
    ...(side ? { side } : {}),
    ...(typeof whole.startedDateTime === 'string' ? { startedAt: whole.startedDateTime } : {}),
    name: `Entry ${index + 1}`,
  }
  return {
    draft,
    notes,
    isTraffic: parts.some((part) => part.claim),
    hasBody: request.body !== '' || (reply?.body ?? '') !== '',
  }
}

function requestOf(request: JsonObject): CapturedRequest {
  const post = isObject(request.postData) ? request.postData : {}
  return {
    ...(typeof request.method === 'string' ? { method: request.method } : {}),
    ...(typeof request.url === 'string' ? { url: request.url } : {}),
    ...headersOf(request.headers),
    body: typeof post.text === 'string' ? textOf(post.text, post.encoding) : '',
  }
}

type Tell = (severity: Note['severity'], sentence: string) => void

function replyOf(entry: JsonObject, tell: Tell): CapturedReply | undefined {
  if (!isObject(entry.response)) return undefined
  const { status, headers, content } = entry.response
  const known = isObject(content) ? content : {}
  const isStream = String(known.mimeType ?? '').includes('event-stream')
  let body = typeof known.text === 'string' ? textOf(known.text, known.encoding) : ''
  const messages = entry._eventSourceMessages ?? entry.response._eventSourceMessages
  if (body === '' && Array.isArray(messages) && messages.length > 0) {
    body = (messages as readonly Json[]).map(messageText).join('')
    tell('info', 'the stream was put together from the event messages in the file.')
  }
  if (body === '' && isStream)
    tell(
      'warning',
      'the file does not hold the body of the event stream: browsers leave it out when it was still running or not looked at.',
    )
  // 0 is what browsers write for a request that got no answer.
  const got = typeof status === 'number' && status >= 100 ? { status } : {}
  return { ...got, ...headersOf(headers), body }
}

function messageText(message: Json): string {
  if (!isObject(message)) return ''
  const { eventName, eventId, data } = message
  const event =
    typeof eventName === 'string' && eventName !== '' && eventName !== 'message'
      ? `event: ${eventName}\n`
      : ''
  const id = typeof eventId === 'string' && eventId !== '' ? `id: ${eventId}\n` : ''
  const lines = String(data ?? '')
    .split('\n')
    .map((line) => `data: ${line}\n`)
  return `${event}${id}${lines.join('')}\n`
}

/** Base64 where the file says so; what is none is left as it stands. */
function textOf(text: string, encoding: Json | undefined): string {
  if (encoding !== 'base64') return text
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0)),
    )
  } catch {
    return text
  }
}

/** What the one who made the file says of the side, in `_side` or in a comment. */
function sideOf(entry: JsonObject): Side | undefined {
  const said = String(entry._side ?? entry.comment ?? '').toLowerCase()
  const isClient = /\bclient\b/.test(said)
  const isUpstream = /\b(?:upstream|provider)\b/.test(said)
  return isClient === isUpstream ? undefined : isClient ? 'client' : 'upstream'
}
