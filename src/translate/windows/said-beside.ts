import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Frame } from '../../wire/frame.ts'
import type { Row } from '../lanes.ts'

/** Characters of one value, and of all rows together, that are kept. */
const OF_VALUE = 100_000
const OF_ALL = 20_000_000

/** What rows say that does not stand in their captured text: ids of our own, counts put together, a text said once more. */
export class SaidBeside {
  readonly #lines = new Map<number, string>()
  #room = OF_ALL

  take(
    { index, source, lanes }: Pick<Row, 'index' | 'source' | 'lanes'>,
    { data }: Pick<Frame, 'data'>,
  ): void {
    const said = new Set<string>()
    for (const { atoms } of [source, ...DIALECT_IDS.map((id) => lanes[id])])
      for (const { value } of atoms)
        if (value !== undefined && !data.includes(value.replace(/^\+/, '')))
          said.add(value.slice(0, OF_VALUE))
    if (said.size === 0) return
    const lines = [...said].join('\n')
    this.#room -= lines.length
    if (this.#room >= 0) this.#lines.set(index, lines)
  }

  at(row: number): string | undefined {
    return this.#lines.get(row)
  }
}
