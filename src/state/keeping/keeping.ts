// Keeps in this browser what is open, with its pins and notes, as long as the person wants that.
import type { Opened } from '../../engine/answers/opened.ts'
import type { Remark } from '../../transcript/transcript.ts'
import type { AddressStore, Origin } from '../address.ts'
import { formatOrigin, parseAddress } from '../address.ts'
import { areSameRemarks, mergeRemarks } from '../remark-merge.ts'
import type { RemarkStore } from '../remarks.ts'
import type { SessionStore } from '../session.ts'
import type { SettingsStore } from '../settings.ts'
import { whenQuiet } from '../when-quiet.ts'
import type { RecentStore } from './recents.ts'
import { homeOf } from './recents.ts'

interface Surroundings {
  readonly session: SessionStore
  readonly address: AddressStore
  readonly settings: SettingsStore
  readonly remarks: RemarkStore
  readonly recents: RecentStore
  /** Before any edit: that is what is kept. */
  originalAt(origin: string): Opened | undefined
  /** What is done in it is no step that one would take back. */
  silently(work: () => void): void
}

/** First what is asked of the engine for the screen, then this. Milliseconds. */
const PAUSE = 250

const NONE: readonly Remark[] = []

/** What the site itself holds is kept only for what a person wrote at it. */
const isOurs = ({ kind }: Origin): boolean => kind === 'sample' || kind === 'example'

export function keepWhatIsOpen(around: Surroundings): void {
  const { session, address, settings, remarks, recents, originalAt, silently } = around

  const keep = (name: string) => {
    const opened = originalAt(name)
    if (!opened) return
    const { origin } = parseAddress(name)
    const home = homeOf(origin, opened)
    const written = remarks.getState()[home] ?? NONE
    const isKnown = recents.getState().list.some(({ key }) => key === home)
    if (isOurs(origin) && written.length === 0 && !isKnown) return
    // What others wrote must not take a note away that is being written.
    if (remarks.writing.getState().at) return
    void recents.remember(home, opened, written).then((all) => all && show(home, written, all))
  }
  /** With what other tabs wrote. `written`: what stood here when that was asked for. */
  const show = (home: string, written: readonly Remark[], all: readonly Remark[]) => {
    const now = remarks.getState()[home] ?? NONE
    const shown = mergeRemarks({ now, before: written }, { now: all, before: written }).remarks
    if (!areSameRemarks(now, shown)) silently(() => remarks.replace(home, shown))
  }
  const learn = async (home: string) => {
    const written = remarks.getState()[home] ?? NONE
    const all = remarks.writing.getState().at ? undefined : await recents.adopt(home, written)
    if (all) show(home, written, all)
  }
  const keepSoon = whenQuiet(PAUSE, keep)
  const arrived = async (name: string, opened: Opened) => {
    const home = homeOf(parseAddress(name).origin, opened)
    silently(() => remarks.seed(home, opened.remarks))
    const known = await recents.known(home)
    if (known) silently(() => remarks.seed(home, known.remarks))
    keepSoon(name)
  }

  session.subscribe(({ opened }, before) => {
    if (opened === before.opened) return
    for (const [name, one] of Object.entries(opened)) {
      const was = before.opened[name]
      // What was written over it before comes with it.
      if (one !== was && (!was || !isEdit(one))) void arrived(name, one)
    }
  })
  remarks.subscribe(() => {
    const name = formatOrigin(address.getState().origin)
    if (session.getState().opened[name]) keepSoon(name)
  })
  remarks.writing.subscribe(({ at }) => {
    const name = formatOrigin(address.getState().origin)
    if (!at && session.getState().opened[name]) keepSoon(name)
  })
  recents.onChange((key) => {
    const isOpen = Object.entries(session.getState().opened).some(
      ([name, opened]) => homeOf(parseAddress(name).origin, opened) === key,
    )
    if (isOpen) void learn(key)
  })
  settings.subscribe(({ keeping }, before) => {
    if (keeping === before.keeping || keeping !== 'yes') return
    for (const name of Object.keys(session.getState().opened)) keepSoon(name)
  })
}

const isEdit = ({ key }: Opened): boolean => key.includes('~')
