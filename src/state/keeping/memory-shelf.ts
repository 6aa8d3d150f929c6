import type { Draft } from '../../engine/answers/edited.ts'
import type { Recent, Shelf } from './shelf.ts'

interface Stored {
  readonly recent: Recent
  readonly text: string
  readonly drafts: readonly Draft[]
}

/** A shelf without a browser, for tests. */
export function memoryShelf(): Shelf & { readonly stored: Map<string, Stored> } {
  const stored = new Map<string, Stored>()
  return {
    stored,
    list: async () => [...stored.values()].map(({ recent }) => recent),
    text: async (key) => stored.get(key)?.text,
    drafts: async (key) => stored.get(key)?.drafts,
    async put(recent, body) {
      stored.set(recent.key, { text: '', drafts: [], ...stored.get(recent.key), ...body, recent })
    },
    async remove(keys) {
      for (const key of keys) stored.delete(key)
    },
  }
}
