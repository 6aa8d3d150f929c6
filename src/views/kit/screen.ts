import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { ExchangeSummary, Opened } from '../../engine/answers/opened.ts'
import type { View } from '../../engine/view.ts'
import { formatOrigin } from '../../state/address.ts'
import type { Screen } from '../../state/screen.ts'

export const ScreenContext = createContext<Screen | undefined>(undefined)

export function useScreen(): Screen {
  const screen = use(ScreenContext)
  if (!screen) throw new Error('A view stands outside the shell.')
  return screen
}

/** What is open at this address; undefined in the library. */
export function useOpened(): Opened | undefined {
  const { address, session } = useScreen()
  const origin = useStore(address, (state) => formatOrigin(state.origin))
  return useStore(session, ({ opened }) => opened[origin])
}

export function useView(): View {
  return useStore(useScreen().address, ({ view }) => view)
}

export function useExchange(): ExchangeSummary | undefined {
  const opened = useOpened()
  const { exchange } = useView()
  return opened?.exchanges.find(({ id }) => id === exchange) ?? opened?.exchanges[0]
}
