import type { KeyboardEvent } from 'react'
import { useEffect, useRef } from 'react'
import type { RemarkPlace } from '../../state/remark-place.ts'
import { Button, Key } from '../kit/button.tsx'
import { useScreen } from '../kit/screen.ts'
import { placeLine } from '../kit/words.ts'
import css from './notes.module.css'

/** A note is short. Characters. */
const LONGEST = 2_000

interface WritingProps {
  readonly home: string
  readonly at: RemarkPlace
  readonly text: string
}

/** Where a note is written. */
export function Writing({ home, at, text }: WritingProps) {
  const { remarks } = useScreen()
  const field = useFocusMeanwhile()
  const leave = () => remarks.writing.setState({}, true)
  const keep = () => {
    const { exchange, half, frame, pointer } = at
    remarks.put(home, {
      exchange,
      half,
      ...(frame === undefined ? {} : { frame }),
      ...(pointer === undefined ? {} : { pointer }),
      text: field.current?.value.trim() ?? '',
    })
    leave()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') leave()
    else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) keep()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={css.writing}>
      <textarea
        ref={field}
        className={css.field}
        aria-label={`Note at ${placeLine(at)}`}
        placeholder={`A note at ${placeLine(at)}`}
        defaultValue={text}
        maxLength={LONGEST}
        rows={2}
        onKeyDown={onKeyDown}
      />
      <div className={css.tools}>
        <Button onClick={keep}>
          Keep <Key>⏎</Key>
        </Button>
        <Button look="quiet" onClick={leave}>
          Leave it
        </Button>
      </div>
    </div>
  )
}

/** A field that has the focus as long as it is there; afterwards that is back where it was. */
function useFocusMeanwhile() {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const before = document.activeElement
    field.current?.focus()
    field.current?.select()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return field
}
