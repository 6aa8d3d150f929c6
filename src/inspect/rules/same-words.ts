/** Without spaces and line ends: gateways join texts, cut them into parts and write CRLF as LF. */
const bare = (text: string): string => text.replace(/\s+/g, '')

/** Tells of words whether some texts hold them, however they are spaced, joined or cut. Blank words are said everywhere. */
export function wordsWithin(texts: readonly string[]): (words: string) => boolean {
  let whole: Set<string> | undefined
  let all: string | undefined
  return (words) => {
    const wanted = bare(words)
    whole ??= new Set(texts.map(bare))
    if (wanted === '' || whole.has(wanted)) return true
    all ??= bare(texts.join(''))
    return all.includes(wanted)
  }
}
