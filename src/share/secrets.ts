import { bytesOfBase64 } from '../wire/base64.ts'
import { anchored, base64Runs, findAnchored, startFinder } from './anchors.ts'
import { DETECTORS, EDGE, SECRET_PARAMETER, TOKENS, url } from './detectors.ts'
import type { Secret } from './named.ts'
import { findNamed, findNameValuePairs, publicLength } from './named.ts'

/** Everything in a text that looks like a credential, in no order; stretches may overlap. */
export function findSecrets(text: string): Secret[] {
  return [...findPlain(text), ...findEncoded(text), ...findPieces(text)]
}

function findPlain(text: string): Secret[] {
  return [
    ...findTokens(text),
    ...findNamed(text),
    ...findNameValuePairs(text),
    ...findParameters(text),
    ...findBasic(text),
  ]
}

const startsOfTokens = startFinder(TOKENS)

function findTokens(text: string): Secret[] {
  const found = startsOfTokens(text).map(({ of: { what }, match }) => {
    const prefix = (match[1] ?? '').length
    const keep = prefix + (what === 'bearer token' ? publicLength(match[0].slice(prefix)) : 0)
    return secretOf(match, what, keep)
  })
  const others = DETECTORS.flatMap(({ what, pattern }) =>
    findAnchored(text, pattern).map((match) => secretOf(match, what, (match[1] ?? '').length)),
  )
  return [...found, ...others]
}

const secretOf = (match: RegExpExecArray, what: string, keep: number): Secret => ({
  start: match.index,
  end: match.index + match[0].length,
  keep,
  what,
})

const URL_TEXT = url(String.raw`\b`, String.raw`[^\s"'<>\x60]+`)
/** `&` as JSON and HTML escape it, too. */
const PARAMETER = /(?:[?&;#]|\\u0026|&amp;)([\w.%-]+)=((?:(?!\\u0026|&amp;)[^&;#\s"'<>`\\)])+)/g

function findParameters(text: string): Secret[] {
  return findAnchored(text, URL_TEXT).flatMap(({ 0: whole, index }) =>
    findUrlParameters(whole).map((secret) => ({
      ...secret,
      start: secret.start + index,
      end: secret.end + index,
    })),
  )
}

/** Of what is known to be a URL or its query. */
export function findUrlParameters(url: string): Secret[] {
  return Array.from(url.matchAll(PARAMETER)).flatMap((match) => {
    const name = decodePercent(match[1] ?? '')
    const value = match[2] ?? ''
    if (!SECRET_PARAMETER.test(name)) return []
    const end = match.index + match[0].length
    return [{ start: end - value.length, end, keep: publicLength(value), what: `${name} parameter` }]
  })
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // `%zz` is no escape: the text says what it is
  }
}

const BASIC = anchored(`${EDGE}(Basic(?:\\s|%20)+)([A-Za-z0-9+/_-]{6,}={0,2})`, 'Basic', 0)

/** `Basic` with a `user:password` behind it; prose ("Basic authentication") decodes to no such thing. */
function findBasic(text: string): Secret[] {
  return findAnchored(text, BASIC)
    .filter(([, , code = '']) => CREDENTIALS.test(decodeLatin1(code.replace(/=+$/, ''))))
    .map((match) => secretOf(match, 'basic credentials', (match[1] ?? '').length))
}

const CREDENTIALS = /^[\x20-\x7e]*:[\x20-\x7e]*$/

/** Characters of base64 that may hold a credential, at least. */
const LEAST_ENCODED = 24
/** Ids, signatures and pictures decode to noise; a credential is a run of plain characters. */
const READABLE = /[\x20-\x7e]{10}/

/** Credentials inside base64, at any of its four alignments: `resp_`, `data:…` or a path may stand before the code. */
function findEncoded(text: string): Secret[] {
  const found: Secret[] = []
  for (const { index, run } of base64Runs(text, LEAST_ENCODED)) {
    for (let shift = 0; shift < 4; shift++) {
      const decoded = decodeLatin1(run.slice(shift))
      if (!READABLE.test(decoded)) continue
      for (const { start, end, what } of findPlain(decoded)) {
        const from = index + shift + Math.floor(start / 3) * 4
        const to = Math.min(index + shift + Math.ceil(end / 3) * 4, index + run.length)
        found.push({ start: from, end: to, keep: 0, what: `${what} in base64` })
      }
    }
  }
  return found
}

/** One character a byte; in slices, because arguments are few. */
function decodeLatin1(letters: string): string {
  const bytes = bytesOfBase64(letters) ?? new Uint8Array()
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return text
}

const PIECE =
  /"(text|content|delta|partial_json|thinking|arguments|reasoning_content|reasoning)"\s*:\s*"((?:[^"\\]|\\.)*)"/g

/** Keys that a stream cuts over two or more deltas: each kind of delta is read as the one text it makes. */
function findPieces(text: string): Secret[] {
  const joined = new Map<string, { text: string; starts: [at: number, raw: number][] }>()
  for (const match of text.matchAll(PIECE)) {
    const [whole, kind = '', piece = ''] = match
    const known = joined.get(kind) ?? { text: '', starts: [] }
    known.starts.push([known.text.length, match.index + whole.length - 1 - piece.length])
    known.text += piece
    joined.set(kind, known)
  }
  return [...joined.values()].flatMap(({ text: whole, starts }) =>
    starts.length < 2
      ? []
      : [...findTokens(whole), ...findNamed(whole)].flatMap((secret) => spread(secret, starts)),
  )
}

/** One stretch of the joined text → its stretches in the raw one. */
function spread(
  { start, end, keep, what }: Secret,
  starts: readonly (readonly [at: number, raw: number])[],
): Secret[] {
  const found: Secret[] = []
  starts.forEach(([at, raw], i) => {
    const until = starts[i + 1]?.[0] ?? Infinity
    const from = Math.max(start + keep, at)
    const to = Math.min(end, until)
    if (from < to) found.push({ start: raw + from - at, end: raw + to - at, keep: 0, what })
  })
  return found
}
