import { Key } from '../kit/button.tsx'
import { Sheet } from '../kit/sheet.tsx'
import css from './shell.module.css'

const SHORTCUTS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['j', 'k'], 'next and previous row'],
  [['↑', '↓', '←', '→'], 'line by line and lane by lane, in the grid'],
  [['.', ','], 'next and previous problem'],
  [['1', '2', '3', '4'], 'show or hide Chat, Responses, Anthropic, Gemini'],
  [['Esc'], 'look away: back to the sheet as a whole'],
  [['S'], 'share'],
  [['Ctrl V'], 'open what is on the clipboard'],
  [['?'], 'this list'],
]

export const Shortcuts = ({ onClose }: { readonly onClose: () => void }) => (
  <Sheet title="Keys" onClose={onClose}>
    <dl className={css.keys}>
      {SHORTCUTS.map(([keys, what]) => (
        <div key={what}>
          <dt>
            {keys.map((key) => (
              <Key key={key}>{key}</Key>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  </Sheet>
)
