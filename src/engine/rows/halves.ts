// Answers about one half of an exchange, and about what has a handle in it.

import { curlAs } from '../../share/curl-as.ts'
import type { Handle } from '../../transcript/handle.ts'
import { formatHandle } from '../../transcript/handle.ts'
import type { Exchange } from '../../transcript/transcript.ts'
import { historyOf } from '../../translate/turns.ts'
import type { Problem } from '../answers/problem.ts'
import type { CopiedText, CopyWish } from '../answers/taken-along.ts'
import type { Kept } from '../opening/kept.ts'
import { FORGOTTEN, locate, sheetOf, viewAt } from '../opening/kept.ts'
import type { Asks } from '../protocol.ts'
import type { SheetTab, View } from '../view.ts'
import type { CopiedHalf } from './copies.ts'
import { copyCell, copyValue } from './copies.ts'
import { placeOfCall, rowOfHandle } from './handles.ts'
import { marksOf, rowOf } from './locate.ts'
import { rowsAt } from './shown-sheet.ts'

export function halfOf(all: Kept, exchange: Exchange, tab: SheetTab): CopiedHalf | Problem {
  const sheet = sheetOf(all, exchange, tab)
  if ('problem' in sheet) return sheet
  const body = exchange[tab === 'request' ? 'request' : 'reply']?.body ?? ''
  return {
    half: { sheet, body, findings: all.findings, exchange: exchange.id, tab },
    whole: exchange,
    history: historyOf(all.transcript, exchange),
  }
}

export function windowOf(
  all: Kept,
  exchange: Exchange,
  { tab, from, count, only }: Asks['rows']['ask'],
): Asks['rows']['answer'] {
  const sheet = sheetOf(all, exchange, tab)
  if ('problem' in sheet) return sheet
  const rows = only ? rowsAt(sheet, only) : sheet.rows(from, from + count)
  const marks = marksOf(sheet, all.findings, {
    exchange: exchange.id,
    tab,
    from: rows[0]?.index ?? from,
    to: (rows.at(-1)?.index ?? from) + 1,
  })
  return {
    from,
    total: sheet.length,
    rows,
    dialect: sheet.dialect,
    lanes: sheet.lanes,
    marks,
    calls: sheet.calls,
    ...(sheet.reading ? { reading: sheet.reading } : {}),
    ...(sheet.other ? { other: sheet.other } : {}),
    ...(all.isJudging ? { isJudging: true as const } : {}),
  }
}

export function copyOf(all: Kept, exchange: Exchange, wish: CopyWish): CopiedText | Problem {
  if (wish.what === 'curl') return curlAs(exchange, historyOf(all.transcript, exchange), wish.dialect)
  const { row, column, tab } = wish
  const half = halfOf(all, exchange, tab)
  if ('problem' in half) return half
  if (column === 'other')
    return copyOther(all, half, { row, tab, ...(wish.what === 'value' ? { atom: wish.atom } : {}) })
  return wish.what === 'value' ? copyValue(half, row, column, wish.atom) : copyCell(half, row, column)
}

interface OtherWish {
  readonly row: number
  readonly tab: SheetTab
  /** All lines, where none is named. */
  readonly atom?: number
}

/** Lines of the other side, as they stand in its own capture. */
function copyOther(all: Kept, { half }: CopiedHalf, { row, tab, atom }: OtherWish): CopiedText | Problem {
  const atoms = rowsAt(half.sheet, [row])[0]?.other?.atoms ?? []
  const wanted = atom === undefined ? atoms : atoms.slice(atom, atom + 1)
  const far = all.transcript.exchanges.find(({ id }) => id === half.sheet.other?.exchange)
  const source = far && halfOf(all, far, tab)
  if (!source || 'problem' in source) return source ?? FORGOTTEN
  const rows = new Set(wanted.flatMap(({ there }) => (there && rowOf(source.half.sheet, there)) ?? []))
  if (rows.size === 0) return { problem: 'The other side was not given this, or had not said it.' }
  const [line] = wanted
  const [first = 0] = rows
  if (atom !== undefined && line) {
    const lines = rowsAt(source.half.sheet, [first])[0]?.source.atoms ?? []
    const at = lines.findIndex(({ word, value }) => word === line.word && value === line.value)
    return copyValue(source, first, 'source', at)
  }
  const texts: string[] = []
  for (const one of rows) {
    const copied = copyCell(source, one, 'source')
    if ('problem' in copied) return copied
    texts.push(copied.text)
  }
  // Frames are given without the blank line that ends them.
  return { text: texts.join(tab === 'events' ? '\n\n' : '\n') }
}

export function followHandle(all: Kept | undefined, handle: Handle): { readonly view: View } | Problem {
  if (!all) return FORGOTTEN
  const missing: Problem = { problem: `There is no ${formatHandle(handle)} here.` }
  if (handle.kind === 'finding')
    return all.findings[handle.number - 1] ? { view: locate(all, handle.number - 1) } : missing
  const exchange = all.transcript.exchanges.find(({ id }) => id === handle.exchange)
  if (!exchange) return missing
  if (handle.kind === 'exchange')
    return { view: { exchange: exchange.id, tab: exchange.reply ? 'events' : 'request' } }
  if (handle.kind === 'call') {
    const place = placeOfCall(all.transcript, handle)
    return place ? { view: viewAt(all, place) } : missing
  }
  const { tab, row } = rowOfHandle(handle)
  const sheet = sheetOf(all, exchange, tab)
  if ('problem' in sheet) return sheet
  return row < sheet.length ? { view: { exchange: exchange.id, tab, row } } : missing
}
