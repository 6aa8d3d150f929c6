/** What a comment or an issue on GitHub may hold, in characters. */
export const GITHUB_LIMIT = 65_536

/** A piece of a text, and what stands in its place where there is no room for it. */
export interface Block {
  readonly text: string
  readonly short?: string
}

/** The blocks one below the other. The longest gives way first, and says so, until all fit. */
export function fitted(blocks: readonly Block[], limit = GITHUB_LIMIT): string {
  let fitting = blocks
  for (let text = joined(fitting); ; text = joined(fitting)) {
    if (text.length <= limit) return text
    const longest = fitting
      .filter(({ text: own, short = own }) => short.length < own.length)
      .toSorted((a, b) => b.text.length - a.text.length)[0]
    if (!longest) return cutOff(text, limit)
    fitting = fitting.map((block) => (block === longest ? { text: block.short ?? block.text } : block))
  }
}

const joined = (blocks: readonly Block[]): string =>
  `${blocks.map(({ text }) => text.trimEnd()).join('\n\n')}\n`

/** What has no shorter form still has an end that says that it is none. */
function cutOff(text: string, limit: number): string {
  const note = (count: number) => `\n\n**Left out here: the last ${count} characters. They did not fit.**\n`
  const room = limit - note(text.length).length
  return text.slice(0, room) + note(text.length - room)
}

/** A text as it stands: in a fence that nothing in it closes. */
export function fenced(text: string, language = ''): string {
  let longest = 2
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`
}

/** Folded away behind a line. GitHub reads what is inside as Markdown only behind a blank line. */
export const folded = (line: string, text: string): string =>
  `<details><summary>${line}</summary>\n\n${text}\n\n</details>`

/** A sentence of ours, in which code stands between backticks: it formats nothing, calls nobody and names no issue. */
export const prose = (sentence: string): string =>
  sentence
    .replace(/\s+/g, ' ')
    .split('`')
    .map((piece, index) => (index % 2 === 1 && piece !== '' ? `\`${piece}\`` : plain(piece)))
    .join('')

const plain = (text: string): string =>
  text
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/[\\*[\]<>~|]|(?<!\w)_|_(?!\w)/g, (sign) => (sign === '<' ? '&lt;' : `\\${sign}`))
    .replace(/@(?=\w)/g, '@<!-- -->')
    .replace(/#(?=\d)/g, '#<!-- -->')

/** A word as it stands, in a line of text. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ')
  const run = (flat.match(/`+/g) ?? []).reduce((most, one) => Math.max(most, one.length), 0)
  const fence = '`'.repeat(run + 1)
  return run === 0 ? `\`${flat}\`` : `${fence} ${flat} ${fence}`
}
