import type { RecognisedDialect } from '../dialects/catalogue.ts'
import { DIALECT_NAMES } from '../hub/dialect.ts'
import type { CapturedReply, CapturedRequest } from '../transcript/transcript.ts'
import type { Surroundings } from './body.ts'
import { readBody } from './body.ts'
import type { Draft, Reading, RecogniseDialect } from './format.ts'
import type { Note } from './report.ts'

/** Half an exchange, as it stands in the input. */
export interface Part {
  readonly request?: CapturedRequest
  readonly reply?: CapturedReply
  readonly claim?: RecognisedDialect
  /** "an Anthropic Messages stream". */
  readonly what: string
  readonly notes: readonly Note[]
  /** Tells again of a request already there (curl -v prints the head of what the command sends). */
  readonly isEcho?: boolean
  /** The words of an error, not the body that held it: people write them before the request as well as behind it. */
  readonly isWords?: boolean
}

/** What is known of a half besides its body. */
export type Half = Omit<CapturedRequest, 'body'> & Omit<CapturedReply, 'body'>

export function readPart(
  body: string,
  half: Half,
  recogniseDialect: RecogniseDialect,
  around: Surroundings = {},
): Part {
  const { method, url, status, headers, times } = half
  const seen = { url, headers, ...around }
  if (body.trim() === '' && around.role) {
    const shared = { ...(headers ? { headers } : {}), body }
    const what = around.role === 'request' ? 'a request without a body' : 'a reply without a body'
    return around.role === 'request'
      ? { request: { ...(method ? { method } : {}), ...(url ? { url } : {}), ...shared }, what, notes: [] }
      : { reply: { ...(status === undefined ? {} : { status }), ...shared }, what, notes: [] }
  }
  const { role, claim, what, notes } = readBody(body, recogniseDialect, seen)
  const common = { ...(claim ? { claim } : {}), what, notes }
  const shared = { ...(headers ? { headers } : {}), body }
  if ((around.role ?? role) === 'request') {
    return { request: { ...(method ? { method } : {}), ...(url ? { url } : {}), ...shared }, ...common }
  }
  return {
    reply: { ...(status === undefined ? {} : { status }), ...shared, ...(times ? { times } : {}) },
    ...common,
  }
}

interface Pair {
  draft: Draft
  what: string
  claims: RecognisedDialect[]
  isWords?: boolean
}

/** Parts in order become exchanges: a reply belongs to the request before it, where that has none yet. */
export function pairUp(parts: readonly Part[]): Reading {
  const pairs: Pair[] = []
  for (const part of parts) {
    const open = pairs.at(-1)
    if (part.isEcho && open?.draft.request && !open.draft.reply) continue
    const claims = part.claim ? [part.claim] : []
    if (part.request) pairs.push({ draft: { request: part.request }, what: part.what, claims })
    else if (part.reply && open?.draft.request && !open.draft.reply) {
      open.draft = { ...open.draft, reply: part.reply }
      // Two dialects share one form of errors, and gateways answer in another's: the request knows whom it asked.
      const isToldByRequest = part.claim?.kind === 'error' && open.claims.length > 0
      open.what = `${open.what} with its reply, ${isToldByRequest ? 'an error' : part.what}`
      if (!isToldByRequest) open.claims.push(...claims)
    } else if (part.reply)
      pairs.push({
        draft: { reply: part.reply },
        what: part.what,
        claims,
        ...(part.isWords ? { isWords: true } : {}),
      })
  }
  return readingOf(parts, joinWords(pairs))
}

/** An error that was told first belongs to the request behind it, where that has no reply of its own. */
const joinWords = (pairs: readonly Pair[]): Pair[] =>
  pairs.flatMap((pair, index): Pair[] => {
    const [before, next] = [pairs[index - 1], pairs[index + 1]]
    const isTaken = pair.isWords && next?.draft.request && !next.draft.reply
    if (isTaken) return []
    if (!before?.isWords || !pair.draft.request || pair.draft.reply) return [pair]
    return [{ ...pair, draft: { ...pair.draft, ...before.draft }, what: `${pair.what} with ${before.what}` }]
  })

function readingOf(parts: readonly Part[], pairs: readonly Pair[]): Reading {
  const notes = [...parts.flatMap((part) => part.notes), ...pairs.flatMap(disagreement)]
  const what = pairs.length === 1 ? pairs[0]?.what : `${pairs.length} exchanges: ${summary(pairs)}`
  return {
    exchanges: pairs.map(withDialect),
    notes,
    ...(pairs.length === 0 || what === undefined ? {} : { what }),
  }
}

/** The stronger claim counts; of equal ones the first, which is the request's. */
function withDialect({ draft, claims }: Pair): Draft {
  const best = claims.toSorted((a, b) => b.score - a.score)[0]
  return best ? { ...draft, dialect: best.dialect } : draft
}

function disagreement({ claims }: Pair): Note[] {
  const [first, second] = claims
  if (!first || !second || first.dialect === second.dialect) return []
  const sentence = `The request looks like ${DIALECT_NAMES[first.dialect].title}, its reply like ${DIALECT_NAMES[second.dialect].title}.`
  return [{ severity: 'warning', sentence }]
}

function summary(pairs: readonly Pair[]): string {
  const shown = pairs.slice(0, 3).map((pair) => pair.what)
  return pairs.length > 3 ? `${shown.join('; ')}; …` : shown.join('; ')
}
