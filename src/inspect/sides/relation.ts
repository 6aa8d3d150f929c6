import type { Reading } from '../../translate/reading.ts'
import type { Canonical } from '../chains/units.ts'
import { unitsOf } from '../chains/units.ts'

/** Whether two captures can be the two sides of one exchange. */
export type Relation =
  | { readonly kind: 'together' | 'unknown' }
  /** They share nothing that both of them say: each reason as a clause. */
  | { readonly kind: 'strangers'; readonly why: readonly string[] }

/** Shorter than this, two answers may be alike or unlike by chance. Characters without spaces. */
const LEAST = 16
/** Shorter than this, one text stands in another by chance. Characters. */
const LEAST_WITHIN = 12
/** As much of an answer as is compared piece by piece. Characters. */
const LOOKED_AT = 4_000
const PIECE = 5
/** Of the pieces of the shorter answer, the share that stands in the longer one by chance. */
const BY_CHANCE = 0.3

/** What both say decides: no ids, models, hosts or times, which a gateway changes as it likes. */
export function relationOf(client: Reading, upstream: Reading, canonical: Canonical): Relation {
  const clues = [clueOfRequests(client, upstream, canonical), clueOfReplies(client, upstream)]
  if (clues.includes('alike')) return { kind: 'together' }
  const why = clues.filter((clue) => clue !== undefined)
  return why.length > 0 ? { kind: 'strangers', why } : { kind: 'unknown' }
}

/** `alike`, why they are not, or nothing where one of them says nothing. */
type Clue = 'alike' | (string & {}) | undefined

/** Messages at the end of a request, where two sides are alike first. */
const END = 6

function clueOfRequests(client: Reading, upstream: Reading, canonical: Canonical): Clue {
  const clue = clueOfMessages(client, upstream, canonical, END)
  return clue === undefined || clue === 'alike' ? clue : clueOfMessages(client, upstream, canonical)
}

function clueOfMessages(client: Reading, upstream: Reading, canonical: Canonical, last = 0): Clue {
  const saidTo = ({ request }: Reading): string[] =>
    unitsOf((request?.hub.messages ?? []).slice(-last), canonical).flatMap(({ says }) =>
      /^(?:user|assistant|call|result) /.test(says) ? [says] : [],
    )
  const [asked, sent] = [saidTo(client), saidTo(upstream)]
  if (asked.length === 0 || sent.length === 0) return undefined
  const known = new Set(sent.flatMap(keysOf))
  if (asked.flatMap(keysOf).some((key) => known.has(key))) return 'alike'
  if (asked.some((one) => sent.some((other) => isWithin(wordsOf(one), wordsOf(other))))) return 'alike'
  return `nothing that the one request says stands in the other (“${excerpt(asked)}” against “${excerpt(sent)}”)`
}

/** A gateway that spoils the arguments of a call leaves its name. */
const keysOf = (says: string): string[] => {
  const [call] = /^call \S+/.exec(says) ?? []
  return call ? [call] : [says]
}

/** However they are spaced: gateways write CRLF as LF. */
const wordsOf = (says: string): string => says.slice(says.indexOf(' ') + 1).replace(/\s+/g, ' ')

const excerpt = (said: readonly string[]): string => {
  const words = wordsOf(said.findLast((one) => one.startsWith('user ')) ?? said.at(-1) ?? '')
  return words.length > 40 ? `${words.slice(0, 40)}…` : words
}

const isWithin = (left: string, right: string): boolean => {
  const [short, long] = left.length < right.length ? [left, right] : [right, left]
  return short === long || (short.length >= LEAST_WITHIN && long.includes(short))
}

function clueOfReplies(client: Reading, upstream: Reading): Clue {
  const [given, said] = [answerOf(client), answerOf(upstream)]
  if ([...given.calls].some((name) => said.calls.has(name) || said.words.includes(name))) return 'alike'
  if ([...said.calls].some((name) => given.words.includes(name))) return 'alike'
  if (given.words.length < LEAST || said.words.length < LEAST)
    return given.words !== '' && given.words === said.words ? 'alike' : undefined
  return overlap(given.words, said.words) > BY_CHANCE ? 'alike' : 'the two replies have no passage in common'
}

interface Answer {
  /** All that was said, thought or passed to tools, without spaces and capitals. */
  readonly words: string
  readonly calls: ReadonlySet<string>
}

function answerOf({ reply }: Reading): Answer {
  const calls = new Set<string>()
  const pieces: string[] = []
  for (const event of reply?.events ?? []) {
    if (event.kind === 'part-start' && event.head.kind === 'tool-call')
      calls.add(event.head.name.value.toLowerCase())
    if (event.kind === 'part-delta') pieces.push(event.text.value)
  }
  return { words: pieces.join('').replace(/\s+/g, '').toLowerCase(), calls }
}

/** From 0 to 1: how much of the shorter text stands in the longer, in pieces of a few characters. */
function overlap(left: string, right: string): number {
  const [short, long] = left.length < right.length ? [left, right] : [right, left]
  if (long.includes(short)) return 1
  const pieces = new Set(piecesOf(long))
  const own = [...new Set(piecesOf(short.slice(0, LOOKED_AT)))]
  return own.filter((piece) => pieces.has(piece)).length / own.length
}

const piecesOf = (text: string): string[] =>
  Array.from({ length: Math.max(1, text.length - PIECE + 1) }, (_, at) => text.slice(at, at + PIECE))
