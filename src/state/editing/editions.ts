// What a person wrote outlives a reload: in the address of what others can open, and in this browser where it keeps what is open.
import type { Draft } from '../../engine/answers/edited.ts'
import type { Opened } from '../../engine/answers/opened.ts'
import type { EngineClient } from '../../engine/client.ts'
import type { Address, AddressStore } from '../address.ts'
import { formatOrigin, parseAddress } from '../address.ts'
import type { RecentStore } from '../keeping/recents.ts'
import { homeOf } from '../keeping/recents.ts'
import type { NoticeStore } from '../notices.ts'
import type { SessionStore } from '../session.ts'
import type { EditsStore, Resumed } from './edits.ts'
import type { HoldingStore } from './holding.ts'
import { createHolding, opensElsewhere } from './holding.ts'

export interface EditionStore extends HoldingStore {
  /** What the address, or this browser, holds over what was just opened. */
  resume(at: Address, original: Opened): Promise<Resumed>
}

interface Surroundings {
  readonly engine: EngineClient
  readonly address: AddressStore
  readonly session: SessionStore
  readonly edits: EditsStore
  readonly recents: RecentStore
  readonly notices: NoticeStore
}

const asCaptured = (opened: Opened): Resumed => ({ opened, settle: () => {} })

export function createEditions(around: Surroundings): EditionStore {
  const { engine, address, session, edits, recents } = around
  const store = createHolding({ engine, address, edits, recents })

  session.subscribe(({ opened }, before) => {
    for (const [name, one] of Object.entries(opened)) if (!before.opened[name]) void offer(around, name, one)
  })
  address.subscribe(({ edit }, before) => {
    if (edit !== before.edit) void grantWish(around)
  })

  return Object.assign(store, {
    async resume({ origin, edit }: Address, original: Opened) {
      const drafts =
        edit === undefined
          ? await (opensElsewhere(origin) ? [] : recents.drafts(homeOf(origin, original)))
          : await draftsInAddress(around, original.key, edit)
      if (drafts.length === 0) return asCaptured(original)
      const resumed = await edits.resume(original, drafts)
      return {
        ...resumed,
        settle(name: string) {
          address.hold(origin, edit)
          resumed.settle(name)
        },
      }
    },
  })
}

async function draftsInAddress(
  { engine, notices }: Surroundings,
  key: string,
  packed: string,
): Promise<readonly Draft[]> {
  const found = await engine
    .ask('drafts', { key, packed })
    .catch((error: Error) => ({ problem: error.message }))
  if ('drafts' in found) return found.drafts
  notices.tell({ id: 'edit.address', sentence: found.problem })
  return []
}

/** Somebody followed an address with another edit of what is open. */
async function grantWish(around: Surroundings): Promise<void> {
  const { address, session, edits } = around
  const edit = address.wished()
  const { origin } = address.getState()
  const name = formatOrigin(origin)
  const opened = edits.getState()[name]?.original ?? session.getState().opened[name]
  if (edit === undefined || !opened) return
  address.hold(origin, edit)
  await edits.lay(name, await draftsInAddress(around, opened.key, edit))
}

/** What is pasted is shown as it was captured, also where it was written over before. */
async function offer({ recents, edits, notices }: Surroundings, name: string, opened: Opened): Promise<void> {
  const home = homeOf(parseAddress(name).origin, opened)
  const known = await recents.known(home)
  if (!known?.isEdited || edits.getState()[name]) return
  const run = async () => {
    notices.dismiss('edit.kept')
    await edits.lay(name, await recents.drafts(home))
  }
  notices.tell({
    id: 'edit.kept',
    sentence: 'You have edited this before. What you see is as it was captured.',
    actions: [{ title: 'Show what I made of it', run: () => void run() }],
  })
}
