import type { Header } from '../transcript/transcript.ts'

/** The first line and the headers of an HTTP message, as people paste them. RFC 9112 §2–5, HTTP/2 and 3 as curl prints them. */
export interface HttpHead {
  readonly method?: string
  readonly url?: string
  readonly status?: number
  readonly headers: readonly Header[]
  /** UTF-16 offset of the body. */
  readonly end: number
}

const STATUS_LINE = /HTTP\/\d(?:\.\d)? (\d{3})[^\r\n]*(?:\r?\n|$)/y
const REQUEST_LINE = /(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\S+)(?: HTTP\/\d(?:\.\d)?)?[ \t]*(?:\r?\n|$)/y
const HEADER_LINE = /([!#$%&'*+.^_`|~\w:-]+?):[ \t]*([^\r\n]*)(?:\r?\n|$)/y
const END_OF_HEAD = /[ \t]*\r?\n/y

export function readStatusHead(text: string, at: number): HttpHead | undefined {
  let found: HttpHead | undefined
  for (let from = at; ; from = found.end) {
    const first = matchAt(STATUS_LINE, text, from)
    if (!first) return found
    const status = Number(first[1])
    found = { status, ...readHeaders(text, from + first[0].length) }
    // Only a head in front of another: 100 Continue, a proxy's "Connection established", a redirect that was followed.
    const mayPrecede = found.headers.length === 0 || status < 200 || (status >= 300 && status < 400)
    if (!mayPrecede) return found
  }
}

export function readRequestHead(text: string, at: number): HttpHead | undefined {
  const first = matchAt(REQUEST_LINE, text, at)
  if (!first) return undefined
  const { headers, end } = readHeaders(text, at + first[0].length)
  const target = first[2] as string
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1]
  const url =
    target.startsWith('/') && host !== undefined
      ? `${isLoopback(host) ? 'http' : 'https'}://${host}${target}`
      : target
  return { method: first[1] as string, url, headers, end }
}

function readHeaders(text: string, from: number): { headers: Header[]; end: number } {
  const headers: Header[] = []
  let at = from
  for (let line = matchAt(HEADER_LINE, text, at); line; line = matchAt(HEADER_LINE, text, at)) {
    // A body right behind the headers, where the paste lost the blank line.
    if (/^(?:data|event)$/.test(line[1] as string)) return { headers, end: at }
    headers.push([line[1] as string, (line[2] as string).trimEnd()])
    at += line[0].length
  }
  const blank = matchAt(END_OF_HEAD, text, at)
  return { headers, end: blank ? at + blank[0].length : at }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const isLoopback = (host: string): boolean =>
  /^(?:localhost|127\.|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal)/.test(host)

/** What `curl -v` prints around a body: notes, progress, and whose side each header line was. */
const CHATTER =
  /^(?:\* .*|\*|[{}] \[\d+ bytes data\]|\s*% Total\s.*|\s*Dload\s.*|\s*[\d.kMG]+\s+[\d.kMG]+\s+[\d.kMG]+\s.*--?:.*)$/

/**
 * The output of `curl -v` as plain HTTP text: request head, reply head, body. Undefined where it is no such output.
 *
 *     > POST /v1/messages HTTP/1.1
 *     ^ sent      `<` received      `*` told by curl itself
 */
export function plainOfVerbose(text: string): string | undefined {
  const head = text.slice(0, 65_536)
  if (!/^[<>] (?:HTTP\/\d|[A-Z]+ \S+ HTTP\/\d)/m.test(head)) return undefined
  const sent: string[] = []
  const received: string[] = []
  const body: string[] = []
  for (const line of text.split(/\r?\n/)) {
    if (CHATTER.test(line)) continue
    const mark = /^([<>]) ?(.*)$/.exec(line)
    if (mark) (mark[1] === '>' ? sent : received).push(mark[2] as string)
    else body.push(line)
  }
  while (body[0]?.trim() === '') body.shift()
  const block = (lines: readonly string[]): string =>
    lines.length === 0 ? '' : `${lines.join('\n').trimEnd()}\n\n`
  return block(sent) + block(received) + body.join('\n')
}
