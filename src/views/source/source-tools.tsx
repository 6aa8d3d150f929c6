import { useStore } from 'zustand'
import { formatOrigin } from '../../state/address.ts'
import type { Editing, HalfPlace } from '../../state/editing/drafts.ts'
import { halfWords, nameOfHalf } from '../../state/editing/drafts.ts'
import type { Held } from '../../state/editing/holding.ts'
import { isMeant } from '../../state/undo/history.ts'
import { Button } from '../kit/button.tsx'
import { useCommands } from '../kit/commands.ts'
import { useScreen } from '../kit/screen.ts'
import css from './source.module.css'

function useEditing(): { readonly origin: string; readonly editing: Editing | undefined } {
  const { address, edits } = useScreen()
  const origin = useStore(address, (state) => formatOrigin(state.origin))
  return { origin, editing: useStore(edits, (state) => state[origin]) }
}

/** Step by step back and forth, and all the way back. */
export function EditTools({ place, isJson }: { readonly place: HalfPlace; readonly isJson: boolean }) {
  const { edits, history, settings, undo, redo } = useScreen()
  const { origin, editing } = useEditing()
  const meant = isMeant({ origin, kind: 'edit' })
  const back = useStore(history, ({ done }) => done.findLast(meant)?.title)
  const forth = useStore(history, ({ undone }) => undone.findLast(meant)?.title)
  const half = editing?.halves[nameOfHalf(place)]
  const isEdited = half !== undefined && half.text !== half.captured
  const reset = () => edits.reset(origin, place)
  useCommands([
    {
      id: 'source.lines',
      title: `Write the JSON of ${halfWords(place)} over lines`,
      group: 'Edit',
      ...(isJson ? {} : { off: 'It is a stream.' }),
      run: () => void edits.layOut(origin, place),
    },
    {
      id: 'source.reset',
      title: `Bring ${halfWords(place)} back as it was captured`,
      group: 'Edit',
      ...(isEdited ? {} : { off: 'It is as it was captured.' }),
      run: reset,
    },
  ])
  const hasLanesBelow = useStore(settings, (state) => state.hasLanesBelow)
  const turn = () => settings.setState({ hasLanesBelow: !hasLanesBelow })
  useCommands([
    {
      id: 'source.lanes',
      title: hasLanesBelow ? 'Hide the lanes below the source' : 'Show the lanes below the source',
      group: 'Lanes',
      keys: ['b'],
      run: turn,
    },
  ])
  return (
    <fieldset className={css.tools} aria-label="Edits">
      <Button look="quiet" className={css.below ?? ''} aria-pressed={hasLanesBelow} onClick={turn}>
        Lanes below
      </Button>
      <Button
        look="quiet"
        disabled={!isJson}
        title="Write the JSON over lines, each value as it is written"
        onClick={() => void edits.layOut(origin, place)}
      >
        Over lines
      </Button>
      <Button look="quiet" disabled={!back} title={back && `Undo: ${back}`} onClick={() => undo('edit')}>
        Undo
      </Button>
      <Button look="quiet" disabled={!forth} title={forth && `Redo: ${forth}`} onClick={() => redo('edit')}>
        Redo
      </Button>
      <Button look="quiet" disabled={!isEdited} onClick={reset}>
        As captured
      </Button>
    </fieldset>
  )
}

interface ReadingLineProps {
  readonly place: HalfPlace
  readonly onGo: (offset: number) => void
}

/** What of the text is read; the place for it is always there, so that nothing jumps. */
export function ReadingLine({ place, onGo }: ReadingLineProps) {
  const { edits, editions } = useScreen()
  const { origin, editing } = useEditing()
  const held = useStore(editions, (state) => state[origin])
  const torn = editing?.unread.find((one) => nameOfHalf(one) === nameOfHalf(place)) ?? editing?.unread[0]
  const isHere = torn !== undefined && nameOfHalf(torn) === nameOfHalf(place)
  return (
    <div className={css.reading} data-torn={torn !== undefined || undefined}>
      <p role="status">{readingWords(editing, place, torn, held)}</p>
      {torn && (
        <>
          {isHere && (
            <Button look="quiet" onClick={() => onGo(torn.offset)}>
              Go there
            </Button>
          )}
          {!editing?.asItStands && (
            <Button look="quiet" onClick={() => edits.readAsItStands(origin)}>
              Read it as it stands
            </Button>
          )}
        </>
      )}
    </div>
  )
}

function readingWords(
  editing: Editing | undefined,
  place: HalfPlace,
  torn: Editing['unread'][number] | undefined,
  held: Held | undefined,
): string {
  const half = editing?.halves[nameOfHalf(place)]
  if (!editing) return 'As captured. Type to change it: lanes, findings and the link follow.'
  if (editing.problem) return `Not read: ${editing.problem} Your text is kept.`
  if (torn) {
    const where = `${halfWords(torn)}, line ${torn.line}, column ${torn.column}`
    const kept = editing.asItStands ? 'Read as far as it goes.' : 'Everything else shows what was read last.'
    return `Not read at ${where}. ${torn.sentence} ${kept}`
  }
  if (editing.isReading) return 'Reading…'
  return half && half.text !== half.captured
    ? editedWords(held)
    : 'As captured. Type to change it: lanes, findings and the link follow.'
}

/** What follows, and what a reload would do. */
function editedWords(held: Held | undefined): string {
  if (held?.inAddress) return 'Edited. Lanes, findings, the link and the address are made of this text.'
  const made = 'Edited. Lanes, findings and the link are made of this text.'
  if (!held) return made
  return held.inBrowser
    ? `${made} This browser keeps it.`
    : `${made} A reload would forget it; a link or a saved file can hold it.`
}
