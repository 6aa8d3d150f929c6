import { useCommands } from '../kit/commands.ts'
import { useOpened, useScreen } from '../kit/screen.ts'

/** What is laid over the screen. */
export type Overlay = 'share' | 'report' | 'shortcuts' | 'palette'

/** What can be done wherever one is. */
export function useFrameCommands(lay: (overlay: Overlay) => void, isLibrary: boolean): void {
  const { lookAway } = useScreen()
  const hasFindings = (useOpened()?.findings.length ?? 0) > 0
  const off: { readonly off?: string } = isLibrary ? { off: 'Nothing is open.' } : {}
  useCommands([
    {
      id: 'palette.show',
      title: 'Find a command',
      group: 'Application',
      keys: ['Mod+k'],
      whileTyping: true,
      run: () => lay('palette'),
    },
    {
      id: 'keys.show',
      title: 'List the keys',
      group: 'Application',
      keys: ['?'],
      run: () => lay('shortcuts'),
    },
    {
      id: 'share.show',
      title: 'Share what is open',
      group: 'Share',
      keys: ['s'],
      ...off,
      run: () => lay('share'),
    },
    {
      id: 'report.show',
      title: 'Report the problem: an issue, a test, the smallest capture',
      group: 'Share',
      keys: ['Shift+r'],
      ...(off.off === undefined && !hasFindings ? { off: 'No problem was found.' } : off),
      run: () => lay('report'),
    },
    {
      id: 'eye.away',
      title: 'Look away: back to the sheet as a whole',
      group: 'Go',
      keys: ['Escape'],
      ...off,
      run: lookAway,
    },
  ])
}
