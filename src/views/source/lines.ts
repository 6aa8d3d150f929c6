/**
 * Lines of a raw text, as an editor counts them: it makes all line ends alike and hides a byte order mark, so its own offsets
 * are not ours. Lines and columns count from 1.
 */
export class Lines {
  private readonly starts: number[]
  private readonly text: string

  constructor(text: string) {
    this.text = text
    // The mark belongs to no column.
    this.starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0]
    for (const end of text.matchAll(/\r\n|\r|\n/g)) this.starts.push(end.index + end[0].length)
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
