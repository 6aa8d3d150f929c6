// What a person takes along of a transcript, as text for the clipboard: whole where the screen shows it in short.

import { dialectOf } from '../../dialects/catalogue.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { bare } from '../../hub/leaf.ts'
import { quote } from '../../hub/text.ts'
import type { Exchange } from '../../transcript/transcript.ts'
import type { Turn } from '../../translate/history.ts'
import type { Atom, Row } from '../../translate/lanes.ts'
import { encodeEvent } from '../../translate/stream.ts'
import { writtenFrame, writtenReply, writtenRequest } from '../../translate/written.ts'
import { frameBody, recogniseFraming } from '../../wire/framings.ts'
import { atPointer, parseJson } from '../../wire/json.ts'
import { locate } from '../../wire/json-index.ts'
import { layOutJson } from '../../wire/json-layout.ts'
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
  return 'problem' in written ? written : { text: partsAt(written.text, pointers) }
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
  const text = isSource ? sourceText(from, found, atom) : laneText(from, found, column, at, atom)
  return { text: text ?? atom.value ?? atom.word }
}

function sourceText({ half }: CopiedHalf, row: Row, { pointer, from }: Atom): string | undefined {
  const [origin] = from
  const place = pointer ?? origin?.pointer
  if (place === undefined) return undefined
  const holder = rowAt(half.sheet, origin?.frame ?? row.index) ?? row
  return textAt(holder.frame === undefined ? half.body : dataOf(rowTextOf(half, holder)), place)
}

/** An event stands in its frame between fields; other framings hold it bare. */
function dataOf(text: string): string {
  const { framing } = recogniseFraming(text)
  return framing === 'sse'
    ? (frameBody(text, framing)[0]?.data ?? '')
    : text.replace(/^[\s,[]+|[\s,\]]+$/g, '')
}

/** What stands at a place of a JSON text: a text as it reads, anything else as it is written there, over lines. */
function textAt(body: string, pointer: string): string | undefined {
  const parsed = parseJson(body)
  if ('problem' in parsed) return pointer === '' ? body : undefined
  const value = atPointer(parsed.value, pointer)
  if (typeof value === 'string') return value
  const range = value === undefined ? undefined : locate(body, pointer)
  return range && laidOut(body.slice(range.start, range.end))
}

function laneText(
  from: CopiedHalf,
  { frame }: Row,
  column: DialectId,
  at: number,
  { pointer }: Atom,
): string | undefined {
  if (pointer === undefined) return undefined
  if (frame === undefined) {
    const written = bodyIn(from, column)
    return 'problem' in written ? undefined : textAt(written.text, pointer)
  }
  // Lines follow each other as their events do: this one is of the event that it was made of.
  const lines = writtenFrame(from.whole, column, frame).flatMap((event) => {
    const { name, data } = event
    if (typeof data === 'string') return [{ text: data, pointer: '' }]
    const [{ data: text } = { data: '' }] = frameBody(encodeEvent(event), 'sse')
    const glossed = dialectOf(column).gloss(bare(data), name)
    return glossed.map((line) => ({ text, pointer: line.pointer ?? '' }))
  })
  const line = lines[at]
  return line && textAt(line.text, line.pointer)
}

const bodyIn = ({ half, whole, history }: CopiedHalf, to: DialectId): { readonly text: string } | Problem =>
  half.tab === 'request' ? writtenRequest(whole, to, history) : writtenReply(whole, to)

/** Of a body only what holds the places: whole elements of lists, whole members. */
function partsAt(text: string, pointers: readonly string[]): string {
  const parts = new Map<string, { readonly isList: boolean; readonly texts: string[] }>()
  for (const pointer of new Set(pointers.map((one) => one.split('/').slice(0, 3).join('/')))) {
    const [, key = '', second] = pointer.split('/')
    const member = locate(text, `/${key}`)
    if (!member) continue
    const isList = text[member.start] === '[' && second !== undefined
    const { start, end } = (isList ? locate(text, pointer) : undefined) ?? member
    const before = isList ? (parts.get(key)?.texts ?? []) : []
    parts.set(key, { isList, texts: [...before, text.slice(start, end)] })
  }
  const members = [...parts].map(([key, { isList, texts }]) => {
    const name = quote(key.replaceAll('~1', '/').replaceAll('~0', '~'))
    return `${name}:${isList ? `[${texts.join()}]` : texts.join()}`
  })
  return laidOut(`{${members.join()}}`)
}

const laidOut = (json: string): string => layOutJson(json)?.trimEnd() ?? json
