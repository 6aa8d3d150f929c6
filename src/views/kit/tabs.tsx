import type { KeyboardEvent } from 'react'
import { useEffect, useRef } from 'react'
import { useCommands } from './commands.ts'
import css from './tabs.module.css'

export interface TabItem<T extends string> {
  readonly id: T
  readonly title: string
  /** Chooses it from anywhere. */
  readonly key: string
  readonly isDisabled?: boolean
}

interface TabsProps<T extends string> {
  readonly label: string
  readonly tabs: readonly TabItem<T>[]
  readonly chosen: T
  readonly panelId: string
  readonly onChoose: (tab: T) => void
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** Each tab is a command, too. */
export function Tabs<T extends string>({ label, tabs, chosen, panelId, onChoose }: TabsProps<T>) {
  useCommands(
    tabs.map(({ id, title, key, isDisabled }) => ({
      id: `${panelId}.${id}`,
      title: `Show ${title}`,
      group: 'Show',
      keys: [key],
      ...(isDisabled ? { off: 'Not captured.' } : {}),
      run: () => onChoose(id),
    })),
  )
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const open = tabs.filter(({ isDisabled }) => !isDisabled)
    const at = open.findIndex(({ id }) => id === chosen)
    const next = open[(at + step + open.length) % open.length]
    if (!next) return
    onChoose(next.id)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
  }
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is chosen
  useEffect(() => showChosen(list.current), [chosen])
  return (
    <div ref={list} className={css.tabs} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, title, isDisabled }) => (
        <button
          key={id}
          type="button"
          role="tab"
          data-tab={id}
          aria-selected={id === chosen}
          aria-controls={panelId}
          tabIndex={id === chosen ? 0 : -1}
          disabled={isDisabled}
          className={css.tab}
          onClick={() => onChoose(id)}
        >
          {title}
        </button>
      ))}
    </div>
  )
}

/** On a narrow screen tabs are a strip that scrolls. The page must not: it may be that nobody looks here. */
function showChosen(list: HTMLElement | null): void {
  const strip = list?.parentElement
  const tab = list?.querySelector('[aria-selected="true"]')
  if (!strip || !tab) return
  const [seen, wished] = [strip.getBoundingClientRect(), tab.getBoundingClientRect()]
  const room = 16
  if (wished.right > seen.right - room) strip.scrollLeft += wished.right - seen.right + room
  else if (wished.left < seen.left + room) strip.scrollLeft -= seen.left - wished.left + room
}
