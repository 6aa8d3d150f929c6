const STRING = /([rRbBuUfF]{0,2})("""|'''|"|'|`)/y
const ESCAPE =
  /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(\r?\n)|([\s\S]))/g
const ESCAPED: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
}

/** Beyond any prompt; a quote that is open longer is none. Characters. */
const LONGEST = 2_000_000

/** A string as Python or JavaScript writes it, at an offset: with its prefix, its quotes and its escapes. */
export function readQuoted(
  text: string,
  at: number,
): { readonly value: string; readonly end: number } | undefined {
  STRING.lastIndex = at
  const open = STRING.exec(text)
  if (!open) return undefined
  const [all, prefix = '', quote = ''] = open
  const end = endOfQuoted(text, at + all.length, quote)
  if (end < 0) return undefined
  const inside = text.slice(at + all.length, end)
  return { value: /r/i.test(prefix) ? inside : unescaped(inside), end: end + quote.length }
}

/** Where the text of a quoted string ends, from its first letter on; -1 where it is never closed. */
export function endOfQuoted(text: string, from: number, quote: string): number {
  const limit = Math.min(text.length, from + LONGEST)
  for (let at = from; at < limit; at++) {
    if (text[at] === '\\') at++
    else if (quote.length === 1 && quote !== '`' && text[at] === '\n') return -1
    else if (text.startsWith(quote, at)) return at
  }
  return -1
}

const unescaped = (text: string): string =>
  text.replace(
    ESCAPE,
    (_, braced?: string, u?: string, long?: string, x?: string, line?: string, plain?: string) => {
      if (line !== undefined) return ''
      const hex = braced ?? u ?? long ?? x
      if (hex === undefined)
        return ESCAPED[plain ?? ''] ?? (/['"`\\$]/.test(plain ?? '') ? (plain ?? '') : `\\${plain}`)
      const code = Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
