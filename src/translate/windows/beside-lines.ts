/** Rows whose lines lie in one text. */
const BLOCK = 1024
/** Characters of all rows together that are kept. */
const ROOM = 40_000_000

/** Lines of rows, for as many rows as have any: they lie in few texts, for of a long stream each row may have its own. */
export class BesideLines {
  readonly #blocks: (Block | undefined)[] = []
  #open = 0
  #lines: string[] = []
  #room = ROOM
  #missing = 0

  /** Rows whose lines were not kept, for there was no room. */
  get missing(): number {
    return this.#missing
  }

  /** Rows come in ascending order. */
  put(row: number, lines: string): void {
    this.#room -= lines.length
    if (this.#room < 0) {
      this.#missing++
      return
    }
    const block = Math.floor(row / BLOCK)
    if (block !== this.#open) {
      this.#blocks[this.#open] = blockOf(this.#lines)
      this.#lines = []
      this.#open = block
    }
    this.#lines[row % BLOCK] = lines
  }

  /** Empty where a row has none. */
  at(row: number): string {
    const [block, at] = [Math.floor(row / BLOCK), row % BLOCK]
    if (block === this.#open) return this.#lines[at] ?? ''
    const there = this.#blocks[block]
    return there ? there.text.slice(there.starts[at], there.starts[at + 1]) : ''
  }
}

interface Block {
  readonly text: string
  /** One more than rows. */
  readonly starts: Uint32Array
}

function blockOf(lines: readonly string[]): Block | undefined {
  if (lines.length === 0) return undefined
  const starts = new Uint32Array(BLOCK + 1)
  let length = 0
  for (let at = 0; at < BLOCK; at++) {
    starts[at] = length
    length += lines[at]?.length ?? 0
  }
  starts[BLOCK] = length
  return { text: lines.join(''), starts }
}
