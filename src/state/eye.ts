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
  /** By so many findings on from the one that is looked at, or that was wished for last; from the last to the first. */
  walkProblems(by: number): Promise<void>
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

/** What was asked for while the worker still looks for its place. */
interface Wish {
  readonly problem?: number
}

export function createEye(around: Surroundings): Eye {
  const { engine, address, focus, current } = around
  let latest: Wish | undefined
  lightProblems(around)

  /** Only the latest wish is granted, and to nobody who went elsewhere before the answer. */
  async function look(
    wish: Wish,
    find: (key: string) => Promise<View>,
    then: (view: View) => void,
  ): Promise<void> {
    const opened = current()
    if (!opened) return
    latest = wish
    const from = eyeAt(address.getState().view)
    // That the worker died is told where it is noticed.
    const found = await find(opened.key).catch(() => undefined)
    if (latest !== wish) return
    latest = undefined
    if (found && current()?.key === opened.key && eyeAt(address.getState().view) === from) then(found)
  }

  function showProblem(problem: number, place = 0): Promise<void> {
    const find = (key: string) => engine.ask('locate', { key, problem, place })
    return look({ problem }, find, (view) => address.move(stayingInSource(address.getState().view, view)))
  }

  return {
    showProblem,
    async walkProblems(by) {
      const count = current()?.findings.length ?? 0
      const from = latest?.problem ?? address.getState().view.problem ?? (by > 0 ? -1 : 0)
      if (count > 0) await showProblem((((from + by) % count) + count) % count)
    },
    showPlace(place) {
      const find = (key: string) => engine.ask('find', { key, place })
      return look({}, find, (view) => {
        address.move(view)
        focus.settle(undefined, [originAt(place)])
      })
    },
    lookAway() {
      const { problem: _, row: __, ...view } = address.getState().view
      focus.settle(undefined, [])
      address.move(view)
    },
  }
}

/** Where the eye is, apart from what else is shown. */
export const eyeAt = ({ exchange, tab, row, problem }: View): string =>
  [exchange, tab, row, problem].join(' ')

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
