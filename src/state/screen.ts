import type { EngineClient } from '../engine/client.ts'
import type { AddressStore, Bar } from './address.ts'
import { createAddress, formatOrigin } from './address.ts'
import type { BesideStore } from './beside.ts'
import { createBeside } from './beside.ts'
import type { ClipboardStore } from './clipboard.ts'
import { createClipboard } from './clipboard.ts'
import type { CommandStore } from './commands.ts'
import { createCommands } from './commands.ts'
import type { EditionStore } from './editing/editions.ts'
import { createEditions } from './editing/editions.ts'
import type { EditsStore } from './editing/edits.ts'
import { createShownEdits } from './editing/shown-edits.ts'
import type { ProgressStore } from './engine-news.ts'
import { createProgress } from './engine-news.ts'
import type { Eye } from './eye.ts'
import { createEye } from './eye.ts'
import type { FinderStore } from './finding/finder.ts'
import { createFinder } from './finding/finder.ts'
import type { Handles } from './finding/handles.ts'
import { createHandles } from './finding/handles.ts'
import type { FocusStore } from './focus.ts'
import { createFocus } from './focus.ts'
import { createHere } from './here.ts'
import { keepWhatIsOpen } from './keeping/keeping.ts'
import type { RecentStore } from './keeping/recents.ts'
import { createRecents } from './keeping/recents.ts'
import type { Shelf } from './keeping/shelf.ts'
import { browserShelf } from './keeping/shelf.ts'
import { whyNot } from './keeping/why-not.ts'
import type { NoticeStore } from './notices.ts'
import { createNotices } from './notices.ts'
import type { Queries } from './queries.ts'
import { createQueries } from './queries.ts'
import type { RemarkStore } from './remarks.ts'
import { createRemarks, trackRemarks } from './remarks.ts'
import type { SessionStore } from './session.ts'
import { createSession } from './session.ts'
import type { SettingsStore } from './settings.ts'
import { createSettings } from './settings.ts'
import type { HistoryStore } from './undo/history.ts'
import { createHistory } from './undo/history.ts'
import type { Undo } from './undo/undo.ts'
import { createUndo } from './undo/undo.ts'
import { createViewHistory, trackLanes, trackPlaces } from './undo/view-history.ts'

/** Everything that the screen remembers and asks. */
export interface Screen extends Eye, Undo {
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
  const here = createHere(address, session)
  const history = createHistory()
  const views = createViewHistory(history)
  trackPlaces(views, address)
  trackLanes(views, settings)
  const remarks = createRemarks()
  trackRemarks(views, remarks, () => {
    const home = here.home()
    return home === undefined ? undefined : { origin: here.origin(), home }
  })
  const edits = createShownEdits({ engine, history, session, address, views })
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
  const finder = createFinder(engine)
  const eye = createEye({ engine, address, session, focus, current: here.opened })
  address.subscribe(({ origin }, before) => {
    if (formatOrigin(origin) !== formatOrigin(before.origin)) void session.arrive()
  })
  address.onFollow((before) => void session.follow(before))
  return {
    ...createUndo({ history, edits, views, here: here.origin }),
    ...eye,
    address,
    session,
    progress: createProgress(),
    focus,
    settings,
    commands: createCommands(),
    finder,
    handles: createHandles({ engine, address, focus, finder, tell: notices.tell, opened: here.opened }),
    clipboard: createClipboard({
      engine,
      address,
      opened: here.opened,
      remarks: () => remarks.getState()[here.home() ?? ''] ?? [],
    }),
    queries: createQueries(engine),
    notices,
    recents,
    remarks,
    beside: createBeside(engine),
    edits,
    editions,
    history,
  }
}
