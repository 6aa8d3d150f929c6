import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import type { Command } from '../../state/commands.ts'
import { offersFor } from '../../state/finding/omnibox.ts'
import { useOpened, useScreen, useView } from '../kit/screen.ts'

export interface Offers {
  readonly list: readonly Command[]
  /** More may be found: the rules have not come yet. */
  readonly isLooking: boolean
}

/** What can be done that has to do with these words. */
export function useOffers(wish: string): Offers {
  const { address, handles, clipboard, queries, commands } = useScreen()
  const all = useStore(commands)
  const hasRows = useOpened() !== undefined
  const { tab } = useView()
  // Asked for before somebody types #: who types fast and goes on finds them here.
  const { data: rules = [], isPending } = useQuery(queries.rules())
  const list = offersFor(latestOfEach(all), wish, {
    handle: handles.known(wish),
    rules: rules.map(({ id }) => id),
    goTo: (handle) => void handles.go(handle).then((problem) => problem && clipboard.say(problem)),
    showRule: (id) => address.open({ kind: 'rule', id }),
    ...(hasRows
      ? {
          search(text: string) {
            const { view } = address.getState()
            const isOfRows = tab === undefined || tab === 'request' || tab === 'events' || tab === 'source'
            if (!isOfRows && view.exchange) address.move({ exchange: view.exchange, tab: 'events' })
            address.seek({ search: text })
          },
        }
      : {}),
  })
  return { list, isLooking: isPending && wish.startsWith('#') }
}

/** Two views may offer the same for themselves: the one that came later is meant. */
const latestOfEach = (commands: readonly Command[]): readonly Command[] => [
  ...new Map(commands.map((command) => [command.id, command])).values(),
]
