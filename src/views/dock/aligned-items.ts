import type { ComparedRow } from '../../engine/answers/compared.ts'

type Kind = ComparedRow['kind']

/** What is drawn of a comparison: a row by its number, or a run of rows that are the same, `to` exclusive. */
export type AlignedItem = { readonly row: number } | { readonly from: number; readonly to: number }

/** Runs of things that are the same, longer than this, are folded. */
const SHORT_RUN = 3

/** `unfolded`: the runs that a person opened, by their first row. */
export function itemsOf(kinds: readonly Kind[], unfolded: ReadonlySet<number>): readonly AlignedItem[] {
  const items: AlignedItem[] = []
  for (let from = 0; from < kinds.length; ) {
    let to = from + 1
    while (kinds[from] === 'same' && kinds[to] === 'same') to++
    if (to - from > SHORT_RUN && !unfolded.has(from)) items.push({ from, to })
    else for (let row = from; row < to; row++) items.push({ row })
    from = to
  }
  return items
}

/** The next row that differs, in a ring; undefined where none does. */
export function nextDiffering(
  kinds: readonly Kind[],
  chosen: number | undefined,
  by: 1 | -1,
): number | undefined {
  const { length } = kinds
  const from = chosen ?? (by > 0 ? -1 : length)
  for (let steps = 1; steps <= length; steps++) {
    const at = (((from + by * steps) % length) + length) % length
    if (kinds[at] !== 'same') return at
  }
  return undefined
}
