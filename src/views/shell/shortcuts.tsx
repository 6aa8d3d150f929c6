import { useStore } from 'zustand'
import type { Command } from '../../state/commands.ts'
import { GROUPS } from '../../state/commands.ts'
import { Key } from '../kit/button.tsx'
import { keyWords } from '../kit/commands.ts'
import { useScreen } from '../kit/screen.ts'
import { Sheet } from '../kit/sheet.tsx'
import css from './shell.module.css'

/** What belongs to the grid that has the focus, and to the browser. */
const ELSEWHERE: readonly Pick<Command, 'id' | 'title' | 'keys'>[] = [
  {
    id: 'grid.walk',
    title: 'in the grid: line by line, and lane by lane',
    keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
  },
  { id: 'clipboard.open', title: 'open what is on the clipboard', keys: ['Mod+v'] },
]

/** All keys that do something just now. */
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
  readonly commands: readonly Pick<Command, 'id' | 'title' | 'keys'>[]
}

function Keys({ title, commands }: KeysProps) {
  if (commands.length === 0) return null
  return (
    <section className={css.keyGroup}>
      <h3>{title}</h3>
      <dl className={css.keys}>
        {commands.map(({ id, title: what, keys = [] }) => (
          <div key={id}>
            <dt>
              {keys.map((key) => (
                <Key key={key}>{keyWords(key)}</Key>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
