import { useStore } from 'zustand'
import { Button } from './button.tsx'
import css from './notices.module.css'
import { Prose } from './prose.tsx'
import { useScreen } from './screen.ts'

/** What happened unasked: above everything in a corner, moving nothing. */
export function Notices() {
  const { notices } = useScreen()
  const told = useStore(notices)
  return (
    <div className={css.notices} role="status" aria-label="Notices">
      {told.map(({ id, sentence, actions = [] }) => (
        <div key={id} className={css.notice}>
          <p>
            <Prose>{sentence}</Prose>
          </p>
          <div className={css.actions}>
            {actions.map(({ title, run }) => (
              <Button key={title} onClick={run}>
                {title}
              </Button>
            ))}
            <Button look="quiet" onClick={() => notices.dismiss(id)}>
              Put it away
            </Button>
          </div>
        </div>
      ))}
    </div>
  )
}
