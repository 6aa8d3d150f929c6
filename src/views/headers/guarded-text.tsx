import { useState } from 'react'
import type { Guarded } from '../../engine/answers/heads.ts'
import css from './headers.module.css'

/** A long mask says no more than a short one, and how long it is is told in words. */
const MASK = /\*{8,}/g

interface GuardedTextProps {
  readonly text: Guarded
  /** For those who hear the button only. */
  readonly what: string
}

/** Secrets are masked until somebody asks to see them, and only here. */
export function GuardedText({ text: { shown, whole }, what }: GuardedTextProps) {
  const [isRevealed, setRevealed] = useState(false)
  if (shown === whole) return <code>{whole}</code>
  return (
    <>
      <code>{isRevealed ? whole : shown.replace(MASK, '••••••••')}</code>
      <button
        type="button"
        className={css.reveal}
        aria-pressed={isRevealed}
        aria-label={`${isRevealed ? 'Hide' : 'Show'} the secret in ${what}`}
        onClick={() => setRevealed(!isRevealed)}
      >
        {isRevealed ? 'hide' : 'show'}
      </button>
    </>
  )
}
