import { useState } from 'react'
import { useStore } from 'zustand'
import { ROOM } from '../../state/keeping/room.ts'
import type { Recent } from '../../state/keeping/shelf.ts'
import { Button } from '../kit/button.tsx'
import { useCommands } from '../kit/commands.ts'
import { useScreen } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'
import css from './recents.module.css'
import { sizeWords } from './words.ts'

/** What is to be confirmed: that nothing is kept any more, or that the list becomes empty. */
type Emptying = 'nothing' | 'empty'

/** What is kept and what is not, in plain words, and the switch. */
export function Keeping({ list }: { readonly list: readonly Recent[] }) {
  const { settings, recents } = useScreen()
  const trouble = useStore(recents, (state) => state.trouble)
  const keeping = useStore(settings, (state) => state.keeping)
  const [asks, setAsks] = useState<Emptying>()
  useKeepingCommands(list.length === 0, setAsks)
  if (keeping !== 'yes') return <Offer isAsked={keeping === 'no'} />
  if (asks) return <Confirm asks={asks} count={list.length} onDone={() => setAsks(undefined)} />
  const size = list.reduce((sum, one) => sum + one.size, 0)
  return (
    <div className={css.keeping}>
      <p>
        {list.length === 0
          ? trouble
            ? `Nothing can be kept: ${trouble}.`
            : 'Nothing is kept yet. What you open from here on will be, with keys and tokens masked.'
          : `What you open is kept with keys and tokens masked: ${countOf(list.length, 'transcript')}, ${sizeWords(size)}. At most ${ROOM.count} transcripts or ${sizeWords(ROOM.size)}; then the oldest go, and pinned ones stay.`}
      </p>
      <div className={css.choices}>
        {list.length > 0 && <Button onClick={() => setAsks('empty')}>Remove all…</Button>}
        <Button look="quiet" onClick={() => setAsks('nothing')}>
          Keep nothing
        </Button>
      </div>
    </div>
  )
}

function useKeepingCommands(isEmpty: boolean, wish: (asks: Emptying) => void): void {
  const { settings } = useScreen()
  const keeping = useStore(settings, (state) => state.keeping)
  useCommands(
    keeping === 'yes'
      ? [
          {
            id: 'keeping.stop',
            title: 'Keep nothing in this browser',
            group: 'Application',
            run: () => wish('nothing'),
          },
          {
            id: 'recents.clear',
            title: 'Remove all that is kept in this browser',
            group: 'Application',
            ...(isEmpty ? { off: 'Nothing is kept.' } : {}),
            run: () => wish('empty'),
          },
        ]
      : [
          {
            id: 'keeping.start',
            title: 'Keep what I open in this browser',
            group: 'Application',
            run: () => settings.setKeeping('yes'),
          },
        ],
  )
}

interface OfferProps {
  /** The person has said no before. */
  readonly isAsked: boolean
  readonly onChosen?: () => void
}

export function Offer({ isAsked, onChosen }: OfferProps) {
  const { settings } = useScreen()
  const choose = (keeping: 'yes' | 'no') => {
    settings.setKeeping(keeping)
    onChosen?.()
  }
  return (
    <div className={css.keeping}>
      <p>
        {isAsked
          ? 'Nothing that you open is kept: a reload forgets it.'
          : 'Then it is here after a reload, with your pins and notes. Prompts and replies are stored as they are, keys and tokens masked. It stays on this machine, nothing is sent, and you can remove any of it. Until you choose, nothing is stored.'}
      </p>
      <div className={css.choices}>
        <Button onClick={() => choose('yes')}>Keep what I open</Button>
        {!isAsked && (
          <Button look="quiet" onClick={() => choose('no')}>
            Keep nothing
          </Button>
        )}
      </div>
    </div>
  )
}

interface ConfirmProps {
  readonly asks: Emptying
  readonly count: number
  readonly onDone: () => void
}

function Confirm({ asks, count, onDone }: ConfirmProps) {
  const { recents, settings } = useScreen()
  const doIt = async () => {
    await recents.removeAll()
    if (asks === 'nothing') settings.setKeeping('no')
    onDone()
  }
  const gone =
    count === 0
      ? ''
      : ` ${countOf(count, 'transcript')} with all pins and notes will be removed; that cannot be undone.`
  return (
    <div className={css.keeping}>
      <p role="alert">
        {asks === 'nothing' ? 'Nothing will be kept from here on.' : 'The list will be empty.'}
        {gone}
      </p>
      <div className={css.choices}>
        <Button look="strong" onClick={() => void doIt()}>
          {asks === 'nothing' ? 'Keep nothing' : 'Remove all'}
        </Button>
        <Button onClick={onDone} autoFocus>
          Leave it as it is
        </Button>
      </div>
    </div>
  )
}
