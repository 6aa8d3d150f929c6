import type { Draft } from '../../engine/answers/edited.ts'
import type { Body, Recent, Shelf } from './shelf.ts'

interface Stored {
  readonly recent: Recent
  readonly text: string
  readonly drafts: readonly Draft[]
}

/** A shelf without a browser, for tests. */
export function memoryShelf(): Shelf & { readonly stored: Map<string, Stored> } {
  const stored = new Map<string, Stored>()
  const listeners: ((key: string) => void)[] = []
  const lay = (recent: Recent, body: Body = {}) => {
    stored.set(recent.key, { text: '', drafts: [], ...stored.get(recent.key), ...body, recent })
    for (const listener of listeners) listener(recent.key)
  }
  return {
    stored,
    recent: async (key) => stored.get(key)?.recent,
    async change(key, to, body) {
      const next = to(stored.get(key)?.recent)
      if (next) lay(next, body)
      return next !== undefined
    },
    onChange: (listener) => void listeners.push(listener),
    list: async () => [...stored.values()].map(({ recent }) => recent),
    text: async (key) => stored.get(key)?.text,
    drafts: async (key) => stored.get(key)?.drafts,
    put: async (recent, body) => lay(recent, body),
    async remove(keys) {
      for (const key of keys) stored.delete(key)
    },
  }
}
