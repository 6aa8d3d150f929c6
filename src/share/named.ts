import { anchored, findAnchored } from './anchors.ts'
import { BEFORE_STEM, PUBLIC_PREFIX, SECRET_NAME, SECRET_STEM } from './detectors.ts'

/** A stretch of text that must not leave: `start..end`, of which the first `keep` characters are public. UTF-16 offsets. */
export interface Secret {
  readonly start: number
  readonly end: number
  readonly keep: number
  readonly what: string
  /** A bare JSON number: its mask must be one too. */
  readonly isNumber?: boolean
}

/** Shorter values after a scheme are not worth a prefix that gives half of them away. */
const LEAST_HIDDEN = 4

export function publicLength(value: string): number {
  const length = PUBLIC_PREFIX.exec(value)?.[0].length ?? 0
  return value.length - length >= LEAST_HIDDEN ? length : 0
}

/** A name, what stands between, and where the value starts: `"api_key": "`, `\"api_key\":\"`, `api_key='`, `API_KEY=`. */
const NAMED = anchored(
  String.raw`(?:${SECRET_NAME})((?:\\*["'])?[ \t]*(?:=>|:=|[:=]|%3D)[ \t]*)(?:(\\*)(["'\x60])|(?=[^\s"'\\{}[\],]))`,
  SECRET_STEM,
  BEFORE_STEM,
)

/** Values that are secret because of the name before them. */
export function findNamed(text: string): Secret[] {
  const found: Secret[] = []
  for (const match of findAnchored(text, NAMED)) {
    const [whole, between = '', slashes = '', quote] = match
    const start = match.index + whole.length
    // `"text":"my password:","type"`: the quote that ends the prose opens no value.
    if (quote && !/["']/.test(between) && /[\s,:}\]]/.test(text[start] ?? ' ')) continue
    const end = quote ? endOfQuoted(text, start, slashes.length, quote) : endOfBare(text, start, between)
    if (end <= start) continue
    const isNumber = !quote && /["']/.test(between)
    const name = whole.slice(0, whole.length - between.length - slashes.length - (quote?.length ?? 0))
    found.push({
      start,
      end,
      keep: publicLength(text.slice(start, end)),
      what: `${name} value`,
      ...(isNumber && { isNumber }),
    })
  }
  return found
}

/** Where a quoted value ends. Inside n strings a quote is written with 2ⁿ-1 backslashes; a run of one level deeper
 * belongs to the value, any other closes it or a string around it.
 *
 *     "arguments":"{\"api_key\":\"a\\\"b\"}"
 *                                 ^^^^^^ the value: three backslashes do not end it, one does
 */
function endOfQuoted(text: string, start: number, slashes: number, quote: string): number {
  let before = 0
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (character === '\\') {
      before++
      continue
    }
    if (character === '\n') return at
    // An apostrophe opens prose as often as a value: neither a string around it nor a line's end is overrun.
    if (quote !== '"' && (character === quote || character === '"' || (character === 'n' && before > 0)))
      return at - before
    if (character === quote && before % (2 * slashes + 2) !== 2 * slashes + 1)
      return at - ((before ^ (before + 1)) >> 1)
    before = 0
  }
  return text.length - before
}

const BARE = /(?:(?:Bearer|Basic|Token)[ \t]+)?[^\s"'`\\,;&<>{}[\]()]*/iy
/** Where a program gets its key from is no key. */
const REFERENCE =
  /^(?:\$|os\.|process\.|import\.|self\.|this\.|env\.|null\b|true\b|false\b|none\b|undefined\b)/i

/** An unquoted value. After a colon prose is likely ("password: must be long"): only what has a digit counts. */
function endOfBare(text: string, start: number, between: string): number {
  BARE.lastIndex = start
  const value = BARE.exec(text)?.[0] ?? ''
  const end = start + value.length
  if (/["']/.test(between)) return /^-?\d[\d.]*$/.test(value) ? end : start
  if (REFERENCE.test(value) || /[([]/.test(text[end] ?? '')) return start
  const isLikely = /=|%3D/i.test(between) ? value.length >= 4 : value.length >= 6 && /\d/.test(value)
  return isLikely ? end : start
}

/** `{"name":"x-api-key","value":"…"}`: how HAR, Postman and Docker write a header or a variable down. */
const PAIR = new RegExp(
  String.raw`["'](?:name|key)\\*["']\s*:\s*\\*["'][\w.$-]*(?:${SECRET_NAME}|x-goog-api-key|auth|token)\\*["']\s*,\s*\\*["']value\\*["']\s*:\s*(\\*)(["'])`,
  'gi',
)

export function findNameValuePairs(text: string): Secret[] {
  return Array.from(text.matchAll(PAIR), (match) => {
    const start = match.index + match[0].length
    const end = endOfQuoted(text, start, (match[1] ?? '').length, match[2] ?? '"')
    return { start, end, keep: publicLength(text.slice(start, end)), what: 'named value' }
  })
}
