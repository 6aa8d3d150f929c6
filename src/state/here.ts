import type { Opened } from '../engine/answers/opened.ts'
import type { AddressStore } from './address.ts'
import { formatOrigin } from './address.ts'
import { homeOf } from './keeping/recents.ts'
import type { SessionStore } from './session.ts'

/** Where the person is, each time it is asked. */
export interface Here {
  /** As an address. */
  origin(): string
  /** What is open there. */
  opened(): Opened | undefined
  /** The name under which that is kept, where something is open. */
  home(): string | undefined
}

export function createHere(address: AddressStore, session: SessionStore): Here {
  const origin = () => formatOrigin(address.getState().origin)
  const opened = () => session.getState().opened[origin()]
  return {
    origin,
    opened,
    home() {
      const open = opened()
      return open && homeOf(address.getState().origin, open)
    },
  }
}
