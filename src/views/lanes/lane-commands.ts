import type { Column, Lane } from '../../engine/answers/window.ts'
import type { Command } from '../../state/commands.ts'
import type { LaneLayout } from '../../state/rows/lane-layout.ts'
import { stepLane, turnPin, USUAL_WIDTH, widen } from '../../state/rows/lane-layout.ts'
import { useCommands } from '../kit/commands.ts'
import { useScreen } from '../kit/screen.ts'
import { laneTitle } from '../kit/words.ts'

const NO_LANE = 'Choose something in a lane first.'
const STEP = 32

/** What can be done to the lane that the eye is on. */
export function useLaneCommands(
  columns: readonly Column[],
  layout: LaneLayout,
  chosen: Column | undefined,
  widthOf: (column: Column) => number | undefined,
): void {
  const { settings } = useScreen()
  const column = chosen && columns.includes(chosen) ? chosen : undefined
  const lane = column === 'source' ? undefined : column
  const shown = columns.filter((one): one is Lane => one !== 'source')
  const name = column ? (column === 'source' ? 'the source' : laneTitle(column)) : 'the lane'
  const lay = (next: LaneLayout) => {
    if (next !== layout) settings.layOut(next)
  }
  const grow = (by: number) => {
    if (column) lay(widen(layout, column, (widthOf(column) ?? USUAL_WIDTH) + by))
  }
  const isPinned = lane !== undefined && layout.pinned.includes(lane)
  const commands: readonly (Omit<Command, 'group'> & { readonly isForLanes?: true })[] = [
    {
      id: 'lane.left',
      title: `Move ${name} to the left`,
      keys: ['Shift+ArrowLeft'],
      isForLanes: true,
      run: () => lane && lay(stepLane(layout, lane, -1, shown)),
    },
    {
      id: 'lane.right',
      title: `Move ${name} to the right`,
      keys: ['Shift+ArrowRight'],
      isForLanes: true,
      run: () => lane && lay(stepLane(layout, lane, 1, shown)),
    },
    {
      id: 'lane.pin',
      title: isPinned ? `Release ${name}` : `Pin ${name} beside the source`,
      keys: ['i'],
      isForLanes: true,
      run: () => lane && lay(turnPin(layout, lane)),
    },
    { id: 'lane.wider', title: `Make ${name} wider`, keys: ['+', '='], run: () => grow(STEP) },
    { id: 'lane.narrower', title: `Make ${name} narrower`, keys: ['-'], run: () => grow(-STEP) },
    {
      id: 'lane.width',
      title: `Give ${name} its usual width`,
      keys: ['0'],
      run: () => column && lay(widen(layout, column, undefined)),
    },
  ]
  useCommands(
    commands.map(({ isForLanes, ...command }) => ({
      ...command,
      group: 'Lanes',
      ...((isForLanes ? lane : column) === undefined ? { off: NO_LANE } : {}),
    })),
  )
}
