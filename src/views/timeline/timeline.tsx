import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useCommands } from '../kit/commands.ts'
import { useExchange, useOpened, useScreen } from '../kit/screen.ts'
import { Strip } from './strip.tsx'
import css from './timeline.module.css'

/** When the reply came: a strip between the lanes and the dock, where that is known. */
export function Timeline() {
  const opened = useOpened()
  const exchange = useExchange()
  const [isHidden, setHidden] = useState(false)
  const strip = useRef<HTMLDivElement>(null)
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
        setHidden(false)
        // It is there when the next picture is drawn.
        requestAnimationFrame(() => strip.current?.querySelector<HTMLElement>('[role="slider"]')?.focus())
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
    <section ref={strip} className={css.timeline} aria-label="Timeline">
      <TimelineOf key={`${opened.key} ${exchange.id}`} openedKey={opened.key} exchange={exchange.id} />
    </section>
  )
}

const NOT_TIMED = 'When the frames of this reply came was not captured.'

/** Says in the room of others why there is no timeline. */
export function TimelineNote() {
  const exchange = useExchange()
  if (exchange?.reply !== 'stream' || exchange.isTimed) return null
  return <p className={css.note}>No arrival times were captured: no timeline.</p>
}

function TimelineOf({ openedKey, exchange }: { readonly openedKey: string; readonly exchange: string }) {
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
  return <Strip timeline={data} />
}
