import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'

export type Theme = 'system' | 'light' | 'dark'

/** What a person chose on this machine; no transcript and no link holds it. */
export interface Settings {
  readonly theme: Theme
  /** Lanes that were switched by hand. */
  readonly lanes: Readonly<Partial<Record<DialectId, boolean>>>
  /** Below the source stands what it becomes. */
  readonly hasLanesBelow: boolean
}

export interface SettingsStore extends StoreApi<Settings> {
  setTheme(theme: Theme): void
  toggleLane(lane: DialectId, source: DialectId | undefined): void
}

const THEME_KEY = 'interlinear.theme'

export function createSettings(): SettingsStore {
  const store = createStore<Settings>(() => ({ theme: readTheme(), lanes: {}, hasLanesBelow: true }))
  return Object.assign(store, {
    setTheme(theme: Theme) {
      store.setState({ theme })
      try {
        localStorage.setItem(THEME_KEY, theme)
      } catch {
        // A browser that keeps nothing still shows the theme until it closes.
      }
    },
    toggleLane: (lane: DialectId, source: DialectId | undefined) =>
      store.setState(({ lanes }) => ({ lanes: { ...lanes, [lane]: !isShown(lanes, lane, source) } })),
  })
}

function readTheme(): Theme {
  try {
    const theme = localStorage.getItem(THEME_KEY)
    return theme === 'light' || theme === 'dark' ? theme : 'system'
  } catch {
    return 'system'
  }
}

/** The source's own lane would only say the source again, so it starts hidden. */
const isShown = (lanes: Settings['lanes'], lane: DialectId, source: DialectId | undefined): boolean =>
  lanes[lane] ?? lane !== source

export const shownLanes = (lanes: Settings['lanes'], source: DialectId | undefined): readonly DialectId[] =>
  DIALECT_IDS.filter((lane) => isShown(lanes, lane, source))
