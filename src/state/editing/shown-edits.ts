// Edits of what is on the screen: what was read of them is shown, and what is opened anew is as it was captured.
import type { Opened } from '../../engine/answers/opened.ts'
import type { EngineClient } from '../../engine/client.ts'
import type { View } from '../../engine/view.ts'
import type { Finding } from '../../inspect/finding.ts'
import type { AddressStore } from '../address.ts'
import { formatOrigin } from '../address.ts'
import type { SessionStore } from '../session.ts'
import type { HistoryStore } from '../undo/history.ts'
import type { ViewHistory } from '../undo/view-history.ts'
import type { EditsStore } from './edits.ts'
import { createEdits } from './edits.ts'

interface Surroundings {
  readonly engine: EngineClient
  readonly history: HistoryStore
  readonly session: SessionStore
  readonly address: AddressStore
  readonly views: ViewHistory
}

export function createShownEdits({ engine, history, session, address, views }: Surroundings): EditsStore {
  let isShowing = false
  const edits = createEdits({
    engine,
    history,
    openedAt: (origin) => session.getState().opened[origin],
    show(origin, opened) {
      const before = session.getState().opened[origin]
      isShowing = true
      session.show(origin, opened)
      isShowing = false
      const { view, origin: here } = address.getState()
      if (before && origin === formatOrigin(here))
        views.silently(() => address.settle(viewAfter(view, before, opened)))
    },
  })
  session.subscribe(({ opened }, before) => {
    if (isShowing || opened === before.opened) return
    for (const [origin, { original }] of Object.entries(edits.getState()))
      if (isOpenedAnew(original, before.opened[origin], opened[origin])) void edits.lay(origin, [])
  })
  return edits
}

/** That the rules came to it makes it no other. */
const isOpenedAnew = (original: Opened, was: Opened | undefined, now: Opened | undefined): boolean =>
  now !== undefined && now !== was && now.key === original.key && !(was?.isJudging && !now.isJudging)

/** The same place in the transcript as it reads by now: findings have other numbers, or are gone. */
function viewAfter({ problem, ...view }: View, before: Opened, after: Opened): View {
  const chosen = problem === undefined ? undefined : before.findings[problem]
  if (!chosen) return view
  const at = after.findings.findIndex((finding) => isSameFinding(finding, chosen))
  return at < 0 ? view : { ...view, problem: at }
}

const isSameFinding = (a: Finding, b: Finding): boolean =>
  a.rule === b.rule && JSON.stringify(a.places[0]) === JSON.stringify(b.places[0])
