import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useScreen } from '../kit/screen.ts'
import type { SourceEditor } from './monaco.ts'
import { openSourceEditor, setMonacoTheme } from './monaco.ts'
import css from './source.module.css'

interface SourceTextProps {
  readonly text: string
  /** UTF-8 bytes of the text to light, end exclusive. */
  readonly start?: number
  readonly end?: number
  readonly label: string
}

export function SourceText({ text, start, end, label }: SourceTextProps) {
  const element = useRef<HTMLDivElement>(null)
  const editor = useRef<SourceEditor>(undefined)
  useMonacoTheme()
  useEffect(() => {
    if (!element.current) return
    const opened = openSourceEditor(element.current, css.lit ?? '', label)
    editor.current = opened
    return () => opened.dispose()
  }, [label])
  useEffect(() => {
    editor.current?.show(text)
    editor.current?.light(offsetOf(text, start ?? 0), offsetOf(text, end ?? 0))
  }, [text, start, end])
  return <div ref={element} className={css.editor} />
}

/** The UTF-16 offset of a UTF-8 byte. */
function offsetOf(text: string, byte: number): number {
  let bytes = 0
  let at = 0
  for (; bytes < byte && at < text.length; at++) {
    const code = text.charCodeAt(at)
    // Each half of a surrogate pair counts two of the four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xe000 ? 2 : 3
  }
  return at
}

function useMonacoTheme(): void {
  const theme = useStore(useScreen().settings, (settings) => settings.theme)
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)')
    const apply = () => setMonacoTheme(theme === 'system' ? system.matches : theme === 'dark')
    apply()
    system.addEventListener('change', apply)
    return () => system.removeEventListener('change', apply)
  }, [theme])
}
