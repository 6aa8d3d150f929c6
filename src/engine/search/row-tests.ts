import type { Finding } from '../../inspect/finding.ts'
import type { Atom, Cell, Row } from '../../translate/lanes.ts'
import type { Column, Lane } from '../answers/window.ts'
import { cellOf, LANES } from '../answers/window.ts'
import type { FilterToken } from './filter-words.ts'
import { lanesCalled } from './filter-words.ts'

/** What tests know of the half beside the row itself. */
export interface Ground {
  /** Of which exchange its calls are numbered as their handles are; empty where they are not. */
  readonly exchange: string
  /** The bytes of the row as they were captured. */
  textOf(row: Pick<Row, 'start' | 'end'>): string
  /** Findings that have a place in a row, as places in the list of findings. */
  problemsAt(row: number): readonly number[]
  readonly findings: readonly Finding[]
  /** By column: the place of each call in the order of their appearance. */
  readonly calls: Readonly<Record<Column, ReadonlyMap<string, number>>>
}

export type RowTest = (row: Row) => boolean

/** All tokens must hold. */
export function rowTests(tokens: readonly FilterToken[], ground: Ground): readonly RowTest[] {
  const lanes = lanesNamed(tokens)
  return tokens.map((token) => {
    const test = testOf(token, lanes, ground)
    return token.isNegated ? (row) => !test(row) : test
  })
}

/** Where lanes are named, what is lost, changed, added or held is looked for there only. */
export function lanesNamed(tokens: readonly FilterToken[]): readonly Lane[] {
  const named = tokens.filter(({ key, isNegated }) => key === 'lane' && !isNegated)
  const lanes = named.flatMap(({ value }) => lanesCalled(value))
  return lanes.length === 0 ? LANES : lanes
}

/** What a token looks for, whether it is negated or not. */
export function testOf({ key, value }: FilterToken, lanes: readonly Lane[], ground: Ground): RowTest {
  if (key === 'lost') return (row) => lanes.some((lane) => isLost(cellOf(row, lane)))
  if (key === 'changed' || key === 'added')
    return (row) => lanes.some((lane) => cellOf(row, lane).atoms.some(({ mark }) => mark === key))
  if (key === 'held') return (row) => lanes.some((lane) => cellOf(row, lane).empty?.code === 'held')
  if (key === 'lane')
    return (row) =>
      lanesCalled(value).some((lane) => cellOf(row, lane).atoms.some(({ mark }) => mark !== 'lost'))
  if (key === 'step') return someAtom(lanes, ({ step }) => step === value)
  if (key === 'problem') return problemTest(value, ground)
  if (key === 'part') return partTest(value)
  if (key === 'call') return callTest(value, ground)
  if (key === 'kind') return kindTest(value, ground)
  return key === 'at' ? pointerTest(value) : textTest(value, ground)
}

const isLost = ({ atoms, empty }: Cell): boolean =>
  empty?.code === 'lost' || atoms.some(({ mark }) => mark === 'lost')

const someAtom =
  (lanes: readonly Lane[], test: (atom: Atom) => boolean): RowTest =>
  (row) =>
    row.source.atoms.some(test) || lanes.some((lane) => cellOf(row, lane).atoms.some(test))

const HUES: Readonly<Record<string, Atom['hue']>> = { 'tool-call': 'call', tool: 'call' }

function partTest(value: string): RowTest {
  const hue = HUES[value.toLowerCase()] ?? value.toLowerCase()
  return someAtom(LANES, (atom) => atom.hue === hue)
}

/** By the id that any lane gives it, by its number (`c1`) or handle (`x1.c1`), or where an id stands as a value. */
function callTest(value: string, { calls, exchange }: Ground): RowTest {
  const [, place = exchange, number] = /^(?:(x\d+)\.)?c(\d+)$/i.exec(value) ?? []
  const ordinals = new Set(Object.values(calls).flatMap((ids) => ids.get(value) ?? []))
  if (number !== undefined && place.toLowerCase() === exchange) ordinals.add(Number(number) - 1)
  const isOf =
    (ids: ReadonlyMap<string, number>) =>
    ({ call, value: said }: Atom): boolean =>
      said === value || (call !== undefined && ordinals.has(ids.get(call) ?? -1))
  const ofSource = isOf(calls.source)
  const ofLanes = LANES.map((lane) => [lane, isOf(calls[lane])] as const)
  return (row) =>
    row.source.atoms.some(ofSource) || ofLanes.some(([lane, test]) => cellOf(row, lane).atoms.some(test))
}

const EVENT_LINE = /^event: ?(.+?)\r?$/m
const TYPE = /"type"\s*:\s*"([^"]*)"/

/** What a row calls itself: its event's name, else the type it gives first; absent where it has none. */
export const kindOf = (text: string): string | undefined => (EVENT_LINE.exec(text) ?? TYPE.exec(text))?.[1]

function kindTest(value: string, { textOf }: Ground): RowTest {
  const wanted = value.toLowerCase()
  return (row) =>
    kindOf(textOf(row))?.toLowerCase() === wanted ||
    row.source.atoms.some(({ word }) => word.toLowerCase() === wanted)
}

function problemTest(value: string, { findings, problemsAt }: Ground): RowTest {
  if (value === '') return ({ index }) => problemsAt(index).length > 0
  const wanted = value.toUpperCase()
  return ({ index }) =>
    problemsAt(index).some(
      (problem) =>
        [`P${problem + 1}`, `${problem + 1}`].includes(wanted) || findings[problem]?.rule.startsWith(wanted),
    )
}

/** `choices[0].delta` is meant as it is written in programs. */
const pointerOf = (place: string): string =>
  place.startsWith('/') ? place : `/${place.replace(/\[(\w+)\]/g, '.$1').replaceAll('.', '/')}`

/** At this place of the source or of a lane, or below it. */
function pointerTest(value: string): RowTest {
  const wanted = pointerOf(value).toLowerCase()
  const isThere = (pointer: string | undefined): boolean => {
    const said = pointer?.toLowerCase()
    return said === wanted || (said?.startsWith(`${wanted}/`) ?? false)
  }
  const test = someAtom(
    LANES,
    ({ pointer, from }) => isThere(pointer) || from.some((origin) => isThere(origin.pointer)),
  )
  return (row) => isThere(row.pointer) || test(row)
}

function textTest(value: string, { textOf }: Ground): RowTest {
  const wanted = matcherOf(value)
  const isPointer = value.startsWith('/') ? pointerTest(value) : () => false
  return (row) =>
    wanted.test(textOf(row)) ||
    placeOfText(row.source, wanted) >= 0 ||
    LANES.some((lane) => placeOfText(cellOf(row, lane), wanted) >= 0) ||
    isPointer(row)
}

/** The line of a cell that shows a text, from 0, or the one that says why it is empty; -1 where none does. */
export function placeOfText({ atoms, empty }: Cell, wanted: RegExp): number {
  const at = atoms.findIndex(saysText(wanted))
  if (at >= 0 || !empty || !wanted.test(empty.why)) return at
  // What is lost is named, and where it is, its reason is not shown.
  return atoms.length === 0 || empty.code !== 'lost' ? 0 : -1
}

/** Whether a line shows a text, in its word or its value. */
export const saysText =
  (wanted: RegExp) =>
  ({ word, value }: Pick<Atom, 'word' | 'value'>): boolean =>
    wanted.test(word) || (value !== undefined && wanted.test(value))

/** A text as it is, in capitals or small. Both are spelled out: that is three times as fast as to ignore the case. */
export const matcherOf = (text: string): RegExp => new RegExp([...text].map(eitherCase).join(''))

function eitherCase(letter: string): string {
  const [small, large] = [letter.toLowerCase(), letter.toUpperCase()]
  const isPair = small !== large && small.length === 1 && large.length === 1
  return isPair ? `[${small}${large}]` : letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
