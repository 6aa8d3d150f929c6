/** What of a long text is shown: a stretch of it, and in it the characters that are another, from 0, end exclusive. */
export interface Excerpt {
  readonly text: string
  readonly mark?: readonly [start: number, end: number]
}

/** Characters before the first that is another, and characters in all. */
const LEAD = 60
const SHOWN = 600

/** The beginning of a text that both sides say alike. */
export const excerpt = (text: string): Excerpt => ({
  text: text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text,
})

/** The stretches in which two texts part, each with what only it says marked. */
export function excerpts(before: string, after: string): readonly [Excerpt, Excerpt] {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  return [stretch(before, head, before.length - tail), stretch(after, head, after.length - tail)]
}

function stretch(text: string, start: number, end: number): Excerpt {
  const from = start > LEAD ? start - LEAD : 0
  const to = Math.min(text.length, from + SHOWN)
  const lead = from > 0 ? '…' : ''
  const shown = `${lead}${text.slice(from, to)}${to < text.length ? '…' : ''}`
  const shift = lead.length - from
  const mark = [start + shift, Math.min(end, to) + shift] as const
  return mark[1] > mark[0] ? { text: shown, mark } : { text: shown }
}
