// What a person wrote, as an address and the browser's store may hold it.
import type { BodyEdits } from '../../share/edition.ts'
import { maskEdits, packEdits, unpackEdits } from '../../share/edition.ts'
import type { Draft, Edition } from '../answers/edited.ts'
import type { Problem } from '../answers/problem.ts'
import type { Kept } from '../opening/kept.ts'
import { FORGOTTEN } from '../opening/kept.ts'
import { bodyOf } from './editing.ts'

/** Longer addresses are cut by what they are pasted into, and by some browsers. Characters. */
const MOST_IN_ADDRESS = 60_000
/** More is not looked through for keys while somebody types. Characters that were written. */
const MOST_WRITTEN = 500_000

export function editionOf(all: Kept | undefined, key: string, drafts: readonly Draft[]): Edition | Problem {
  if (!all) return FORGOTTEN
  const written = drafts.flatMap(({ edits }) => edits).reduce((sum, { text }) => sum + text.length, 0)
  if (written > MOST_WRITTEN) return { problem: 'More was written than is looked through for keys.' }
  const masked = drafts.map(({ exchange, half, edits }): BodyEdits => {
    const body = bodyOf(all.transcript, exchange, half) ?? ''
    return { exchange, half, edits: maskEdits(body, edits, `${half}-body`) }
  })
  const packed = packEdits(key, masked)
  const fits = packed.length <= MOST_IN_ADDRESS
  return { drafts: masked, ...(fits ? { packed } : {}) }
}

/** What an address holds, of a transcript that has it; edits of what is not there are left out. */
export function draftsIn(
  all: Kept | undefined,
  key: string,
  packed: string,
): { readonly drafts: readonly Draft[] } | Problem {
  if (!all) return FORGOTTEN
  const found = unpackEdits(key, packed)
  if ('problem' in found) return { problem: `${found.problem}: what you see is as it was captured.` }
  return {
    drafts: found.filter(({ exchange, half }) => bodyOf(all.transcript, exchange, half) !== undefined),
  }
}
