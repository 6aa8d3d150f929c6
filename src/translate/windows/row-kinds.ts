import type { DialectId } from '../../hub/dialect.ts'
import { mapLanes } from '../lane-cells.ts'
import type { Atom, Cell, Row } from '../lanes.ts'

/** What many rows have in common: their lines without the values, the places in their frame, and what was marked. */
export interface RowKind {
  readonly source: Cell
  readonly lanes: Readonly<Record<DialectId, Cell>>
  /** Lost leaves of all lanes, those that a cell does not list among them. */
  readonly lost: number
  /** What each of them says, a line each, that does not stand in its captured text. */
  readonly said?: string
}

/** Kinds of rows, each of them once. */
export class RowKinds {
  readonly #kinds: RowKind[] = []
  readonly #numbers = new Map<string, number>()

  /** The number of the kind that a row is of. */
  numberOf(row: Pick<Row, 'source' | 'lanes'>, lost: number, said = ''): number {
    const kind = { ...kindOf(row, lost), ...(said === '' ? {} : { said }) }
    const name = JSON.stringify(kind)
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.#kinds.length)
    return this.#kinds.push(kind) - 1
  }

  at(number: number): RowKind {
    return this.#kinds[number] as RowKind
  }
}

export const kindOf = ({ source, lanes }: Pick<Row, 'source' | 'lanes'>, lost: number): RowKind => ({
  source: bareCell(source),
  lanes: mapLanes((id) => bareCell(lanes[id])),
  lost,
})

function bareCell({ atoms, empty }: Cell): Cell {
  // What is held back comes with another row, and why it is names that.
  const isHeld = empty?.code === 'held'
  return {
    atoms: atoms.map(bareAtom),
    ...(isHeld ? { empty: { ...empty, why: '' } } : empty ? { empty } : {}),
  }
}

function bareAtom({ word, hue, pointer, call, from, mark, step }: Atom): Atom {
  const pointers = [...new Set(from.map((origin) => origin.pointer))]
  return {
    word,
    hue,
    ...(pointer === undefined ? {} : { pointer }),
    ...(call === undefined ? {} : { call }),
    from: pointers.map((one) => ({ pointer: one })),
    ...(mark === undefined ? {} : { mark }),
    ...(step === undefined ? {} : { step }),
  }
}
