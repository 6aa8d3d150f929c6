import type { GlossLine } from '../dialects/dialect.ts'
import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import type { Leaf, Origin } from '../hub/leaf.ts'
import type { Accounting } from './books.ts'
import type { Atom, LaneSummary } from './lanes.ts'
import { HARMLESS } from './lost.ts'
import type { Body } from './origins.ts'
import { originOf, shortValueAt } from './origins.ts'

export const mapLanes = <T>(make: (dialect: DialectId) => T): Record<DialectId, T> =>
  Object.fromEntries(DIALECT_IDS.map((id) => [id, make(id)])) as Record<DialectId, T>

/** A line of a lane with what the leaves behind it know: where from, by which step, or why added. */
export function atomOf(line: GlossLine, leaves: readonly Leaf[]): Atom {
  const from = leaves.flatMap((leaf) => leaf.from)
  if (from.length === 0) {
    const reason = leaves.find((leaf) => leaf.added)?.added
    return { ...line, from, mark: 'added', ...(reason ? { reason } : {}) }
  }
  const step = leaves.find((leaf) => leaf.by !== undefined)?.by
  return { ...line, from, ...(step === undefined ? {} : { mark: 'changed' as const, step }) }
}

export interface LostLeaf {
  readonly origin: Origin
  readonly code: string
  readonly why: string
}

/** Lost leaves that say something; what is harmless is accounted, but nobody misses it. */
export const missedOf = (lost: Accounting['lost']): LostLeaf[] =>
  lost
    .filter(({ code }) => !HARMLESS.has(code))
    .map(({ from, code, why }) => ({ origin: originOf(from), code, why }))

export const lostAtom = ({ origin, code, why }: LostLeaf, body: Body): Atom => ({
  word: origin.pointer.split('/').at(-1) ?? '',
  value: shortValueAt(body, origin.pointer),
  hue: 'frame',
  mark: 'lost',
  from: [origin],
  reason: { code, why },
})

export function summarise(accounting: Accounting, steps: readonly string[], body: Body): LaneSummary {
  const lost = accounting.lost
    .filter(({ code }) => !HARMLESS.has(code))
    .map(({ from, code, why }) => {
      const origin = originOf(from)
      return { from: origin, reason: { code, why }, value: shortValueAt(body, origin.pointer) }
    })
  return {
    carried: accounting.carried.length,
    changed: accounting.changed.length,
    added: accounting.added.length,
    lost,
    steps,
  }
}
