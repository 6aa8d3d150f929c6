// Pins and notes of what is open in several tabs: each knows what it has seen of the others.
import type { Remark } from '../../transcript/transcript.ts'
import type { MergedRemarks } from '../remark-merge.ts'
import { areSameRemarks, mergeRemarks } from '../remark-merge.ts'

/** The same pins and notes, here and as they lie on the shelf: there keys are masked. */
interface Seen {
  readonly here: readonly Remark[]
  readonly kept: readonly Remark[]
}

const NOTHING: Seen = { here: [], kept: [] }

export interface SeenRemarks {
  /** With what other tabs kept since. `kept`: what lies there, if anything does. */
  merge(key: string, remarks: readonly Remark[], kept: readonly Remark[] | undefined): MergedRemarks
  /** From here on both sides know this. */
  note(key: string, seen: Seen): void
  /** What is here was kept as it is. */
  isKept(key: string, remarks: readonly Remark[]): boolean
}

export function createSeenRemarks(): SeenRemarks {
  const all = new Map<string, Seen>()
  return {
    merge(key, remarks, kept) {
      const { here, kept: before } = all.get(key) ?? NOTHING
      // What was removed from the shelf with all that lay there is no removal of its notes.
      if (!kept) return { remarks, both: [] }
      return mergeRemarks({ now: remarks, before: here }, { now: kept, before })
    },
    note: (key, seen) => void all.set(key, seen),
    isKept: (key, remarks) => areSameRemarks(all.get(key)?.here ?? [], remarks),
  }
}
