import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'

/** Something that happened and that a person should know of, though nobody asked. */
export interface Notice {
  /** Of two with the same name the later one stands. */
  readonly id: string
  readonly sentence: string
  readonly actions?: readonly NoticeAction[]
}

export interface NoticeAction {
  readonly title: string
  run(): void
}

export interface NoticeStore extends StoreApi<readonly Notice[]> {
  tell(notice: Notice): void
  dismiss(id: string): void
}

/** More would be a wall of words; the oldest go. */
const MOST = 4

export function createNotices(): NoticeStore {
  const store = createStore<readonly Notice[]>(() => [])
  return Object.assign(store, {
    tell: (notice: Notice) =>
      store.setState((now) => [...now.filter(({ id }) => id !== notice.id), notice].slice(-MOST), true),
    dismiss: (id: string) => store.setState((now) => now.filter((one) => one.id !== id), true),
  })
}
