import type { Row } from '../../translate/lanes.ts'

/** Where a byte of UTF-8 stands among the characters (UTF-16 units) of a body. */
interface Place {
  readonly byte: number
  readonly unit: number
}

const START: Place = { byte: 0, unit: 0 }
/** Characters between two places that are kept: those who look elsewhere by turns do not begin anew each time. */
const KEPT_EVERY = 500_000

/** The text of each row of a body, whose ranges are bytes of UTF-8. Rows that are asked for in order cost one pass over it. */
export class RowTexts {
  readonly #body: string
  readonly #kept: Place[] = [START]
  #last = START

  constructor(body: string) {
    this.#body = body
  }

  at({ start, end }: Pick<Row, 'start' | 'end'>): string {
    const from = this.#unitAt(start)
    return this.#body.slice(from, this.#unitAt(end))
  }

  #unitAt(byte: number): number {
    let place = this.#before(byte)
    while (place.byte < byte && place.unit < this.#body.length) {
      place = stepTo(this.#body, place, byte)
      const kept = this.#kept.at(-1)
      if (kept && place.unit >= kept.unit + KEPT_EVERY) this.#kept.push(place)
    }
    this.#last = place
    return place.unit
  }

  #before(byte: number): Place {
    const ahead = byte - this.#last.byte
    if (ahead >= 0 && ahead < KEPT_EVERY) return this.#last
    return this.#kept.findLast((place) => place.byte <= byte) ?? START
  }
}

/** Characters that are looked at in one step. */
const STEP = 65_536
const BEYOND_ASCII = /[^\0-\x7f]/

/** As far as the text is plain, and over the characters behind that which are not. */
function stepTo(body: string, { byte, unit }: Place, target: number): Place {
  const length = Math.min(STEP, target - byte)
  const plain = body.slice(unit, unit + length).search(BEYOND_ASCII)
  if (plain === -1) return { byte: byte + length, unit: Math.min(unit + length, body.length) }
  let [atByte, atUnit] = [byte + plain, unit + plain]
  for (let code = body.charCodeAt(atUnit); code >= 0x80 && atByte < target; code = body.charCodeAt(atUnit)) {
    const isPair = isHigh(code) && isLow(body.charCodeAt(atUnit + 1))
    atByte += isPair ? 4 : code < 0x800 ? 2 : 3
    atUnit += isPair ? 2 : 1
  }
  return { byte: atByte, unit: atUnit }
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000
