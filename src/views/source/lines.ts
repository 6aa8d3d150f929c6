/**
 * Lines of a raw text, as an editor counts them: it makes all line ends alike and hides a byte order mark, so its own offsets
 * are not ours. Lines and columns count from 1.
 */
export class Lines {
  private readonly text: string
  private found: readonly number[] | undefined

  constructor(text: string) {
    this.text = text
  }

  /** Looked for when asked for: of a long text that is typed in, most are never asked. */
  private get starts(): readonly number[] {
    this.found ??= startsOf(this.text)
    return this.found
  }

  offsetAt(line: number, column: number): number {
    const start = this.starts[line - 1]
    return start === undefined ? this.text.length : Math.min(start + column - 1, this.text.length)
  }

  positionAt(offset: number): { readonly lineNumber: number; readonly column: number } {
    let low = 0
    let high = this.starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return { lineNumber: low + 1, column: Math.max(0, offset - (this.starts[low] as number)) + 1 }
  }
}

/** A byte order mark belongs to no column. */
function startsOf(text: string): readonly number[] {
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0]
  for (const end of text.matchAll(/\r\n|\r|\n/g)) starts.push(end.index + end[0].length)
  return starts
}

/** Whether an editor counts as we do: no line ends to make alike, no mark to hide. */
export const isCountedAlike = (text: string): boolean => !text.includes('\r') && text.charCodeAt(0) !== 0xfeff
