import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Lane } from '../engine/answers/window.ts'
import { LANES } from '../engine/answers/window.ts'
import type { DialectId } from '../hub/dialect.ts'
import type { LaneLayout } from './rows/lane-layout.ts'
import { readLayout } from './rows/lane-layout.ts'

export type Theme = 'system' | 'light' | 'dark'
/** Whether what is opened is kept in this browser. Nothing is, until the person was asked and said yes. */
export type Keeping = 'unasked' | 'yes' | 'no'

/** What a person chose on this machine; no transcript and no link holds it. */
export interface Settings {
  readonly theme: Theme
  readonly keeping: Keeping
  /** Lanes that were switched by hand. */
  readonly lanes: Readonly<Partial<Record<Lane, boolean>>>
  /** In which order, how wide, and which of them stay in sight. */
  readonly layout: LaneLayout
  /** Below the source stands what it becomes. */
  readonly hasLanesBelow: boolean
}

export interface SettingsStore extends StoreApi<Settings> {
  setTheme(theme: Theme): void
  setKeeping(keeping: Exclude<Keeping, 'unasked'>): void
  toggleLane(lane: Lane, source: DialectId | undefined): void
  showAllLanes(): void
  layOut(layout: LaneLayout): void
}

const THEME_KEY = 'interlinear.theme'
const KEEPING_KEY = 'interlinear.keeping'
const LANES_KEY = 'interlinear.lanes'

/** `onFailure` is told what was chosen and could not be stored; the choice holds until the tab closes. */
export function createSettings(onFailure: (what: string, error: unknown) => void = () => {}): SettingsStore {
  const store = createStore<Settings>(() => ({
    theme: among(['light', 'dark'], kept(THEME_KEY)) ?? 'system',
    keeping: among(['yes', 'no'], kept(KEEPING_KEY)) ?? 'unasked',
    ...readLanes(),
    hasLanesBelow: true,
  }))
  const keep = (key: string, value: string, what: string) => {
    try {
      localStorage.setItem(key, value)
    } catch (error) {
      onFailure(what, error)
    }
  }
  // However it came about, by undo as well.
  store.subscribe(({ lanes, layout }, before) => {
    if (lanes !== before.lanes || layout !== before.layout)
      keep(LANES_KEY, JSON.stringify({ lanes, layout }), 'The order of the lanes')
  })
  return Object.assign(store, {
    setTheme(theme: Theme) {
      store.setState({ theme })
      keep(THEME_KEY, theme, 'The choice of colours')
    },
    setKeeping(keeping: Exclude<Keeping, 'unasked'>) {
      store.setState({ keeping })
      keep(KEEPING_KEY, keeping, 'The choice what to keep')
    },
    toggleLane: (lane: Lane, source: DialectId | undefined) =>
      store.setState(({ lanes }) => ({ lanes: { ...lanes, [lane]: !isShown(lanes, lane, source) } })),
    showAllLanes: () => store.setState({ lanes: Object.fromEntries(LANES.map((lane) => [lane, true])) }),
    layOut: (layout: LaneLayout) => store.setState({ layout }),
  })
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function readLanes(): Pick<Settings, 'lanes' | 'layout'> {
  try {
    const all: unknown = JSON.parse(kept(LANES_KEY) ?? '{}')
    const { lanes = {}, layout } = all as { readonly lanes?: object; readonly layout?: unknown }
    return {
      lanes: Object.fromEntries(
        Object.entries(lanes).filter(
          ([lane, isOn]) => LANES.some((id) => id === lane) && typeof isOn === 'boolean',
        ),
      ),
      layout: readLayout(layout),
    }
  } catch {
    return { lanes: {}, layout: readLayout(undefined) }
  }
}

const among = <T extends string>(known: readonly T[], value: string | null): T | undefined =>
  known.find((one) => one === value)

/** The source's own lane would only say the source again, so it starts hidden. */
const isShown = (lanes: Settings['lanes'], lane: Lane, source: DialectId | undefined): boolean =>
  lanes[lane] ?? lane !== source

export const shownLanes = (lanes: Settings['lanes'], source: DialectId | undefined): readonly Lane[] =>
  LANES.filter((lane) => isShown(lanes, lane, source))

/** Those that are made of the source. */
export const dialectsOf = (lanes: readonly Lane[]): readonly DialectId[] =>
  lanes.filter((lane): lane is DialectId => lane !== 'other')
