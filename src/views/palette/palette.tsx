import { useQuery } from '@tanstack/react-query'
import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Command } from '../../state/commands.ts'
import { offersFor } from '../../state/finding/omnibox.ts'
import { Key } from '../kit/button.tsx'
import { Choice } from '../kit/choice.tsx'
import { keyWords } from '../kit/commands.ts'
import { useOpened, useScreen, useView } from '../kit/screen.ts'
import css from './palette.module.css'

/** All commands, to be found by their words; places by their handles, rules by #, and anything else by a search of the rows. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [wish, setWish] = useState('')
  const [chosen, setChosen] = useState(0)
  const { commands, queries } = useScreen()
  const all = useStore(commands)
  const isLooking = useQuery(queries.rules()).isPending && wish.startsWith('#')
  const found = useOffers(wish, latestOfEach(all))
  const at = Math.min(chosen, found.length - 1)
  const listId = useId()
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const run = (command: Command | undefined) => {
    if (!command || command.off !== undefined) return
    // The dialog gives the focus back before the command takes it somewhere.
    dialog.current?.close()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (event.key === 'Enter') run(found[at])
    else if (step !== undefined) setChosen(Math.max(0, Math.min(found.length - 1, at + step)))
    else return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the paper; Escape does the same
    <dialog
      ref={dialog}
      className={css.palette}
      aria-label="Commands"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <input
        className={css.wish}
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found[at] && `${listId}-${at}`}
        placeholder="A command, x1.e17, #rule, or words to search for"
        value={wish}
        onChange={({ target }) => {
          setWish(target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} className={css.list} role="listbox" aria-label="Commands">
        {found.map((command, i) => (
          <Choice
            key={command.id}
            id={`${listId}-${i}`}
            className={css.choice}
            isChosen={i === at}
            aria-disabled={command.off !== undefined}
            onClick={() => run(command)}
          >
            <CommandLine command={command} />
          </Choice>
        ))}
      </div>
      {found.length === 0 && !isLooking && (
        <p className={css.none}>
          {wish.startsWith('#') ? 'No rule is called so.' : 'No command has all these words.'}
        </p>
      )}
    </dialog>
  )
}

function useOffers(wish: string, commands: readonly Command[]): readonly Command[] {
  const { address, handles, clipboard, queries } = useScreen()
  const hasRows = useOpened() !== undefined
  const { tab } = useView()
  // Asked for before somebody types #: who types fast and goes on finds them here.
  const { data: rules = [] } = useQuery(queries.rules())
  return offersFor(commands, wish, {
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
}

function CommandLine({ command: { title, group, keys = [], off } }: { readonly command: Command }) {
  return (
    <>
      <span>
        {title}
        {off && <small className={css.why}>{off}</small>}
      </span>
      <span className={css.beside}>{group}</span>
      <span className={css.keys}>
        {keys.map((key) => (
          <Key key={key}>{keyWords(key)}</Key>
        ))}
      </span>
    </>
  )
}

/** Two views may offer the same for themselves: the one that came later is meant. */
const latestOfEach = (commands: readonly Command[]): readonly Command[] => [
  ...new Map(commands.map((command) => [command.id, command])).values(),
]
