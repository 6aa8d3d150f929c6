import { useLayoutEffect, useState } from 'react'
import { useCommands } from '../kit/commands.ts'
import { inputsOf, openFiles } from '../kit/files.ts'
import { useScreen } from '../kit/screen.ts'

const TYPING = 'input, textarea, [contenteditable="true"], .monaco-editor'

/** Paste and drop work anywhere on the screen, and so does the key that opens files. Tells whether files hang over it. */
export function useIntake(): boolean {
  const { session } = useScreen()
  const [isDragging, setDragging] = useState(false)
  useCommands([
    {
      id: 'files.open',
      title: 'Open files',
      group: 'Application',
      keys: ['Mod+o'],
      whileTyping: true,
      run: () => openFiles(session),
    },
  ])
  // From the moment when the page can be seen.
  useLayoutEffect(() => {
    const open = async (files: readonly File[], text: string) => {
      if (files.length === 0) return session.openInputs([{ content: text }])
      return session.openInputs(await inputsOf(files))
    }
    const onPaste = (event: ClipboardEvent) => {
      if (event.target instanceof Element && event.target.closest(TYPING)) return
      event.preventDefault()
      void open([...(event.clipboardData?.files ?? [])], event.clipboardData?.getData('text/plain') ?? '')
    }
    const onDrop = (event: DragEvent) => {
      event.preventDefault()
      setDragging(false)
      void open([...(event.dataTransfer?.files ?? [])], event.dataTransfer?.getData('text/plain') ?? '')
    }
    const onDragOver = (event: DragEvent) => {
      event.preventDefault()
      setDragging(true)
    }
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragging(false)
    }
    const controller = new AbortController()
    const { signal } = controller
    addEventListener('paste', onPaste, { signal })
    addEventListener('drop', onDrop, { signal })
    addEventListener('dragover', onDragOver, { signal })
    addEventListener('dragleave', onDragLeave, { signal })
    return () => controller.abort()
  }, [session])
  return isDragging
}
