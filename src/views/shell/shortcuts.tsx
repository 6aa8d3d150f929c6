import { useStore } from 'zustand'
import type { Command } from '../../state/commands.ts'
import { GROUPS } from '../../state/commands.ts'
import { Key } from '../kit/button.tsx'
import { keyWords } from '../kit/commands.ts'
import { useScreen } from '../kit/screen.ts'
import { Sheet } from '../kit/sheet.tsx'
import css from './shell.module.css'

type ShownCommand = Pick<Command, 'id' | 'title' | 'keys' | 'off'>

/** What belongs to the grid that has the focus, and to the browser. */
const ELSEWHERE: readonly ShownCommand[] = [
  {
    id: 'grid.walk',
    title: 'in the grid: line by line, and lane by lane',
    keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
  },
  { id: 'clipboard.open', title: 'open what is on the clipboard', keys: ['Mod+v'] },
]

/** All keys that mean something here; where one can do nothing just now, it says why. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const commands = useStore(useScreen().commands)
  return (
    <Sheet title="Keys" onClose={onClose}>
      {GROUPS.map((group) => (
        <Keys
          key={group}
          title={group}
          commands={commands.filter((one) => one.group === group && one.keys)}
        />
      ))}
      <Keys title="Elsewhere" commands={ELSEWHERE} />
    </Sheet>
  )
}

interface KeysProps {
  readonly title: string
  readonly commands: readonly ShownCommand[]
}

function Keys({ title, commands }: KeysProps) {
  if (commands.length === 0) return null
  return (
    <section className={css.keyGroup}>
      <h3>{title}</h3>
      <dl className={css.keys}>
        {commands.map(({ id, title: what, keys = [], off }) => (
          <div
            key={id}
            data-command={id}
            data-keys={keys.join(' ')}
            data-off={off === undefined ? undefined : ''}
          >
            <dt>
              {keys.map((key) => (
                <Key key={key}>{keyWords(key)}</Key>
              ))}
            </dt>
            <dd>
              {what} {off !== undefined && <small>{off}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
