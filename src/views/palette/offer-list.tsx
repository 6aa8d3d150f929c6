import type { Command } from '../../state/commands.ts'
import { Key } from '../kit/button.tsx'
import { Choice } from '../kit/choice.tsx'
import { keyWords } from '../kit/commands.ts'
import css from './palette.module.css'

interface OfferListProps {
  readonly id: string
  readonly commands: readonly Command[]
  /** The one that the keys are at, from 0. */
  readonly at: number
  readonly onRun: (command: Command) => void
}

/** Of which an entry has the element id that this gives. */
export const offerId = (listId: string, at: number): string => `${listId}-${at}`

export const OfferList = ({ id, commands, at, onRun }: OfferListProps) => (
  <div id={id} className={css.list} role="listbox" aria-label="Commands">
    {commands.map((command, i) => (
      <Choice
        key={command.id}
        id={offerId(id, i)}
        className={css.choice}
        isChosen={i === at}
        aria-disabled={command.off !== undefined}
        onClick={() => onRun(command)}
      >
        <CommandLine command={command} />
      </Choice>
    ))}
  </div>
)

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
