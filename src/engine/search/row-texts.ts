import type { Row } from '../../translate/lanes.ts'

/** The text of each row of a body, whose ranges are bytes of UTF-8. Rows that are asked for in order cost one pass over it. */
export class RowTexts {
  readonly #body: string
  #byte = 0
  #unit = 0

  constructor(body: string) {
    this.#body = body
  }

  at({ start, end }: Pick<Row, 'start' | 'end'>): string {
    const from = this.#unitAt(start)
    return this.#body.slice(from, this.#unitAt(end))
  }

  #unitAt(byte: number): number {
    if (byte < this.#byte) {
      this.#byte = 0
      this.#unit = 0
    }
    const body = this.#body
    let [at, unit] = [this.#byte, this.#unit]
    while (at < byte && unit < body.length) {
      const code = body.charCodeAt(unit)
      if (code < 0x80) at += 1
      else if (code < 0x800) at += 2
      else if (isPair(code, body.charCodeAt(unit + 1))) {
        at += 4
        unit++
      } else at += 3
      unit++
    }
    this.#byte = at
    this.#unit = unit
    return unit
  }
}

const isPair = (high: number, low: number): boolean =>
  high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000
