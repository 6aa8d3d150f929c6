import { useEffect, useRef } from 'react'

type Bindings = Readonly<Record<string, () => void>>

const TYPING =
  'input:not([type="range"]), textarea, select, [contenteditable="true"], .monaco-editor, dialog[open]'

/** Single keys that work wherever nobody is typing. Chords belong to the browser. */
export function useKeys(bindings: Bindings): void {
  const latest = useRef(bindings)
  latest.current = bindings
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (event.target instanceof Element && event.target.closest(TYPING)) return
      if (document.querySelector('dialog[open]')) return
      const run = latest.current[event.key]
      if (!run) return
      event.preventDefault()
      run()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}
