import type { Command } from '../../state/commands.ts'
import { isSamePlace } from '../../state/remark-place.ts'
import { useCommands } from '../kit/commands.ts'
import { useHome, useRemarks } from '../kit/remarks.ts'
import { useScreen } from '../kit/screen.ts'
import { placeLine } from '../kit/words.ts'
import { useHere } from './here.ts'

/** Pins and notes are put where the eye is. */
export function useNoteCommands(): void {
  const { remarks, address } = useScreen()
  const home = useHome()
  const here = useHere()
  const there = useRemarks().find((one) => here && isSamePlace(one, here))
  const missing = home === undefined ? 'Nothing is open.' : 'The row is still on its way.'
  const off = here && home !== undefined ? {} : { off: missing }
  const where = here ? ` at ${placeLine(here)}` : ''
  const write: Command = {
    id: 'note.write',
    title: there?.text ? `Change the note${where}` : `Write a note${where}`,
    group: 'Notes',
    keys: ['g'],
    ...off,
    run() {
      if (!here) return
      address.move({ ...address.getState().view, panel: 'notes' })
      remarks.writing.setState({ at: here })
    },
  }
  const pin: Command = {
    id: 'pin.toggle',
    title: there
      ? `Remove the ${there.text ? 'note' : 'pin'}${where}`
      : `Pin ${here ? placeLine(here) : 'this'}`,
    group: 'Notes',
    keys: ['Shift+g'],
    ...off,
    run() {
      if (!here || home === undefined) return
      if (there) remarks.remove(home, here)
      else remarks.put(home, { ...here, text: '' })
    },
  }
  useCommands([write, pin])
}
