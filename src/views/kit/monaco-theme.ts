import { useEffect } from 'react'
import { useStore } from 'zustand'
import { setMonacoTheme } from './monaco.ts'
import { useScreen } from './screen.ts'

/** Monaco has one theme for all its editors; it follows the screen’s. */
export function useMonacoTheme(): void {
  const theme = useStore(useScreen().settings, (settings) => settings.theme)
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)')
    const apply = () => setMonacoTheme(theme === 'system' ? system.matches : theme === 'dark')
    apply()
    system.addEventListener('change', apply)
    return () => system.removeEventListener('change', apply)
  }, [theme])
}
