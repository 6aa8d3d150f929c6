import { useStore } from 'zustand'
import { formatOrigin } from '../../state/address.ts'
import { isMeant } from '../../state/undo/history.ts'
import { useCommands } from '../kit/commands.ts'
import { useScreen } from '../kit/screen.ts'

/** Takes back edits and changes of the view, and does them again. The editor has the same keys for edits alone. */
export function useUndoCommands(): void {
  const { address, history, undo, redo } = useScreen()
  const origin = useStore(address, (state) => formatOrigin(state.origin))
  const back = useStore(history, ({ done }) => done.findLast(isMeant({ origin }))?.title)
  const forth = useStore(history, ({ undone }) => undone.findLast(isMeant({ origin }))?.title)
  useCommands([
    {
      id: 'step.undo',
      title: back ? `Undo: ${back}` : 'Undo',
      group: 'Edit',
      keys: ['u', 'Mod+z'],
      ...(back ? {} : { off: 'Nothing was done that could be taken back.' }),
      run: () => undo(),
    },
    {
      id: 'step.redo',
      title: forth ? `Redo: ${forth}` : 'Redo',
      group: 'Edit',
      keys: ['Mod+Shift+z', 'Mod+y'],
      ...(forth ? {} : { off: 'Nothing was taken back.' }),
      run: () => redo(),
    },
  ])
}
