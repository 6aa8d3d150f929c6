import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useScreen } from '../kit/screen.ts'

export function useTheme(): void {
  const theme = useStore(useScreen().settings, (settings) => settings.theme)
  useEffect(() => {
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset.theme
    else dataset.theme = theme
  }, [theme])
}
