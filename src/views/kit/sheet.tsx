import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'
import { Button } from './button.tsx'
import css from './sheet.module.css'

interface SheetProps {
  readonly title: string
  readonly onClose: () => void
  /** As broad as the screen: for two texts side by side. */
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** A paper laid over the screen. The browser's own dialog keeps the focus in and gives it back. */
export function Sheet({ title, onClose, isWide, children }: SheetProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the paper; Escape does the same
    <dialog
      ref={ref}
      className={css.sheet}
      data-wide={isWide || undefined}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      <div className={css.paper}>
        <header className={css.head}>
          <h2 id={titleId}>{title}</h2>
          <Button look="quiet" onClick={onClose} aria-label="Close">
            ✕
          </Button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
