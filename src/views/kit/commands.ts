import { useLayoutEffect, useRef } from 'react'
import type { Command } from '../../state/commands.ts'
import { keyName } from '../../state/commands.ts'
import { useScreen } from './screen.ts'

/**
 * What can be done here, as long as this view is on the screen: from the moment when it can be seen. What a command does is
 * looked up when it is run.
 */
export function useCommands(list: readonly Command[]): void {
  const { commands } = useScreen()
  const latest = useRef(list)
  latest.current = list
  const shown = JSON.stringify(list)
  // biome-ignore lint/correctness/useExhaustiveDependencies: told anew when what is shown of them is another
  useLayoutEffect(
    () =>
      commands.add(
        latest.current.map((command) => ({
          ...command,
          run: () => latest.current.find(({ id }) => id === command.id)?.run(),
        })),
      ),
    [commands, shown],
  )
}

const TYPING = 'input:not([type="range"]), textarea, select, [contenteditable="true"], .monaco-editor'

/** The keys of all commands. A dialog that is open has the keys for itself. */
export function useCommandKeys(): void {
  const { commands } = useScreen()
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
      const isTyping = event.target instanceof Element && event.target.closest(TYPING) !== null
      if (commands.press(keyName(event), isTyping)) event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [commands])
}

const IS_MAC = navigator.platform.startsWith('Mac')
const GLYPHS: Readonly<Record<string, string>> = {
  Mod: IS_MAC ? '⌘' : 'Ctrl',
  Shift: IS_MAC ? '⇧' : 'Shift',
  Alt: IS_MAC ? '⌥' : 'Alt',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ContextMenu: 'Menu',
}

/** A key as it stands on the keyboard. */
export const keyWords = (key: string): string =>
  key
    .split(/\+(?=.)/)
    .map((step) => GLYPHS[step] ?? (step.length === 1 ? step.toUpperCase() : step))
    .join(' ')
