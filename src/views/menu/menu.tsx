import type { KeyboardEvent } from 'react'
import { Fragment, useEffect, useLayoutEffect, useRef } from 'react'
import { Key } from '../kit/button.tsx'
import { keyWords } from '../kit/commands.ts'
import type { Deed } from './deeds.ts'
import css from './menu.module.css'

interface MenuProps {
  readonly label: string
  readonly deeds: readonly Deed[]
  /** Where it opens: px of the window. */
  readonly at: { readonly x: number; readonly y: number }
  /** Gives the focus back before a deed takes it somewhere. */
  readonly onClose: () => void
}

/** From the edge of the window, in px. */
const MARGIN = 8

/** What can be done with what was pointed at. */
export function Menu({ label, deeds, at: { x, y }, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = menu.current
    if (!element) return
    const { width, height } = element.getBoundingClientRect()
    element.style.left = `${Math.max(MARGIN, Math.min(x, innerWidth - width - MARGIN))}px`
    element.style.top = `${Math.max(MARGIN, Math.min(y, innerHeight - height - MARGIN))}px`
    element.querySelector<HTMLElement>('[role="menuitem"]')?.focus()
  }, [x, y])
  useCloseElsewhere(menu, onClose)
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const to = targetOf(event.key, at, items)
    if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else if (to === undefined) return
    else items[to]?.focus()
    event.preventDefault()
  }
  return (
    <div ref={menu} role="menu" aria-label={label} tabIndex={-1} className={css.menu} onKeyDown={onKeyDown}>
      {deeds.map((deed, i) => (
        <Fragment key={deed.id}>
          {i > 0 && deeds[i - 1]?.section !== deed.section && <hr className={css.line} />}
          <button
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={css.item}
            onPointerEnter={({ currentTarget }) => currentTarget.focus()}
            onClick={() => {
              onClose()
              deed.run()
            }}
          >
            <span>{deed.title}</span>
            {deed.key && <Key>{keyWords(deed.key)}</Key>}
          </button>
        </Fragment>
      ))}
    </div>
  )
}

/** Arrows go round, letters go to the next title that begins with them. */
function targetOf(key: string, at: number, items: readonly HTMLElement[]): number | undefined {
  const count = items.length
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return (at - 1 + count) % count
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  if (key.length > 1 || key === ' ') return undefined
  for (let step = 1; step <= count; step++) {
    const to = (at + step) % count
    if (items[to]?.textContent?.toLowerCase().startsWith(key.toLowerCase())) return to
  }
  return undefined
}

function useCloseElsewhere(menu: { readonly current: HTMLElement | null }, onClose: () => void): void {
  const latest = useRef(onClose)
  latest.current = onClose
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const onPress = ({ target }: Event) => {
      if (!(target instanceof Node) || !menu.current?.contains(target)) latest.current()
    }
    addEventListener('pointerdown', onPress, { capture: true, signal })
    addEventListener('resize', () => latest.current(), { signal })
    addEventListener('blur', () => latest.current(), { signal })
    return () => controller.abort()
  }, [menu])
}
