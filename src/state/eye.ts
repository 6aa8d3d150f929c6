// Where the eye is brought, and what lights up there.
import type { Opened } from '../engine/answers/opened.ts'
import type { EngineClient } from '../engine/client.ts'
import type { Tab, View } from '../engine/view.ts'
import type { Origin } from '../hub/leaf.ts'
import type { Finding, Place } from '../inspect/finding.ts'
import type { AddressStore } from './address.ts'
import type { FocusStore } from './focus.ts'
import type { SessionStore } from './session.ts'

export interface Eye {
  /** Brings a finding to the eye, at one of its places. */
  showProblem(problem: number, place?: number): Promise<void>
  /** Brings any place of the transcript to the eye. */
  showPlace(place: Place): Promise<void>
  /** Looks away from atoms and findings, at the sheet as a whole. */
  lookAway(): void
}

interface Surroundings {
  readonly engine: EngineClient
  readonly address: AddressStore
  readonly session: SessionStore
  readonly focus: FocusStore
  /** What is open where the address is. */
  current(): Opened | undefined
}

export function createEye(around: Surroundings): Eye {
  const { engine, address, focus, current } = around
  lightProblems(around)
  return {
    async showProblem(problem, place = 0) {
      const opened = current()
      if (!opened) return
      const view = await engine.ask('locate', { key: opened.key, problem, place })
      if (current() === opened) address.move(stayingInSource(address.getState().view, view))
    },
    async showPlace(place) {
      const opened = current()
      if (!opened) return
      const found = await engine.ask('find', { key: opened.key, place })
      if (current() !== opened) return
      address.move(found)
      focus.settle(undefined, [originAt(place)])
    },
    lookAway() {
      const { problem: _, row: __, ...view } = address.getState().view
      focus.settle(undefined, [])
      address.move(view)
    },
  }
}

/** The place of the finding that the address names lights up, however one came there. */
function lightProblems({ address, session, focus, current }: Surroundings): void {
  const light = () => {
    const { problem, exchange, tab } = address.getState().view
    const finding = problem === undefined ? undefined : current()?.findings[problem]
    if (finding) focus.settle(undefined, originsOf(finding, exchange, tab))
  }
  address.subscribe(({ view }, before) => {
    if (view.exchange !== before.view.exchange) focus.settle(undefined, [])
    light()
  })
  session.subscribe(({ opened }, before) => {
    if (opened !== before.opened) light()
  })
}

/** Who reads the source is shown the place there. */
const stayingInSource = (now: View, next: View): View =>
  now.tab === 'source' && next.tab ? { ...next, tab: 'source' } : next

const originsOf = ({ places }: Finding, exchange: string | undefined, tab: Tab | undefined): Origin[] =>
  places
    .filter(
      (place) => place.exchange === exchange && place.half === (tab === 'request' ? 'request' : 'reply'),
    )
    .map(originAt)

const originAt = ({ frame, pointer = '' }: Place): Origin =>
  frame === undefined ? { pointer } : { frame, pointer }
