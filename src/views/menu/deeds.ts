import type { ExchangeSummary } from '../../engine/answers/opened.ts'
import type { Column, Lane, Window } from '../../engine/answers/window.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Finding } from '../../inspect/finding.ts'
import { filtersLike, hasTokens, withoutTokens, withTokens } from '../../state/finding/filters.ts'
import type { SheetAddress } from '../../state/queries.ts'
import { cellOf } from '../../state/rows/cell-of.ts'
import type { Screen } from '../../state/screen.ts'
import { findingHandle, parseHandle, rowHandle } from '../../transcript/handle.ts'
import type { Atom, Row } from '../../translate/lanes.ts'
import { laneTitle, placeLine } from '../kit/words.ts'

/** Something on the screen with which something can be done. */
export type Subject =
  | LineSubject
  | { readonly kind: 'finding'; readonly finding: Finding; readonly index: number }
  | { readonly kind: 'exchange'; readonly exchange: ExchangeSummary }

export interface LineSubject {
  readonly kind: 'line'
  readonly sheet: SheetAddress
  readonly row: Row
  readonly calls: Window['calls']
  readonly column: Column
  /** Place in its cell, from 0. */
  readonly atom: number
}

/** One thing that can be done with a subject. */
export interface Deed {
  readonly id: string
  readonly title: string
  readonly section: 'Find' | 'Copy' | 'Go'
  readonly key?: string
  run(): void
}

export const nameOf = (subject: Subject): string => {
  if (subject.kind === 'finding') return findingHandle(subject.index)
  return subject.kind === 'exchange' ? subject.exchange.id : handleOf(subject)
}

const handleOf = ({ sheet, row }: LineSubject): string =>
  rowHandle(sheet.exchange, sheet.tab === 'request' ? 'request' : 'reply', row.index)

export function deedsFor(screen: Screen, subject: Subject): readonly Deed[] {
  if (subject.kind === 'finding') return findingDeeds(screen, subject.finding, subject.index)
  return subject.kind === 'exchange' ? exchangeDeeds(screen, subject.exchange) : lineDeeds(screen, subject)
}

function lineDeeds(screen: Screen, subject: LineSubject): readonly Deed[] {
  const { sheet, row, column, atom: at } = subject
  const { clipboard } = screen
  const { exchange, tab } = sheet
  const atom: Atom | undefined = cellOf(row, column).atoms[at]
  const pointer = atom?.pointer ?? atom?.from[0]?.pointer ?? row.pointer
  const what = tab === 'events' ? 'event' : 'entry'
  const fetch = (wish: 'value' | 'cell', words: string, of: Column = column) =>
    void clipboard.fetch(
      words,
      exchange,
      wish === 'value'
        ? { what: 'value', tab, row: row.index, column: of, atom: at }
        : { what: 'cell', tab, row: row.index, column: of },
    )
  return [
    ...(atom ? likeDeeds(screen, atom, subject) : []),
    ...(atom ? [{ ...VALUE, run: () => fetch('value', `the value of ${atom.word}`) }] : []),
    ...(pointer
      ? [copyDeed('pointer', 'Copy the JSON pointer', () => void clipboard.copy(pointer, pointer))]
      : []),
    copyDeed('wire', `Copy the ${what} as on the wire`, () => fetch('cell', `the ${what}`, 'source')),
    ...(column === 'source'
      ? []
      : [
          copyDeed('cell', `Copy ${cellWords(column)}`, () =>
            fetch('cell', `the ${what} ${cellWords(column)}`),
          ),
        ]),
    ...handleDeeds(screen, handleOf(subject)),
  ]
}

/** By the nearest kin of an atom; done again, it takes that away. */
export const LIKE = {
  id: 'filter.0',
  title: 'Filter by what is chosen',
  section: 'Find',
  key: 'Shift+f',
} as const satisfies Omit<Deed, 'run'>

/** That of an atom. */
export const VALUE = {
  id: 'copy.value',
  title: 'Copy the value',
  section: 'Copy',
  key: 'y',
} as const satisfies Omit<Deed, 'run'>

const cellWords = (lane: Lane): string =>
  lane === 'other' ? 'as the other side has it' : `as ${laneTitle(lane)} writes it`

const copyDeed = (id: string, title: string, run: () => void): Deed => ({
  id: `copy.${id}`,
  title,
  section: 'Copy',
  run,
})

function likeDeeds({ address }: Screen, atom: Atom, { column, calls }: LineSubject): readonly Deed[] {
  return filtersLike(atom, column, calls).map((like, i) => {
    const tokens = like.split(/ (?=lane:)/)
    const isOn = hasTokens(address.getState().view.filter, tokens)
    return {
      ...(i === 0 ? LIKE : { id: `filter.${i}`, section: LIKE.section }),
      title: isOn ? `Filter no more by ${like}` : `Filter by ${like}`,
      run() {
        const { filter } = address.getState().view
        address.seek({ filter: (hasTokens(filter, tokens) ? withoutTokens : withTokens)(filter, tokens) })
      },
    }
  })
}

function handleDeeds({ clipboard, handles }: Screen, name: string): readonly Deed[] {
  const link = async () => {
    const handle = parseHandle(name)
    const view = handle && (await handles.locate(handle))
    if (view) await clipboard.copyLink(`a link to ${name}`, view)
  }
  return [
    copyDeed('handle', `Copy the handle ${name}`, () => void clipboard.copy(name, name)),
    copyDeed('link', `Copy a link to ${name}`, () => void link()),
  ]
}

function findingDeeds(screen: Screen, finding: Finding, index: number): readonly Deed[] {
  const { address, clipboard } = screen
  const name = findingHandle(index)
  const prefixed = (deed: Deed): Deed => ({ ...deed, id: `finding.${deed.id}` })
  return [
    {
      id: 'filter',
      title: `Filter by problem:${name}`,
      section: 'Find' as const,
      run: () => address.seek({ filter: withTokens(address.getState().view.filter, [`problem:${name}`]) }),
    },
    {
      id: 'rule',
      title: `Read of the rule ${finding.rule}`,
      section: 'Go' as const,
      run: () => address.open({ kind: 'rule', id: finding.rule }),
    },
    copyDeed(
      'text',
      'Copy the finding',
      () => void clipboard.copy(`the finding ${name}`, textOf(finding, name)),
    ),
    ...handleDeeds(screen, name),
  ].map(prefixed)
}

/** A finding as one would put it into a message. */
const textOf = (
  { rule, severity, message, consequence, fix, places, references }: Finding,
  name: string,
): string =>
  [
    `${severity}: ${rule} (${name})`,
    message,
    consequence,
    ...places.map((place) => `at ${placeLine(place)}`),
    `Fix: ${fix}`,
    ...references,
  ].join('\n')

function exchangeDeeds(screen: Screen, { id, dialect, hasRequest }: ExchangeSummary): readonly Deed[] {
  const { clipboard } = screen
  const ordered = [...(dialect ? [dialect] : []), ...DIALECT_IDS.filter((one) => one !== dialect)]
  const curls = ordered.map((to) => {
    const words = to === dialect ? 'as curl' : `as curl for ${laneTitle(to)}`
    return copyDeed(
      `curl.${to}`,
      `Copy the request of ${id} ${words}`,
      () => void clipboard.fetch(`the request ${words}, its key left out`, id, { what: 'curl', dialect: to }),
    )
  })
  return [...(hasRequest ? curls : []), ...handleDeeds(screen, id)].map((deed) => ({
    ...deed,
    id: `exchange.${deed.id}`,
  }))
}
