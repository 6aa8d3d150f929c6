import type { EngineClient } from '../engine/client.ts'
import type { Opened, Tab } from '../engine/protocol.ts'
import type { Origin } from '../hub/leaf.ts'
import type { Finding, Place } from '../inspect/finding.ts'
import type { AddressStore, Bar } from './address.ts'
import { createAddress, formatOrigin } from './address.ts'
import type { CommandStore } from './commands.ts'
import { createCommands } from './commands.ts'
import type { FocusStore } from './focus.ts'
import { createFocus } from './focus.ts'
import type { Queries } from './queries.ts'
import { createQueries } from './queries.ts'
import type { SessionStore } from './session.ts'
import { createSession } from './session.ts'
import type { SettingsStore } from './settings.ts'
import { createSettings } from './settings.ts'

/** Everything that the screen remembers and asks. */
export interface Screen {
  readonly address: AddressStore
  readonly session: SessionStore
  readonly focus: FocusStore
  readonly settings: SettingsStore
  readonly commands: CommandStore
  readonly queries: Queries
  /** Brings a finding to the eye, at one of its places. */
  showProblem(problem: number, place?: number): Promise<void>
  /** Brings any place of the transcript to the eye. */
  showPlace(place: Place): Promise<void>
  /** Looks away from atoms and findings, at the sheet as a whole. */
  lookAway(): void
}

export function createScreen(engine: EngineClient, bar: Bar): Screen {
  const address = createAddress(bar)
  const session = createSession(engine, address)
  const focus = createFocus()
  const current = (): Opened | undefined => session.getState().opened[formatOrigin(address.getState().origin)]

  /** The place of the finding that the address names lights up, however one came there. */
  const lightProblem = () => {
    const { problem, exchange, tab } = address.getState().view
    const finding = problem === undefined ? undefined : current()?.findings[problem]
    if (finding) focus.settle(undefined, originsOf(finding, exchange, tab))
  }
  address.subscribe(({ origin, view }, before) => {
    if (view !== before.view && view.exchange !== before.view.exchange) focus.settle(undefined, [])
    lightProblem()
    if (formatOrigin(origin) !== formatOrigin(before.origin)) void session.arrive()
  })
  session.subscribe(({ opened }, before) => {
    if (opened !== before.opened) lightProblem()
  })
  return {
    address,
    session,
    focus,
    settings: createSettings(),
    commands: createCommands(),
    queries: createQueries(engine),
    async showProblem(problem, place = 0) {
      const opened = current()
      if (!opened) return
      const view = await engine.ask('locate', { key: opened.key, problem, place })
      if (current() === opened) address.move(view)
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

const originsOf = ({ places }: Finding, exchange: string | undefined, tab: Tab | undefined): Origin[] =>
  places
    .filter(
      (place) => place.exchange === exchange && place.half === (tab === 'request' ? 'request' : 'reply'),
    )
    .map(originAt)

const originAt = ({ frame, pointer = '' }: Place): Origin =>
  frame === undefined ? { pointer } : { frame, pointer }
