// The same matches as `matchAll` gives, without a look at each character: a log of 100 MB has few places where one can be.

/** A pattern of which each match holds something that is quickly found. */
export interface Anchored {
  /** Sticky. */
  readonly pattern: RegExp
  /** Global, and without length, so that none hides another one. */
  readonly anchor: RegExp
  /** Characters between the start of a match and its anchor, at most. */
  readonly before: number
}

/** `what` is the source of both; case is of no matter. */
export const anchored = (pattern: string, anchor: string, before: number): Anchored => ({
  pattern: new RegExp(pattern, 'iy'),
  anchor: new RegExp(`(?=${anchor})`, 'gi'),
  before,
})

export function findAnchored(text: string, { pattern, anchor, before }: Anchored): RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  let free = 0
  for (const { index } of text.matchAll(anchor)) {
    for (let start = Math.max(free, index - before); start <= index; start++) {
      pattern.lastIndex = start
      const match = pattern.exec(text)
      if (!match) continue
      found.push(match)
      free = start + match[0].length
      break
    }
  }
  return found
}

/** A pattern of which each match begins with one of some pairs of ASCII characters. */
export interface Starting {
  /** Sticky. */
  readonly pattern: RegExp
  readonly starts: readonly string[]
}

/** Finds the matches of many such patterns in one go over a text; each by itself, so that those of two may overlap. */
export function startFinder<T extends Starting>(
  all: readonly T[],
): (text: string) => { readonly of: T; readonly match: RegExpExecArray }[] {
  const byStart = new Map<number, number[]>()
  for (const [at, { starts }] of all.entries())
    for (const start of starts) {
      const pair = start.charCodeAt(0) * 128 + start.charCodeAt(1)
      byStart.set(pair, [...(byStart.get(pair) ?? []), at])
    }
  const isStart = new Uint8Array(128 * 128)
  for (const pair of byStart.keys()) isStart[pair] = 1
  return (text) => {
    const found: { of: T; match: RegExpExecArray }[] = []
    const free = all.map(() => 0)
    let before = text.charCodeAt(0)
    for (let next = 1; next < text.length; next++) {
      const code = text.charCodeAt(next)
      const pair = before * 128 + code
      before = code
      if (code > 127 || isStart[pair] !== 1) continue
      for (const at of byStart.get(pair) ?? []) {
        const one = all[at] as T
        if (next - 1 < (free[at] as number)) continue
        one.pattern.lastIndex = next - 1
        const match = one.pattern.exec(text)
        if (!match) continue
        found.push({ of: one, match })
        free[at] = next - 1 + match[0].length
      }
    }
    return found
  }
}

const BASE64 = new Uint8Array(128)
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-')
  BASE64[letter.charCodeAt(0)] = 1

const isBase64 = (text: string, at: number): boolean => BASE64[text.charCodeAt(at)] === 1

/** Runs of characters of base64, in either alphabet, that are at least so long: `[A-Za-z0-9+/_-]{least,}`. */
export function base64Runs(text: string, least: number): { readonly index: number; readonly run: string }[] {
  const found: { index: number; run: string }[] = []
  for (let start = 0; start + least <= text.length; ) {
    // From where it would be long enough back to where it begins: what is in the way cannot be in a run that is.
    let at = start + least - 1
    while (at >= start && isBase64(text, at)) at--
    if (at >= start) {
      start = at + 1
      continue
    }
    let end = start + least
    while (end < text.length && isBase64(text, end)) end++
    found.push({ index: start, run: text.slice(start, end) })
    start = end
  }
  return found
}
