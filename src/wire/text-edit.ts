/** One change of a text: what stands between two UTF-16 offsets gives way to another text. */
export interface TextEdit {
  readonly start: number
  /** Exclusive. */
  readonly end: number
  readonly text: string
}

/** All offsets are those of the text as it is given. Of edits that overlap, the earlier in the text counts. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const inOrder = edits
    .map((edit, given) => ({ ...edit, given }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.given - b.given)
  let result = ''
  let at = 0
  for (const { start, end, text: inserted } of inOrder) {
    if (start < at) continue
    result += text.slice(at, start) + inserted
    at = end
  }
  return result + text.slice(at)
}

/** The edits that take the text back to what it was, in offsets of the text that they made. */
export function invertEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  let shift = 0
  return [...edits]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, text: inserted }) => {
      const from = start + shift
      shift += inserted.length - (end - start)
      return { start: from, end: from + inserted.length, text: text.slice(start, end) }
    })
}

/** The one change between two texts: what they share at both ends stays. Empty where they are the same. */
export function changeBetween(before: string, after: string): readonly TextEdit[] {
  if (before === after) return []
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head++
  let tail = 0
  while (
    tail < most - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++
  return [{ start: head, end: before.length - tail, text: after.slice(head, after.length - tail) }]
}
