import { lazy, Suspense, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Half, SheetTab, Tab } from '../../engine/view.ts'
import type { Screen } from '../../state/screen.ts'
import { Assembled } from '../assembled/assembled.tsx'
import { RawBytes } from '../bytes/bytes.tsx'
import { ClientsEye } from '../client/clients-eye.tsx'
import { Detail } from '../detail/detail.tsx'
import { Dock } from '../dock/dock.tsx'
import { Headers } from '../headers/headers.tsx'
import { Boundary } from '../kit/boundary.tsx'
import { Coming } from '../kit/coming.tsx'
import { useCommandKeys } from '../kit/commands.ts'
import { Confirmation } from '../kit/confirmation.tsx'
import { Notices } from '../kit/notices.tsx'
import { ScreenContext, useExchange, useOpened, useScreen, useView } from '../kit/screen.ts'
import type { TabItem } from '../kit/tabs.tsx'
import { Tabs } from '../kit/tabs.tsx'
import { Lanes } from '../lanes/lanes.tsx'
import { Library } from '../library/library.tsx'
import { Menus } from '../menu/menus.tsx'
import { useNoteCommands } from '../notes/commands.ts'
import { Notes } from '../notes/notes.tsx'
import { Palette } from '../palette/palette.tsx'
import { Rule } from '../rules/rule.tsx'
import { Rules } from '../rules/rules.tsx'
import { Sought } from '../search/sought.tsx'
import { Share } from '../share/share.tsx'
import { Source } from '../source/source.tsx'
import { Timeline, TimelineNote } from '../timeline/timeline.tsx'
import { Detection } from './detection.tsx'
import { Exchanges } from './exchanges.tsx'
import type { Overlay } from './frame-commands.ts'
import { useFrameCommands } from './frame-commands.ts'
import { Header } from './header.tsx'
import { useIntake } from './intake.ts'
import { useLaneToggles } from './lane-toggles.tsx'
import css from './shell.module.css'
import { Shortcuts } from './shortcuts.tsx'
import { useTheme } from './theme.ts'
import { useUndoCommands } from './undoing.ts'

const Report = lazy(() => import('../report/report.tsx').then(({ Report }) => ({ default: Report })))

export const Shell = ({ screen }: { readonly screen: Screen }) => (
  <ScreenContext value={screen}>
    <Frame />
  </ScreenContext>
)

function Frame() {
  const { session } = useScreen()
  const opened = useOpened()
  const reading = useStore(session, (state) => state.reading)
  const refusal = useStore(session, (state) => state.refusal)
  const [overlay, setOverlay] = useState<Overlay>()
  const isDragging = useIntake()
  useTheme()
  const isLibrary = !opened || refusal !== undefined
  useCommandKeys()
  useUndoCommands()
  useFrameCommands(setOverlay, isLibrary)
  return (
    <div className={css.frame} data-library={isLibrary || undefined}>
      <Header
        opened={isLibrary ? undefined : opened}
        onShare={() => setOverlay('share')}
        onHelp={() => setOverlay('shortcuts')}
      />
      {isLibrary ? (
        <main className={css.open}>
          {reading && !refusal ? (
            <Coming lines={12}>{`Reading ${reading}…`}</Coming>
          ) : (
            <Boundary what="This page">
              <Page />
            </Boundary>
          )}
        </main>
      ) : (
        <Open onReport={() => setOverlay('report')} />
      )}
      {reading && opened && <p className={css.reading} role="status">{`Reading ${reading}…`}</p>}
      {isDragging && <div className={css.drop}>Drop to open</div>}
      <Notices />
      <Confirmation />
      {overlay === 'share' && !isLibrary && <Share onClose={() => setOverlay(undefined)} />}
      {overlay === 'report' && !isLibrary && (
        <Suspense>
          <Report onClose={() => setOverlay(undefined)} />
        </Suspense>
      )}
      {overlay === 'palette' && <Palette onClose={() => setOverlay(undefined)} />}
      {overlay === 'shortcuts' && <Shortcuts onClose={() => setOverlay(undefined)} />}
    </div>
  )
}

/** What is there to read where nothing is opened. */
function Page() {
  const { address, session } = useScreen()
  const origin = useStore(address, (state) => state.origin)
  const hasRefused = useStore(session, (state) => state.refusal !== undefined)
  if (hasRefused) return <Library />
  if (origin.kind === 'rules') return <Rules />
  return origin.kind === 'rule' ? <Rule id={origin.id} /> : <Library />
}

/** The screen with a transcript on it. */
function Open({ onReport }: { readonly onReport: () => void }) {
  const opened = useOpened()
  const view = useView()
  useNoteCommands()
  return (
    <>
      <Detection />
      <Boundary what="The list of exchanges" resetKey={opened}>
        <Exchanges />
      </Boundary>
      <main className={css.main}>
        <Middle />
        <Menus />
      </main>
      <div className={css.aside}>
        <Boundary what="The detail" resetKey={view}>
          <Detail onReport={onReport} />
        </Boundary>
      </div>
      <footer className={css.footer}>
        <Boundary what="The timeline" resetKey={view}>
          <Timeline />
        </Boundary>
        <Boundary what="The judgement" resetKey={view}>
          <Dock RawBytes={RawBytes} Notes={Notes} note={<TimelineNote />} />
        </Boundary>
      </footer>
    </>
  )
}

const PANEL = 'panel'
/** Which half a row is of, by tab: one of one half is none of the other. */
const HALVES: Readonly<Partial<Record<Tab, Half>>> = {
  request: 'request',
  events: 'reply',
  assembled: 'reply',
  client: 'reply',
}

/** The half that the row in the address is of. The headers keep it as it is; in the source it may be either by now. */
function useHalfOfRow(tab: Tab): Half | 'either' {
  const last = useRef<Half | 'either'>('either')
  if (tab !== 'headers') last.current = HALVES[tab] ?? 'either'
  return last.current
}

function Chosen({ tab }: { readonly tab: Tab }) {
  if (tab === 'assembled') return <Assembled />
  if (tab === 'client') return <ClientsEye />
  if (tab === 'headers') return <Headers />
  const lanes = (sheet: SheetTab) => <Lanes tab={sheet} around={(half) => <Sought {...half} />} />
  return tab === 'source' ? <Source below={lanes} /> : lanes(tab)
}

function Middle() {
  const { address } = useScreen()
  const exchange = useExchange()
  const view = useView()
  const tab: Tab = view.tab ?? (exchange?.reply ? 'events' : 'request')
  const rowOf = useHalfOfRow(tab)
  const toggles = useLaneToggles(tab)
  const tabs: readonly TabItem<Tab>[] = [
    { id: 'request', title: 'Request', key: 'r', isDisabled: !exchange?.hasRequest },
    { id: 'events', title: 'Events', key: 'e', isDisabled: !exchange?.reply },
    { id: 'assembled', title: 'Assembled', key: 'a', isDisabled: !exchange?.reply },
    { id: 'headers', title: 'Headers', key: 'q' },
    { id: 'client', title: 'Client’s eye', key: 'c', isDisabled: !exchange?.reply },
    { id: 'source', title: 'Source', key: 'o' },
  ]
  const choose = (next: Tab) => {
    const { exchange: id = exchange?.id } = view
    const keepsRow = HALVES[next] === undefined || HALVES[next] === rowOf
    address.move({
      ...(id ? { exchange: id } : {}),
      tab: next,
      ...(keepsRow && view.row !== undefined ? { row: view.row } : {}),
      ...(keepsRow && view.problem !== undefined ? { problem: view.problem } : {}),
    })
  }
  return (
    <>
      <div className={css.tabs}>
        <Tabs label="Views of the exchange" tabs={tabs} chosen={tab} panelId={PANEL} onChoose={choose} />
        {toggles}
      </div>
      <div id={PANEL} role="tabpanel" aria-label={tab} className={css.panel}>
        <Boundary what="This view" resetKey={`${exchange?.id} ${tab}`}>
          <Chosen tab={tab} />
        </Boundary>
      </div>
    </>
  )
}
