import type { Draft } from '../../engine/answers/edited.ts'
import type { Masked } from '../../share/redact.ts'
import type { Remark } from '../../transcript/transcript.ts'
import { NoAnswer } from './why-not.ts'

/** What is known of a kept transcript without reading it. Keys are masked in all of it. */
export interface Recent {
  /** As in its address: `#local=key`. */
  readonly key: string
  readonly name: string
  /** When it was opened last, in milliseconds since 1970. */
  readonly openedAt: number
  /** Characters. */
  readonly size: number
  readonly exchanges: number
  readonly verdict: string
  readonly severity?: 'error' | 'warning'
  /** What it was taken for when it was opened first, and why. */
  readonly sentence: string
  readonly reasons: readonly string[]
  readonly masked: readonly Masked[]
  readonly remarks: readonly Remark[]
  readonly isPinned: boolean
  /** Something was written over it. */
  readonly isEdited?: boolean
}

/** Where transcripts lie in this browser. Each may fail: what it throws says why. */
export interface Shelf {
  list(): Promise<readonly Recent[]>
  recent(key: string): Promise<Recent | undefined>
  /** In the saved form. */
  text(key: string): Promise<string | undefined>
  /** What a person wrote over it, in offsets of its bodies. */
  drafts(key: string): Promise<readonly Draft[] | undefined>
  /** What is not given stays as it is. */
  put(recent: Recent, body?: Body): Promise<void>
  /** In one go, so that no other tab comes between. Gives whether it was written: not where `to` gives nothing. */
  change(key: string, to: (now: Recent | undefined) => Recent | undefined, body?: Body): Promise<boolean>
  remove(keys: readonly string[]): Promise<void>
  /** Hears of what other tabs write. */
  onChange(listener: (key: string) => void): void
}

/** What lies beside what is known of it. */
export interface Body {
  readonly text?: string
  readonly drafts?: readonly Draft[]
}

const NAME = 'interlinear'
const VERSION = 1
/** Where tabs tell each other what they have written. */
const CHANNEL = 'interlinear.shelf'
/** Apart from each other: a list is read without the texts. */
const RECENTS = 'recents'
const TEXTS = 'texts'
/** Where what was written over a text lies beside it. */
const draftsOf = (key: string): string => `${key}~`

/** Milliseconds. */
const PATIENCE = 5_000

/** The browser's own database. It is opened when something is asked of it, and not before. */
export function browserShelf(): Shelf {
  let database: Promise<IDBDatabase> | undefined
  const open = () => {
    database ??= openDatabase(() => {
      database = undefined
    })
    database.catch(() => {
      database = undefined
    })
    return database
  }
  const read = async <T>(store: string, ask: (from: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
    resultOf(ask((await open()).transaction(store).objectStore(store)))
  /** `work` waits for nothing but the stores: else the change would end without it. */
  const write = async (
    work: (recents: IDBObjectStore, texts: IDBObjectStore) => void | Promise<void>,
  ): Promise<void> => {
    const change = (await open()).transaction([RECENTS, TEXTS], 'readwrite')
    const done = endOf(change)
    // It may end before it is waited for.
    done.catch(() => {})
    try {
      await work(change.objectStore(RECENTS), change.objectStore(TEXTS))
    } catch (error) {
      change.abort()
      throw error
    }
    await done
  }
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL)
  const lay = (recents: IDBObjectStore, texts: IDBObjectStore, recent: Recent, { text, drafts }: Body) => {
    recents.put(recent, recent.key)
    if (text !== undefined) texts.put(text, recent.key)
    if (drafts !== undefined) texts.put(drafts, draftsOf(recent.key))
  }
  return {
    recent: (key) => read(RECENTS, (store) => store.get(key)) as Promise<Recent | undefined>,
    async change(key, to, body = {}) {
      let isWritten = false
      await write(async (recents, texts) => {
        const next = to(await resultOf<Recent | undefined>(recents.get(key)))
        if (!next) return
        lay(recents, texts, next, body)
        isWritten = true
      })
      if (isWritten) channel?.postMessage(key)
      return isWritten
    },
    onChange: (listener) =>
      channel?.addEventListener('message', ({ data }) => typeof data === 'string' && listener(data)),
    list: async () => (await read(RECENTS, (store) => store.getAll())) as readonly Recent[],
    text: (key) => read(TEXTS, (store) => store.get(key)) as Promise<string | undefined>,
    drafts: (key) =>
      read(TEXTS, (store) => store.get(draftsOf(key))) as Promise<readonly Draft[] | undefined>,
    async put(recent, body = {}) {
      await write((recents, texts) => lay(recents, texts, recent, body))
      channel?.postMessage(recent.key)
    },
    remove: (keys) =>
      write((recents, texts) => {
        for (const key of keys) {
          recents.delete(key)
          texts.delete(key)
          texts.delete(draftsOf(key))
        }
      }),
  }
}

async function openDatabase(onClose: () => void): Promise<IDBDatabase> {
  // Some browsers take it away where nothing may be stored.
  if (typeof indexedDB === 'undefined') throw new DOMException('There is no IndexedDB.', 'SecurityError')
  const opening = indexedDB.open(NAME, VERSION)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(RECENTS)
    opening.result.createObjectStore(TEXTS)
  }
  const database = await Promise.race([resultOf(opening), silence()])
  // Another tab with a newer build must not wait for this one.
  database.onversionchange = () => {
    database.close()
    onClose()
  }
  database.onclose = onClose
  return database
}

/** A store that is torn, or held by another tab, may never answer: who waits for it is told. */
const silence = (): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new NoAnswer()), PATIENCE)
  })

const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const endOf = (change: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    change.oncomplete = () => resolve()
    change.onabort = () => reject(change.error)
    change.onerror = () => reject(change.error)
  })

/** What of a kept transcript stands masked, in a sentence; undefined where nothing is. */
export function maskedLine(masked: readonly Masked[]): string | undefined {
  const count = masked.reduce((sum, one) => sum + one.count, 0)
  if (count === 0) return undefined
  const kinds = [...new Set(masked.map(({ what }) => what))].join(', ')
  return `${count === 1 ? 'One secret was' : `${count} secrets were`} masked when this was kept: ${kinds}.`
}
