import type { ComponentType, ReactNode } from 'react'
import type { Panel } from '../../engine/protocol.ts'
import { useOpened, useScreen, useView } from '../kit/screen.ts'
import type { TabItem } from '../kit/tabs.tsx'
import { Tabs } from '../kit/tabs.tsx'
import { ChainPanel } from './chain.tsx'
import { DifferencePanel } from './difference.tsx'
import css from './dock.module.css'
import { PairingPanel } from './pairing.tsx'
import { Problems, useProblemCommands } from './problems.tsx'
import { SidesPanel } from './sides.tsx'

const PANEL = 'dock'

interface DockProps {
  /** A panel of its own, which stands in the dock. */
  readonly RawBytes: ComponentType<{ readonly openedKey: string }>
  /** A word at the end of the bar. */
  readonly note: ReactNode
}

/** What is said of the transcript as a whole, below its lanes. */
export function Dock({ RawBytes, note }: DockProps) {
  const { address } = useScreen()
  const opened = useOpened()
  const view = useView()
  const panel: Panel = view.panel ?? 'problems'
  useProblemCommands()
  const tabs: readonly TabItem<Panel>[] = [
    { id: 'problems', title: `Problems ${opened?.findings.length ?? 0}`, key: 'p' },
    { id: 'sides', title: 'Two sides', key: 'd' },
    { id: 'difference', title: 'Difference', key: 'x' },
    { id: 'pairing', title: 'Pairing', key: 't' },
    { id: 'chain', title: 'Chain', key: 'h' },
    { id: 'bytes', title: 'Raw bytes', key: 'w' },
  ]
  return (
    <section className={css.dock} aria-label="Judgement" data-panel={panel}>
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
        {opened && <Chosen panel={panel} openedKey={opened.key} RawBytes={RawBytes} />}
      </div>
    </section>
  )
}

interface ChosenProps extends Pick<DockProps, 'RawBytes'> {
  readonly panel: Panel
  readonly openedKey: string
}

function Chosen({ panel, openedKey, RawBytes }: ChosenProps) {
  if (panel === 'sides') return <SidesPanel openedKey={openedKey} />
  if (panel === 'difference') return <DifferencePanel openedKey={openedKey} />
  if (panel === 'bytes') return <RawBytes openedKey={openedKey} />
  if (panel === 'pairing') return <PairingPanel openedKey={openedKey} />
  return panel === 'chain' ? <ChainPanel openedKey={openedKey} /> : <Problems />
}
