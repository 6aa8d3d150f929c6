import { useState } from 'react'
import { useStore } from 'zustand'
import type { Input } from '../../engine/answers/opened.ts'
import { Button } from '../kit/button.tsx'
import { useScreen } from '../kit/screen.ts'
import { Sheet } from '../kit/sheet.tsx'
import css from './difference.module.css'

/** Takes a second transcript, which is set beside the one that is open. */
export function CompareWith({ onClose }: { readonly onClose: () => void }) {
  const { beside } = useScreen()
  const { isReading, problem } = useStore(beside)
  const [text, setText] = useState('')
  const open = async (input: Input) => {
    if (await beside.open(input)) onClose()
  }
  const openFile = async (file: File | undefined) => {
    if (file) await open({ content: await file.arrayBuffer(), name: file.name })
  }
  return (
    <Sheet title="Compare with another transcript" onClose={onClose}>
      <p className={css.soft}>
        Anything that can be opened here: a stream, a request, a HAR, a saved transcript. What is open stays
        as it is.
      </p>
      <label className={css.field}>
        Paste it
        <textarea
          rows={8}
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onDrop={(event) => {
            const [file] = event.dataTransfer.files
            if (!file) return
            event.preventDefault()
            event.stopPropagation()
            void openFile(file)
          }}
        />
      </label>
      <label className={css.field}>
        or choose a file
        <input type="file" onChange={({ target }) => void openFile(target.files?.[0])} />
      </label>
      {problem && <p role="alert">{problem}</p>}
      <Button
        look="strong"
        disabled={text.trim() === '' || isReading}
        onClick={() => void open({ content: text })}
      >
        {isReading ? 'Reading…' : 'Compare'}
      </Button>
    </Sheet>
  )
}
