import { useEffect, useRef, useState } from 'react'
import { useScreen } from '../kit/screen.ts'

/** After so many milliseconds without a key, what was typed is meant. */
const REST = 160

/** A text that is typed, and goes into the address when the hands rest; all that is typed at one go is one step of Back. */
export function useTyped(
  field: 'search' | 'filter',
  meant: string,
  isWish: (text: string) => boolean = () => true,
): readonly [typed: string, set: (text: string) => void, flush: (text?: string) => void] {
  const { address } = useScreen()
  const [typed, setTyped] = useState(meant)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = useRef(meant)
  const latest = useRef(isWish)
  latest.current = isWish
  useEffect(() => {
    // From elsewhere: a link, Back, “Filter by this”.
    if (meant !== last.current) setTyped(meant)
    last.current = meant
  }, [meant])
  useEffect(() => () => clearTimeout(timer.current), [])
  const flush = (words = typed) => {
    clearTimeout(timer.current)
    if (!latest.current(words)) return
    // Spaces are part of a text that is looked for, and mean nothing behind a token.
    const text = field === 'filter' ? words.trim() : words
    const step = last.current === '' || text === '' ? 'push' : 'replace'
    last.current = text
    address.seek({ [field]: text }, step)
  }
  const set = (text: string) => {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => flush(text), REST)
  }
  return [typed, set, flush]
}
