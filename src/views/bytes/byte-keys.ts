import type { KeyboardEvent, PointerEvent } from 'react'
import type { Copying } from './copying.ts'
import type { ByteFocus } from './focus.ts'

interface Ground extends Pick<ByteFocus, 'picked' | 'pick' | 'settle'> {
  readonly total: number
  readonly perRow: number
  readonly perView: number
  readonly copying: Copying
}

/** The byte under the pointer: those of a run are all as wide. */
function byteAt({ target, clientX }: PointerEvent): number | undefined {
  const run = target instanceof Element ? target.closest<HTMLElement>('[data-byte]') : null
  if (!run) return undefined
  const count = Number(run.dataset.count)
  const { left, width } = run.getBoundingClientRect()
  const nth = Math.floor(((clientX - left) / width) * count)
  return Number(run.dataset.byte) + Math.max(0, Math.min(count - 1, nth))
}

/** Arrows walk bytes and rows; with Shift, or with the button held, a stretch is chosen. */
export function useByteKeys({ total, perRow, perView, picked, pick, settle, copying }: Ground) {
  const cursor = picked?.cursor ?? 0
  const steps = (isAll: boolean): Readonly<Record<string, number>> => ({
    ArrowRight: cursor + 1,
    ArrowLeft: cursor - 1,
    ArrowDown: cursor + perRow,
    ArrowUp: cursor - perRow,
    PageDown: cursor + perRow * perView,
    PageUp: cursor - perRow * perView,
    Home: isAll ? 0 : cursor - (cursor % perRow),
    End: isAll ? total - 1 : cursor - (cursor % perRow) + perRow - 1,
  })
  const go = (to: number, isExtending: boolean, isWalking: boolean) => {
    const at = Math.max(0, Math.min(total - 1, to))
    pick(at, isExtending ? (picked?.anchor ?? at) : at)
    settle(at, isWalking)
  }
  return {
    onKeyDown(event: KeyboardEvent) {
      const isMod = event.ctrlKey || event.metaKey
      if (isMod && event.key.toLowerCase() === 'c' && copying.isAble) {
        event.preventDefault()
        return copying.copy('text')
      }
      const to = steps(isMod)[event.key]
      if (to === undefined || event.altKey || (isMod && !/^(?:Home|End)$/.test(event.key))) return
      event.preventDefault()
      go(picked ? to : Math.max(0, event.key === 'End' ? to : 0), event.shiftKey, true)
    },
    onPointerDown(event: PointerEvent) {
      const byte = byteAt(event)
      if (byte !== undefined && event.button === 0) go(byte, event.shiftKey, false)
    },
    onPointerMove(event: PointerEvent) {
      if (event.buttons !== 1 || !picked) return
      const byte = byteAt(event)
      if (byte !== undefined && byte !== picked.cursor) pick(byte, picked.anchor)
    },
  }
}
