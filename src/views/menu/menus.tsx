import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Opened } from '../../engine/answers/opened.ts'
import type { Window } from '../../engine/answers/window.ts'
import type { View } from '../../engine/view.ts'
import type { Spot } from '../../state/focus.ts'
import type { SheetAddress } from '../../state/queries.ts'
import { cellOf } from '../../state/rows/cell-of.ts'
import type { Screen } from '../../state/screen.ts'
import { useCommands } from '../kit/commands.ts'
import { useExchange, useOpened, useScreen, useView } from '../kit/screen.ts'
import type { Deed, Subject } from './deeds.ts'
import { deedsFor, LIKE, nameOf, VALUE } from './deeds.ts'
import { Menu } from './menu.tsx'
import type { Pointed } from './pointed.ts'
import { pointedAt, whereIs } from './pointed.ts'

interface OpenMenu {
  readonly label: string
  readonly deeds: readonly Deed[]
  readonly at: { readonly x: number; readonly y: number }
}

/** The menu of whatever is pointed at, by the mouse or by the Menu key; and the same deeds as commands, for where the eye is. */
export function Menus() {
  const screen = useScreen()
  const opened = useOpened()
  const [menu, setMenu] = useState<OpenMenu>()
  const focused = useRef<HTMLElement>(null)
  const subjectOf = useSubjects()
  useDeedCommands(subjectOf)
  const open = async (pointed: Pointed, at: OpenMenu['at']) => {
    focused.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    const subject = await subjectOf(pointed)
    if (!subject || !opened) return
    if (subject.kind === 'line') settleOn(screen, subject)
    setMenu({ label: `What to do with ${nameOf(subject)}`, deeds: deedsFor(screen, subject), at })
  }
  const openHere = () => {
    const pointed = pointedAt(document.activeElement) ?? spotted(screen)
    if (pointed) void open(pointed, whereIs(pointed))
  }
  useCommands([
    {
      id: 'menu.show',
      title: 'What can be done with what is chosen',
      group: 'Go',
      keys: ['Shift+F10', 'ContextMenu'],
      run: openHere,
    },
  ])
  useContextMenu(open)
  if (!menu) return null
  const close = () => {
    setMenu(undefined)
    focused.current?.focus()
  }
  return <Menu key={menu.label} {...menu} onClose={close} />
}

/** Hears of the right button and of the Menu key, wherever they are pressed. */
function useContextMenu(open: (pointed: Pointed, at: OpenMenu['at']) => Promise<void>): void {
  const screen = useScreen()
  const latest = useRef(open)
  latest.current = open
  useEffect(() => {
    const onContextMenu = (event: MouseEvent) => {
      const pointed = pointedAt(event.target) ?? (isGrid(event.target) ? spotted(screen) : undefined)
      // What is selected may be copied as everywhere.
      if (!pointed || getSelection()?.isCollapsed === false) return
      event.preventDefault()
      void latest.current(
        pointed,
        event.button === 2 ? { x: event.clientX, y: event.clientY } : whereIs(pointed),
      )
    }
    addEventListener('contextmenu', onContextMenu)
    return () => removeEventListener('contextmenu', onContextMenu)
  }, [screen])
}

const isGrid = (target: EventTarget | null): boolean =>
  target instanceof Element && target.getAttribute('role') === 'grid'

function spotted({ focus, address }: Screen): Pointed | undefined {
  const { spot } = focus.getState()
  const { row, problem } = address.getState().view
  if (spot) return { kind: 'line', ...spot }
  if (problem !== undefined) return { kind: 'finding', index: problem }
  return row === undefined ? undefined : { kind: 'line', row, column: 'source', atom: 0 }
}

/** What is pointed at is lit, so that one sees of what the menu speaks. */
function settleOn(
  { address, focus }: Screen,
  { row, column, atom }: Extract<Subject, { kind: 'line' }>,
): void {
  const { problem: _, ...view } = address.getState().view
  address.move({ ...view, row: row.index })
  const from = cellOf(row, column).atoms[atom]?.from ?? []
  focus.settle({ row: row.index, column, atom }, from)
}

type Find = (pointed: Pointed) => Promise<Subject | undefined>

/** A row may be far from what was loaded: it is asked for by its number. */
function useSubjects(): Find {
  const { queries, finder } = useScreen()
  const client = useQueryClient()
  const opened = useOpened()
  return async (pointed) => {
    if (!opened) return undefined
    const sheet = finder.getState().half
    const window =
      pointed.kind === 'line' && sheet
        ? await client.fetchQuery(queries.pageOf(sheet, 0, [pointed.row]))
        : undefined
    return subjectAt(opened, pointed, sheet, window && 'rows' in window ? window : undefined)
  }
}

function subjectAt(
  { findings, exchanges }: Opened,
  pointed: Pointed,
  sheet: SheetAddress | undefined,
  window: Window | undefined,
): Subject | undefined {
  if (pointed.kind === 'finding') {
    const finding = findings[pointed.index]
    return finding && { kind: 'finding', finding, index: pointed.index }
  }
  if (pointed.kind === 'exchange') {
    const exchange = exchanges.find(({ id }) => id === pointed.id)
    return exchange && { kind: 'exchange', exchange }
  }
  const row = window?.rows[0]
  const { column, atom } = pointed
  return row && sheet && { kind: 'line', sheet, row, calls: window.calls, column, atom }
}

/** What can be done with the line, the finding and the exchange that the address names. */
function useDeedCommands(subjectOf: Find): void {
  const screen = useScreen()
  const opened = useOpened()
  const exchange = useExchange()
  const view = useView()
  const { line, isComing } = useLine(view)
  const finding = view.problem === undefined ? undefined : opened?.findings[view.problem]
  const subjects: readonly (Subject | undefined)[] = [
    line,
    finding && view.problem !== undefined ? { kind: 'finding', finding, index: view.problem } : undefined,
    exchange && { kind: 'exchange', exchange },
  ]
  const deeds = subjects.flatMap((subject) => (subject ? deedsFor(screen, subject) : []))
  /** Who steps to a line and does something with it at once is waited for. */
  const doOnce = async (wanted: string) => {
    if (view.row === undefined) return
    const subject = await subjectOf({
      kind: 'line',
      row: view.row,
      ...spotIn(view.row, screen.focus.getState().spot),
    })
    if (subject)
      deedsFor(screen, subject)
        .find(({ id }) => id === wanted)
        ?.run()
  }
  const coming = isComing ? [LIKE, VALUE].map((deed) => ({ ...deed, run: () => void doOnce(deed.id) })) : []
  useCommands(
    [...deeds, ...coming].map(({ id, title, section, key, run }) => ({
      id: `here.${id}`,
      title,
      group: section,
      ...(key === undefined ? {} : { keys: [key] }),
      run,
    })),
  )
}

function useLine({ row }: View): { readonly line?: Subject | undefined; readonly isComing: boolean } {
  const { finder, focus, queries } = useScreen()
  const opened = useOpened()
  const sheet = useStore(finder, (state) => state.half)
  const spot: Spot | undefined = useStore(focus, (state) => state.spot)
  const { data, isLoading: isComing } = useQuery({
    ...queries.pageOf(sheet ?? NO_SHEET, 0, [row ?? 0]),
    enabled: sheet !== undefined && row !== undefined,
  })
  if (!opened || row === undefined || !data || 'problem' in data) return { isComing }
  return { line: subjectAt(opened, { kind: 'line', row, ...spotIn(row, spot) }, sheet, data), isComing }
}

/** Where in its row the eye is. */
const spotIn = (row: number, spot: Spot | undefined): Pick<Spot, 'column' | 'atom'> =>
  spot?.row === row ? { column: spot.column, atom: spot.atom } : { column: 'source', atom: 0 }

const NO_SHEET: SheetAddress = { key: '', exchange: '', tab: 'events' }
