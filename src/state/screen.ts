import type { Opened } from '../engine/answers/opened.ts'
import type { EngineClient } from '../engine/client.ts'
import type { Tab, View } from '../engine/view.ts'
import type { Origin } from '../hub/leaf.ts'
import type { Finding, Place } from '../inspect/finding.ts'
import type { AddressStore, Bar } from './address.ts'
import { createAddress, formatOrigin } from './address.ts'
import type { BesideStore } from './beside.ts'
import { createBeside } from './beside.ts'
import type { ClipboardStore } from './clipboard.ts'
import { createClipboard } from './clipboard.ts'
import type { CommandStore } from './commands.ts'
import { createCommands } from './commands.ts'
import type { EditionStore } from './editions.ts'
import { createEditions } from './editions.ts'
import type { EditsStore } from './edits.ts'
import { createEdits } from './edits.ts'
import type { ProgressStore } from './engine-news.ts'
import { createProgress } from './engine-news.ts'
import type { FinderStore } from './finder.ts'
import { createFinder } from './finder.ts'
import type { FocusStore } from './focus.ts'
import { createFocus } from './focus.ts'
import type { Handles } from './handles.ts'
import { createHandles } from './handles.ts'
import type { Action, HistoryStore } from './history.ts'
import { createHistory } from './history.ts'
import { keepWhatIsOpen } from './keeping.ts'
import type { NoticeStore } from './notices.ts'
import { createNotices } from './notices.ts'
import type { Queries } from './queries.ts'
import { createQueries } from './queries.ts'
import type { RecentStore } from './recents.ts'
import { createRecents, homeOf } from './recents.ts'
import type { RemarkStore } from './remarks.ts'
import { createRemarks, trackRemarks } from './remarks.ts'
import type { SessionStore } from './session.ts'
import { createSession } from './session.ts'
import type { SettingsStore } from './settings.ts'
import { createSettings } from './settings.ts'
import type { Shelf } from './shelf.ts'
import { browserShelf, whyNot } from './shelf.ts'
import { createViewHistory, trackLanes, trackPlaces } from './view-history.ts'

/** Everything that the screen remembers and asks. */
export interface Screen {
  readonly address: AddressStore
  readonly session: SessionStore
  /** Of long streams that are being read. */
  readonly progress: ProgressStore
  readonly focus: FocusStore
  readonly settings: SettingsStore
  readonly commands: CommandStore
  /** What is looked for in the rows, and what was found. */
  readonly finder: FinderStore
  readonly handles: Handles
  readonly clipboard: ClipboardStore
  readonly queries: Queries
  readonly notices: NoticeStore
  /** What is kept in this browser. */
  readonly recents: RecentStore
  readonly remarks: RemarkStore
  readonly edits: EditsStore
  /** Where edits are held beside this tab. */
  readonly editions: EditionStore
  /** What is compared with what is open. */
  readonly beside: BesideStore
  /** What was done, edits and changes of the view on one trail. */
  readonly history: HistoryStore
  /** Takes back what was done last; the last of a kind, where it is named. */
  undo(kind?: Action['kind']): void
  redo(kind?: Action['kind']): void
  /** Brings a finding to the eye, at one of its places. */
  showProblem(problem: number, place?: number): Promise<void>
  /** Brings any place of the transcript to the eye. */
  showPlace(place: Place): Promise<void>
  /** Looks away from atoms and findings, at the sheet as a whole. */
  lookAway(): void
}

export function createScreen(engine: EngineClient, bar: Bar, shelf: Shelf = browserShelf()): Screen {
  const address = createAddress(bar)
  const notices = createNotices()
  const settings = createSettings((what, error) =>
    notices.tell({
      id: 'settings',
      sentence: `${what} was not kept: ${whyNot(error)}. It holds until this tab is closed.`,
    }),
  )
  const recents = createRecents({ engine, shelf, notices, settings })
  const session = createSession({
    engine,
    address,
    kept: recents.find,
    resume: (at, original) => editions.resume(at, original),
  })
  const focus = createFocus()
  const here = (): string => formatOrigin(address.getState().origin)
  const current = (): Opened | undefined => session.getState().opened[here()]
  const history = createHistory()
  const views = createViewHistory(history)
  trackPlaces(views, address)
  trackLanes(views, settings)
  const remarks = createRemarks()
  trackRemarks(views, remarks, () => {
    const opened = current()
    return opened && { origin: here(), home: homeOf(address.getState().origin, opened) }
  })
  const edits = createEdits({
    engine,
    history,
    openedAt: (origin) => session.getState().opened[origin],
    show: (origin, opened) => {
      const before = session.getState().opened[origin]
      isShowing = true
      session.show(origin, opened)
      isShowing = false
      const { view } = address.getState()
      if (before && origin === here()) views.silently(() => address.settle(viewAfter(view, before, opened)))
    },
  })
  const editions = createEditions({ engine, address, session, edits, recents, notices })
  keepWhatIsOpen({
    session,
    address,
    settings,
    remarks,
    recents,
    originalAt: (origin) => edits.getState()[origin]?.original ?? session.getState().opened[origin],
    silently: views.silently,
  })
  let isShowing = false
  session.subscribe(({ opened }, before) => {
    if (isShowing || opened === before.opened) return
    for (const [origin, { original }] of Object.entries(edits.getState())) {
      const [was, now] = [before.opened[origin], opened[origin]]
      const isAnew = now !== undefined && now !== was && now.key === original.key
      // What is opened anew is as it was captured. That the rules came to it makes it no other.
      if (isAnew && !(was?.isJudging && !now.isJudging)) void edits.lay(origin, [])
    }
  })
  /** Who reads the source is shown the place there. */
  const staysInSource = (view: View): View =>
    address.getState().view.tab === 'source' && view.tab ? { ...view, tab: 'source' } : view
  const replay = (action: Action | undefined, way: 'back' | 'forth') => {
    if (action?.kind === 'edit') edits.replay(action, way)
    else if (action) views.replay(action, way)
  }

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
    progress: createProgress(),
    focus,
    settings,
    commands: createCommands(),
    finder: createFinder(engine),
    handles: createHandles({ engine, address, focus, opened: current }),
    clipboard: createClipboard({
      engine,
      address,
      opened: current,
      remarks: () => {
        const opened = current()
        return (opened && remarks.getState()[homeOf(address.getState().origin, opened)]) ?? []
      },
    }),
    queries: createQueries(engine),
    notices,
    recents,
    remarks,
    beside: createBeside(engine),
    edits,
    editions,
    history,
    undo: (kind) => replay(history.back({ origin: here(), ...(kind ? { kind } : {}) }), 'back'),
    redo: (kind) => replay(history.forth({ origin: here(), ...(kind ? { kind } : {}) }), 'forth'),
    async showProblem(problem, place = 0) {
      const opened = current()
      if (!opened) return
      const view = await engine.ask('locate', { key: opened.key, problem, place })
      if (current() === opened) address.move(staysInSource(view))
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

/** The same place in the transcript as it reads by now: findings have other numbers, or are gone. */
function viewAfter({ problem, ...view }: View, before: Opened, after: Opened): View {
  const chosen = problem === undefined ? undefined : before.findings[problem]
  if (!chosen) return view
  const at = after.findings.findIndex((finding) => isSameFinding(finding, chosen))
  return at < 0 ? view : { ...view, problem: at }
}

const isSameFinding = (a: Finding, b: Finding): boolean =>
  a.rule === b.rule && JSON.stringify(a.places[0]) === JSON.stringify(b.places[0])

const originsOf = ({ places }: Finding, exchange: string | undefined, tab: Tab | undefined): Origin[] =>
  places
    .filter(
      (place) => place.exchange === exchange && place.half === (tab === 'request' ? 'request' : 'reply'),
    )
    .map(originAt)

const originAt = ({ frame, pointer = '' }: Place): Origin =>
  frame === undefined ? { pointer } : { frame, pointer }
