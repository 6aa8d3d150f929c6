import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import type { LaneLayout } from './lane-layout.ts'
import { readLayout } from './lane-layout.ts'

export type Theme = 'system' | 'light' | 'dark'

/** What a person chose on this machine; no transcript and no link holds it. */
export interface Settings {
  readonly theme: Theme
  /** Lanes that were switched by hand. */
  readonly lanes: Readonly<Partial<Record<DialectId, boolean>>>
  /** In which order, how wide, and which of them stay in sight. */
  readonly layout: LaneLayout
  /** Below the source stands what it becomes. */
  readonly hasLanesBelow: boolean
}

export interface SettingsStore extends StoreApi<Settings> {
  setTheme(theme: Theme): void
  toggleLane(lane: DialectId, source: DialectId | undefined): void
  showAllLanes(): void
  layOut(layout: LaneLayout): void
}

const THEME_KEY = 'interlinear.theme'
const LANES_KEY = 'interlinear.lanes'

export function createSettings(): SettingsStore {
  const store = createStore<Settings>(() => ({ theme: readTheme(), ...readLanes(), hasLanesBelow: true }))
  // However it came about, by undo as well.
  store.subscribe(({ lanes, layout }, before) => {
    if (lanes !== before.lanes || layout !== before.layout) keep(LANES_KEY, JSON.stringify({ lanes, layout }))
  })
  return Object.assign(store, {
    setTheme(theme: Theme) {
      store.setState({ theme })
      keep(THEME_KEY, theme)
    },
    toggleLane: (lane: DialectId, source: DialectId | undefined) =>
      store.setState(({ lanes }) => ({ lanes: { ...lanes, [lane]: !isShown(lanes, lane, source) } })),
    showAllLanes: () =>
      store.setState({ lanes: Object.fromEntries(DIALECT_IDS.map((lane) => [lane, true])) }),
    layOut: (layout: LaneLayout) => store.setState({ layout }),
  })
}

/** A browser that keeps nothing still shows it until it closes. */
function keep(key: string, text: string): void {
  try {
    localStorage.setItem(key, text)
  } catch {
    // Nothing is lost but the next visit.
  }
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function readTheme(): Theme {
  const theme = kept(THEME_KEY)
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function readLanes(): Pick<Settings, 'lanes' | 'layout'> {
  try {
    const all: unknown = JSON.parse(kept(LANES_KEY) ?? '{}')
    const { lanes = {}, layout } = all as { readonly lanes?: object; readonly layout?: unknown }
    return {
      lanes: Object.fromEntries(
        Object.entries(lanes).filter(
          ([lane, isOn]) => DIALECT_IDS.some((id) => id === lane) && typeof isOn === 'boolean',
        ),
      ),
      layout: readLayout(layout),
    }
  } catch {
    return { lanes: {}, layout: readLayout(undefined) }
  }
}

/** The source's own lane would only say the source again, so it starts hidden. */
const isShown = (lanes: Settings['lanes'], lane: DialectId, source: DialectId | undefined): boolean =>
  lanes[lane] ?? lane !== source

export const shownLanes = (lanes: Settings['lanes'], source: DialectId | undefined): readonly DialectId[] =>
  DIALECT_IDS.filter((lane) => isShown(lanes, lane, source))
