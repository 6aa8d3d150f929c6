import type { StoreApi } from 'zustand/vanilla'
import { LANES } from '../../engine/answers/window.ts'
import type { View } from '../../engine/view.ts'
import type { AddressStore } from '../address.ts'
import { formatOrigin } from '../address.ts'
import type { SettingsStore } from '../settings.ts'
import type { HistoryStore, ViewAction } from './history.ts'

/** A part of what the screen remembers whose changes can be taken back. */
interface Slice {
  write(to: unknown, from: unknown): void
}

export interface ViewHistory {
  /** Notes each change of a part of a store from here on; `titleOf` gives nothing for what is no step of its own. */
  track<S, T>(name: string, store: StoreApi<S>, part: Part<S, T>): void
  replay(action: ViewAction, way: 'back' | 'forth'): void
  /** What changes meanwhile is nobody's step. */
  silently(work: () => void): void
}

interface Part<S, T> {
  read(state: S): T
  /** `from`: as it was where the step ended that is gone back over. */
  write(to: T, from: T): void
  titleOf(before: T, after: T): string | undefined
  originOf?(now: S, before: S): string | undefined
}

export function createViewHistory(history: HistoryStore): ViewHistory {
  const slices = new Map<string, Slice>()
  let isSilent = false
  return {
    track(name, store, { read, write, titleOf, originOf }) {
      slices.set(name, {
        write: (to, from) => write(to as ReturnType<typeof read>, from as ReturnType<typeof read>),
      })
      store.subscribe((now, was) => {
        const [before, after] = [read(was), read(now)]
        if (isSilent || before === after) return
        const origin = originOf?.(now, was)
        const title = originOf && origin === undefined ? undefined : titleOf(before, after)
        if (title === undefined) return
        note({ kind: 'view', slice: name, before, after, title, ...(origin === undefined ? {} : { origin }) })
      })
    },
    replay({ slice, before, after }, way) {
      const [to, from] = way === 'back' ? [before, after] : [after, before]
      silently(() => slices.get(slice)?.write(to, from))
    },
    silently,
  }

  function silently(work: () => void): void {
    isSilent = true
    work()
    isSilent = false
  }

  /** Walking on in the same manner is one step. */
  function note(action: ViewAction): void {
    const last = history.getState().done.at(-1)
    const goesOn =
      last?.kind === 'view' &&
      last.slice === action.slice &&
      last.origin === action.origin &&
      goesOnFrom(last.title, action.title)
    if (goesOn) history.amend({ ...action, before: last.before })
    else history.record(action)
  }
}

const WALK = 'walk to '
const FILTER = 'filter by '
const goesOnFrom = (before: string, after: string): boolean =>
  [WALK, FILTER].some((manner) => before.startsWith(manner) && after.startsWith(manner))

/** Places within one transcript. Walking rows is no step, and walking problems is one. */
export function trackPlaces(views: ViewHistory, address: AddressStore): void {
  views.track('place', address, {
    read: ({ view }) => view,
    write: (view) => address.restore(view),
    titleOf: placeTitle,
    originOf: (now, before) => {
      const origin = formatOrigin(now.origin)
      return origin === formatOrigin(before.origin) && before.view.exchange !== undefined ? origin : undefined
    },
  })
}

function placeTitle(before: View, after: View): string | undefined {
  if (before.exchange !== after.exchange) return `step to ${after.exchange}`
  if (before.tab !== after.tab) return `step to ${after.tab}`
  if ((before.panel ?? 'problems') !== (after.panel ?? 'problems'))
    return `look at ${after.panel ?? 'problems'}`
  if (before.filter !== after.filter) return after.filter ? FILTER + after.filter : 'show all rows'
  if (before.problem === after.problem || after.problem === undefined) return undefined
  return `${WALK}problem ${after.problem + 1}`
}

export function trackLanes(views: ViewHistory, settings: SettingsStore): void {
  views.track('lanes-below', settings, {
    read: ({ hasLanesBelow }) => hasLanesBelow,
    write: (hasLanesBelow) => settings.setState({ hasLanesBelow }),
    titleOf: (_, after) => `${after ? 'show' : 'hide'} the lanes below the source`,
  })
  views.track('lanes', settings, {
    read: ({ lanes }) => lanes,
    write: (lanes) => settings.setState({ lanes }),
    titleOf: (before, after) => {
      const lane = LANES.find((one) => before[one] !== after[one])
      return lane && `${after[lane] ? 'show' : 'hide'} the lane ${lane}`
    },
  })
  views.track('layout', settings, {
    read: ({ layout }) => layout,
    write: (layout) => settings.setState({ layout }),
    titleOf: (before, after) => {
      if (before.widths !== after.widths) return 'change the width of a lane'
      return before.pinned.length === after.pinned.length ? 'move a lane' : 'pin or release a lane'
    },
  })
}
