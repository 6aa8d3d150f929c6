import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Opened } from '../engine/answers/opened.ts'
import type { CopyWish } from '../engine/answers/taken-along.ts'
import type { EngineClient } from '../engine/client.ts'
import type { View } from '../engine/view.ts'
import type { Remark } from '../transcript/transcript.ts'
import type { AddressStore } from './address.ts'
import { formatAddress } from './address.ts'

interface Confirmation {
  /** What was done, in a few words. */
  readonly words: string
  /** Counts up, so that the same words twice are two confirmations. */
  readonly turn: number
}

export interface ClipboardStore extends StoreApi<Confirmation> {
  /** Takes a text along; `what` is what a person calls it. */
  copy(what: string, text: string): Promise<void>
  /** The same for what only the engine has. */
  fetch(what: string, exchange: string, wish: CopyWish): Promise<void>
  /** An address that opens here, of what is open and where; of a paste, one that holds it, with keys masked. */
  copyLink(what: string, view: View): Promise<void>
  /** Says a few words that pass by themselves. */
  say(words: string): void
}

interface Ground {
  readonly engine: EngineClient
  readonly address: AddressStore
  readonly opened: () => Opened | undefined
  /** What is pinned and written in it. */
  readonly remarks: () => readonly Remark[]
}

/** What leaves for the clipboard, each time with a quiet word that it did. */
export function createClipboard({ engine, address, opened, remarks }: Ground): ClipboardStore {
  const store = createStore<Confirmation>(() => ({ words: '', turn: 0 }))
  const say = (words: string) => store.setState(({ turn }) => ({ words, turn: turn + 1 }))
  const copy = async (what: string, text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      say(`Copied ${what}.`)
    } catch {
      say('The browser does not let this page write to the clipboard.')
    }
  }
  return Object.assign(store, {
    say,
    copy,
    async fetch(what: string, exchange: string, wish: CopyWish) {
      const key = opened()?.key
      if (key === undefined) return
      const answer = await engine.ask('copy', { key, exchange, wish })
      if ('problem' in answer) say(answer.problem)
      else await copy(what, answer.text)
    },
    async copyLink(what: string, view: View) {
      const { origin } = address.getState()
      const here = location.href.split('#')[0]
      const key = opened()?.key
      if (key === undefined) return
      const written = remarks()
      // What lives in this tab only opens nowhere else; an edited case, or one with notes in it, is none of ours any more.
      if (origin.kind !== 'local' && !key.includes('~') && written.length === 0)
        return copy(what, `${here}#${formatAddress({ origin, view })}`)
      const answer = await engine.ask('link', { key, view, remarks: written })
      if ('problem' in answer) return say(answer.problem)
      if (answer.tooLong) return say(answer.tooLong)
      return copy(what, `${here}#${answer.fragment}`)
    },
  })
}
