import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import type { Command } from '../../state/commands.ts'
import { OfferList, offerId } from './offer-list.tsx'
import { useOffers } from './offers.ts'
import css from './palette.module.css'

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }

/** All commands, to be found by their words; places by their handles, rules by #, and anything else by a search of the rows. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [wish, setWish] = useState('')
  const [chosen, setChosen] = useState(0)
  const { list: found, isLooking } = useOffers(wish)
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
    const step = STEPS[event.key]
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
        aria-activedescendant={found[at] && offerId(listId, at)}
        placeholder="A command, x1.e17, #rule, or words to search for"
        value={wish}
        onChange={({ target }) => {
          setWish(target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <OfferList id={listId} commands={found} at={at} onRun={run} />
      {found.length === 0 && !isLooking && (
        <p className={css.none}>
          {wish.startsWith('#') ? 'No rule is called so.' : 'No command has all these words.'}
        </p>
      )}
    </dialog>
  )
}
