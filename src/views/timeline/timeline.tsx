import { useQuery } from '@tanstack/react-query'
import type { RefCallback } from 'react'
import { useCallback, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useCommands } from '../kit/commands.ts'
import { useExchange, useOpened, useScreen } from '../kit/screen.ts'
import { Strip } from './strip.tsx'
import css from './timeline.module.css'

/** When the reply came: a strip between the lanes and the dock, where that is known. */
export function Timeline() {
  const opened = useOpened()
  const exchange = useExchange()
  const [isHidden, setHidden] = useState(false)
  const focus = useFocusWish()
  const isTimed = exchange?.reply === 'stream' && exchange.isTimed === true
  const off = isTimed ? {} : { off: NOT_TIMED }
  useCommands([
    {
      id: 'timeline.show',
      title: 'Show the timeline',
      group: 'Show',
      keys: ['v'],
      ...off,
      run: () => {
        flushSync(() => setHidden(false))
        focus.wish()
      },
    },
    {
      id: 'timeline.hide',
      title: 'Hide the timeline',
      group: 'Show',
      keys: ['Shift+v'],
      ...off,
      run: () => setHidden(true),
    },
  ])
  if (!opened || !exchange || !isTimed || isHidden) return null
  return (
    <section className={css.timeline} aria-label="Timeline">
      <TimelineOf
        key={`${opened.key} ${exchange.id}`}
        openedKey={opened.key}
        exchange={exchange.id}
        slider={focus.meet}
      />
    </section>
  )
}

/** The focus for what may come later than it is wished for; a person who went elsewhere meanwhile is left there. */
function useFocusWish() {
  const element = useRef<HTMLElement>(null)
  const wishedAt = useRef<Element>(null)
  const meet = useCallback((met: HTMLElement | null) => {
    element.current = met
    if (met && wishedAt.current === document.activeElement) met.focus()
    if (met) wishedAt.current = null
  }, [])
  const wish = () => {
    wishedAt.current = document.activeElement
    meet(element.current)
  }
  return { meet, wish }
}

const NOT_TIMED = 'When the frames of this reply came was not captured.'

/** Says in the room of others why there is no timeline. */
export function TimelineNote() {
  const exchange = useExchange()
  if (exchange?.reply !== 'stream' || exchange.isTimed) return null
  return <p className={css.note}>No arrival times were captured: no timeline.</p>
}

interface TimelineOfProps {
  readonly openedKey: string
  readonly exchange: string
  readonly slider: RefCallback<HTMLElement>
}

function TimelineOf({ openedKey, exchange, slider }: TimelineOfProps) {
  const { data, error } = useQuery(useScreen().queries.timeline(openedKey, exchange))
  if (error) return <p className={css.facts}>{error.message}</p>
  if (!data)
    return (
      <>
        <p className={css.facts}>Reading when what came…</p>
        <div className={css.strip} />
      </>
    )
  if ('problem' in data) return <p className={css.facts}>{data.problem}</p>
  return <Strip timeline={data} slider={slider} />
}
