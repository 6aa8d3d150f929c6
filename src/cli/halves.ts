import { basename, dirname } from 'node:path'
import type { Captured } from './sides-of-files.ts'

interface Joined {
  readonly exchanges: readonly Captured[]
  readonly notes: readonly string[]
}

/** A request in one file and its reply in another, of one folder, dialect and side, are one exchange. */
export function joinHalves(captured: readonly Captured[]): Joined {
  const exchanges: Captured[] = []
  const notes: string[] = []
  for (const [index, exchange] of captured.entries()) {
    const open = exchanges.flatMap((earlier, at) => (isReplyTo(earlier, exchange) ? [at] : []))
    const named = open.filter((at) => stemOf(exchanges[at]?.file) === stemOf(exchange.file))
    const [only, ...others] = named.length > 0 ? named.slice(-1) : open
    const request = exchanges[only ?? -1]
    if (only === undefined || !request) exchanges.push(exchange)
    else if (others.length > 0) {
      exchanges.push(exchange)
      notes.push(
        `Nothing tells which request the reply in ${exchange.file} answers, that of ${open.map((at) => basename(exchanges[at]?.file ?? '')).join(' or of ')}: it was checked for itself.`,
      )
    } else {
      exchanges[only] = {
        ...exchange,
        ...request,
        ...(exchange.reply ? { reply: exchange.reply } : {}),
        replyFile: exchange.file,
      }
      const hasRival = captured.some(
        (other, at) => at !== index && other !== exchange && isReplyTo(request, other),
      )
      if (named.length === 0 && hasRival)
        notes.push(
          `The reply in ${exchange.file} was taken for the answer to ${basename(request.file)}, which comes before it.`,
        )
    }
  }
  return { exchanges, notes }
}

const isReplyTo = (earlier: Captured, later: Captured): boolean =>
  earlier.request !== undefined &&
  earlier.reply === undefined &&
  later.request === undefined &&
  earlier.file !== later.file &&
  dirname(earlier.file) === dirname(later.file) &&
  earlier.side === later.side &&
  (later.dialect === undefined || earlier.dialect === later.dialect)

/** What is left of a file's name without its ending and the words for its half and side. */
const stemOf = (file = ''): string =>
  basename(file)
    .toLowerCase()
    .replace(/\.[a-z0-9]+$/, '')
    .replace(
      /(?:^|[^a-z])(?:requests?|req|repl(?:y|ies)|responses?|res|resp|stream|body|in|out|client|upstream|provider|downstream)(?=[^a-z]|$)/g,
      '',
    )
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
