import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import css from './confirmation.module.css'
import { useScreen } from './screen.ts'

/** As long as a few words take to be read, in milliseconds. */
const SHOWN = 2_600

/** A few words that something was done, which pass by themselves. */
export function Confirmation() {
  const { words, turn } = useStore(useScreen().clipboard)
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    const timer = setTimeout(() => setPassed(turn), SHOWN)
    return () => clearTimeout(timer)
  }, [turn])
  return (
    <p className={css.confirmation} role="status" aria-label="Done" data-shown={turn > passed || undefined}>
      {turn > passed ? words : ''}
    </p>
  )
}
