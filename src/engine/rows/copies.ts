// What a person takes along of a transcript, as text for the clipboard: whole where the screen shows it in short.

import { dialectOf } from '../../dialects/catalogue.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { bare } from '../../hub/leaf.ts'
import type { Exchange } from '../../transcript/transcript.ts'
import type { Turn } from '../../translate/history.ts'
import type { Atom, Row } from '../../translate/lanes.ts'
import { encodeEvent } from '../../translate/stream.ts'
import { writtenFrame, writtenReply, writtenRequest } from '../../translate/written.ts'
import { frameBody, recogniseFraming } from '../../wire/framings.ts'
import type { Json } from '../../wire/json.ts'
import { atPointer, isObject, parseJson } from '../../wire/json.ts'
import { locate } from '../../wire/json-index.ts'
import type { Problem } from '../answers/problem.ts'
import type { CopiedText } from '../answers/taken-along.ts'
import type { Column } from '../answers/window.ts'
import { cellOf } from '../answers/window.ts'
import type { SearchedHalf } from '../search/scan.ts'
import { rowTextOf } from '../search/scan.ts'
import { rowAt } from './shown-sheet.ts'

/** A half with what its translation needs. */
export interface CopiedHalf {
  readonly half: SearchedHalf
  readonly whole: Exchange
  readonly history: readonly Turn[]
}

/** What is made of this half, or is it. */
type OwnColumn = Exclude<Column, 'other'>

const NO_ROW: Problem = { problem: 'There is no such row.' }

/** The event or entry as it was captured, byte for byte. */
function copyEvent({ half }: CopiedHalf, row: number): CopiedText | Problem {
  const found = rowAt(half.sheet, row)
  if (!found) return NO_ROW
  return found.end > found.start
    ? { text: rowTextOf(half, found) }
    : { problem: 'Nothing in the source stands for this row.' }
}

/** What the row is in one dialect, as that dialect would write it; in the source, as it was captured. */
export function copyCell(from: CopiedHalf, row: number, column: OwnColumn): CopiedText | Problem {
  if (column === 'source') return copyEvent(from, row)
  const found = rowAt(from.half.sheet, row)
  if (!found) return NO_ROW
  if (found.frame !== undefined) {
    const text = writtenFrame(from.whole, column, found.frame).map(encodeEvent).join('')
    return text === '' ? { problem: found.lanes[column].empty?.why ?? 'Nothing is written here.' } : { text }
  }
  const pointers = found.lanes[column].atoms.flatMap(({ pointer, mark }) =>
    pointer === undefined || mark === 'lost' ? [] : [pointer],
  )
  if (pointers.length === 0)
    return { problem: found.lanes[column].empty?.why ?? 'Nothing of this row is written in this dialect.' }
  const written = bodyIn(from, column)
  return 'problem' in written ? written : { text: told(partsAt(written.body, pointers)) }
}

/** The whole value of a line, however short the lanes show it. */
export function copyValue(
  from: CopiedHalf,
  row: number,
  column: OwnColumn,
  at: number,
): CopiedText | Problem {
  const found = rowAt(from.half.sheet, row)
  const atom = found && cellOf(found, column).atoms[at]
  if (!found || !atom) return { problem: 'There is no value here.' }
  const isSource = column === 'source' || atom.mark === 'lost'
  const value = isSource ? undefined : laneValue(from, found, column, at, atom)
  const text = isSource ? sourceText(from, found, atom) : value === undefined ? undefined : told(value)
  return { text: text ?? atom.value ?? atom.word }
}

function sourceText({ half }: CopiedHalf, row: Row, { pointer, from }: Atom): string | undefined {
  const [origin] = from
  const place = pointer ?? origin?.pointer
  if (place === undefined) return undefined
  const holder = rowAt(half.sheet, origin?.frame ?? row.index) ?? row
  const body = holder.frame === undefined ? half.body : dataOf(rowTextOf(half, holder))
  const value = atPointer(valueIn(body), place)
  // A number may have more digits than we can hold.
  const range = typeof value === 'number' ? locate(body, place) : undefined
  if (range) return body.slice(range.start, range.end)
  return value === undefined ? undefined : told(value)
}

/** An event stands in its frame between fields; other framings hold it bare. */
function dataOf(text: string): string {
  const { framing } = recogniseFraming(text)
  return framing === 'sse'
    ? (frameBody(text, framing)[0]?.data ?? '')
    : text.replace(/^[\s,[]+|[\s,\]]+$/g, '')
}

function valueIn(text: string): Json {
  const parsed = parseJson(text)
  return 'value' in parsed ? parsed.value : text
}

function laneValue(
  from: CopiedHalf,
  { frame }: Row,
  column: DialectId,
  at: number,
  { pointer }: Atom,
): Json | undefined {
  if (pointer === undefined) return undefined
  if (frame === undefined) {
    const written = bodyIn(from, column)
    return 'problem' in written ? undefined : atPointer(written.body, pointer)
  }
  // Lines follow each other as their events do: this one is of the event that it was made of.
  const lines = writtenFrame(from.whole, column, frame).flatMap(({ name, data }) => {
    const json = typeof data === 'string' ? undefined : bare(data)
    return json === undefined
      ? [{ json: data as Json, pointer: '' }]
      : dialectOf(column)
          .gloss(json, name)
          .map((line) => ({ json, pointer: line.pointer ?? '' }))
  })
  const line = lines[at]
  return line && atPointer(line.json, line.pointer)
}

const bodyIn = ({ half, whole, history }: CopiedHalf, to: DialectId): { readonly body: Json } | Problem =>
  half.tab === 'request' ? writtenRequest(whole, to, history) : writtenReply(whole, to)

/** Of a body only what holds the places: whole elements of lists, whole members. */
function partsAt(body: Json, pointers: readonly string[]): Json {
  const parts: Record<string, Json> = {}
  for (const pointer of new Set(pointers.map((one) => one.split('/').slice(0, 3).join('/')))) {
    const [, key = '', second] = pointer.split('/')
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~')
    const around = isObject(body) ? body[name] : undefined
    if (around === undefined) continue
    if (!Array.isArray(around) || second === undefined) parts[name] = around
    else
      parts[name] = [
        ...(Array.isArray(parts[name]) ? (parts[name] as Json[]) : []),
        atPointer(body, pointer) ?? null,
      ]
  }
  return parts
}

const told = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2))
