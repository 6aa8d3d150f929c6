import type { ComponentType, ReactNode } from 'react'
import { useState } from 'react'
import type { Opened } from '../../engine/answers/opened.ts'
import type { Panel } from '../../engine/view.ts'
import { Boundary } from '../kit/boundary.tsx'
import { useRemarks } from '../kit/remarks.ts'
import { useOpened, useScreen, useView } from '../kit/screen.ts'
import type { TabItem } from '../kit/tabs.tsx'
import { Tabs } from '../kit/tabs.tsx'
import { useCallCommands } from './calls.ts'
import { ChainPanel } from './chain.tsx'
import { DifferencePanel } from './difference.tsx'
import css from './dock.module.css'
import { PairingPanel } from './pairing.tsx'
import { Problems, useProblemCommands } from './problems.tsx'
import { SidesPanel } from './sides.tsx'

const PANEL = 'dock'

interface DockProps {
  /** Panels of their own, which stand in the dock. */
  readonly RawBytes: ComponentType<{ readonly openedKey: string }>
  readonly Notes: ComponentType
  /** A word at the end of the bar. */
  readonly note: ReactNode
}

/** What is said of the transcript as a whole, below its lanes. */
export function Dock({ RawBytes, Notes, note }: DockProps) {
  const { address } = useScreen()
  const opened = useOpened()
  const view = useView()
  const panel: Panel = view.panel ?? 'problems'
  const notes = useRemarks().length
  const isLate = useLateFindings(opened)
  useProblemCommands()
  useCallCommands()
  const tabs: readonly TabItem<Panel>[] = [
    { id: 'problems', title: `Problems ${opened?.findings.length ?? 0}`, key: 'p' },
    { id: 'sides', title: 'Two sides', key: 'd' },
    { id: 'difference', title: 'Difference', key: 'z' },
    { id: 'pairing', title: 'Pairing', key: 't' },
    { id: 'chain', title: 'Chain', key: 'h' },
    { id: 'bytes', title: 'Raw bytes', key: 'w' },
    { id: 'notes', title: notes > 0 ? `Notes ${notes}` : 'Notes', key: 'Shift+y' },
  ]
  return (
    <section className={css.dock} aria-label="Judgement" data-panel={panel} data-late={isLate || undefined}>
      <div className={css.bar}>
        <Tabs
          label="What is said of the transcript"
          tabs={tabs}
          chosen={panel}
          panelId={PANEL}
          onChoose={(next) => address.move({ ...view, panel: next })}
        />
        {note}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div id={PANEL} role="tabpanel" aria-label={panel} tabIndex={0} className={css.panel}>
        {opened && (
          <Boundary what="This panel" resetKey={`${opened.key} ${panel}`}>
            <Chosen panel={panel} openedKey={opened.key} RawBytes={RawBytes} Notes={Notes} />
          </Boundary>
        )}
      </div>
    </section>
  )
}

/** Whether the rules came to it after it was shown. What is small is judged before. */
function useLateFindings(opened: Opened | undefined): boolean {
  const [late, setLate] = useState<string>()
  if (opened?.isJudging && late !== opened.key) setLate(opened.key)
  return opened !== undefined && late === opened.key
}

interface ChosenProps extends Pick<DockProps, 'RawBytes' | 'Notes'> {
  readonly panel: Panel
  readonly openedKey: string
}

function Chosen({ panel, openedKey, RawBytes, Notes }: ChosenProps) {
  if (panel === 'sides') return <SidesPanel openedKey={openedKey} />
  if (panel === 'difference') return <DifferencePanel openedKey={openedKey} />
  if (panel === 'notes') return <Notes />
  if (panel === 'bytes') return <RawBytes openedKey={openedKey} />
  if (panel === 'pairing') return <PairingPanel openedKey={openedKey} />
  return panel === 'chain' ? <ChainPanel openedKey={openedKey} /> : <Problems />
}
