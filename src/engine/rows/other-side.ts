// What the other side of the gateway was given, or had said, beside each row of a half.
import { otherCells } from '../../inspect/compare/other-rows.ts'
import { sideBySide } from '../../inspect/compare/side-by-side.ts'
import type { Scene } from '../../inspect/evidence.ts'
import { gatherScenes } from '../../inspect/evidence.ts'
import type { Exchange, Transcript } from '../../transcript/transcript.ts'
import type { Cell, Row } from '../../translate/lanes.ts'
import type { ExchangeSummary } from '../answers/opened.ts'
import type { OtherSide } from '../answers/window.ts'
import { attempt } from '../attempt.ts'
import { isJudgedAtOnce } from '../opening/at-once.ts'
import type { SheetTab } from '../view.ts'
import { rowOf } from './locate.ts'
import type { ShownSheet } from './shown-sheet.ts'
import { callsIn } from './shown-sheet.ts'

type Scenes = ReadonlyMap<string, Scene>

const NONE: Scenes = new Map()
const known = new WeakMap<Transcript, Scenes>()

/** By exchange. Only of what is judged at once: of more nobody shall wait for it. */
function scenesOf(transcript: Transcript): Scenes {
  const before = known.get(transcript)
  if (before) return before
  const sides = new Set(transcript.exchanges.map(({ side }) => side))
  const hasBoth = sides.has('client') && sides.has('upstream')
  const scenes =
    hasBoth && isJudgedAtOnce(transcript) ? attempt('Both sides', () => gathered(transcript)) : NONE
  const found = 'problem' in scenes ? NONE : scenes
  known.set(transcript, found)
  return found
}

const gathered = (transcript: Transcript): Scenes =>
  new Map(gatherScenes(transcript).map((scene) => [scene.exchange.id, scene]))

const farOf = (scenes: Scenes, own: Scene | undefined): Scene | undefined =>
  scenes.get(own?.otherSide?.exchange.id ?? '')

/** Whose halves were captured on the other side as well. */
export function othersOf(transcript: Transcript, exchange: string): ExchangeSummary['other'] {
  const scenes = scenesOf(transcript)
  const own = scenes.get(exchange)
  const far = farOf(scenes, own)
  if (!own || !far) return undefined
  const [request, events] = [otherSideOf(far, 'request'), otherSideOf(far, 'events')]
  return {
    ...(request && own.exchange.request && far.exchange.request ? { request } : {}),
    ...(events && own.exchange.reply && far.exchange.reply ? { events } : {}),
  }
}

type SheetOf = (exchange: Exchange) => ShownSheet | undefined

/** The same sheet with a lane more, where the other side was captured and both are short enough to be made whole. */
export function besideOther(
  sheet: ShownSheet,
  transcript: Transcript,
  exchange: string,
  tab: SheetTab,
  sheetOf: SheetOf,
): ShownSheet {
  const scenes = scenesOf(transcript)
  const own = scenes.get(exchange)
  const far = farOf(scenes, own)
  const other = own && far && otherSideOf(far, tab)
  const farSheet = far && sheetOf(far.exchange)
  if (!own || !far || !other || !farSheet || sheet.isLong || farSheet.isLong) return sheet
  const cells = cellsOf(own, sheet, far, farSheet, tab)
  return cells ? withCells(sheet, other, cells) : sheet
}

/** Requests go upstream, replies come down. */
function otherSideOf({ exchange: { id, side, dialect } }: Scene, tab: SheetTab): OtherSide | undefined {
  if (!side || !dialect) return undefined
  const isGiven = (side === 'upstream') === (tab === 'request')
  return { exchange: id, side, dialect, as: isGiven ? 'given' : 'said' }
}

function cellsOf(
  own: Scene,
  sheet: ShownSheet,
  far: Scene,
  farSheet: ShownSheet,
  tab: SheetTab,
): readonly Cell[] | undefined {
  const made = attempt('What the other side saw', () => {
    const comparison = sideBySide(own, far, tab === 'request' ? 'request' : 'reply')
    return comparison.as === 'gateway'
      ? otherCells(halfRows(own, sheet), halfRows(far, farSheet), comparison)
      : undefined
  })
  if (!made || !('problem' in made)) return made
  const cell: Cell = { atoms: [], empty: { code: 'silent', why: made.problem } }
  return Array.from({ length: sheet.length }, () => cell)
}

const halfRows = ({ exchange }: Scene, sheet: ShownSheet) => ({
  exchange: exchange.id,
  dialect: sheet.dialect,
  rows: sheet.rows(0, sheet.length),
  rowOf: (place: Parameters<typeof rowOf>[1]) => rowOf(sheet, place),
})

function withCells(sheet: ShownSheet, other: OtherSide, cells: readonly Cell[]): ShownSheet {
  const rows = sheet
    .rows(0, sheet.length)
    .map((row, i): Row => ({ ...row, other: cells[i] ?? { atoms: [] } }))
  return {
    ...sheet,
    rows: (from, end) => rows.slice(from, end),
    calls: { ...sheet.calls, other: callsBeside(sheet.calls.source, rows) },
    other,
  }
}

/** What both sides call has one place in the order; what only the other one does comes after. */
function callsBeside(source: ReadonlyMap<string, number>, rows: readonly Row[]): ReadonlyMap<string, number> {
  const calls = new Map(source)
  for (const call of callsIn(rows, 'other').keys()) if (!calls.has(call)) calls.set(call, calls.size)
  return calls
}
