import type { ExchangeSummary, Opened } from '../engine/answers/opened.ts'
import type { EngineClient } from '../engine/client.ts'
import type { View } from '../engine/view.ts'
import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import type { Finding } from '../inspect/finding.ts'
import type { Handle } from '../transcript/handle.ts'
import { parseHandle, rowHandle } from '../transcript/handle.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { Cell } from '../translate/lanes.ts'
import { createHere } from './here.ts'
import type { Screen } from './screen.ts'

/** A row as the console shows it. */
export interface RowSight {
  readonly handle: string
  /** As it was captured. */
  readonly source: string
  /** What each lane makes of it, line by line; or why nothing. */
  readonly lanes: Readonly<Record<DialectId, readonly string[]>>
  /** The same on the other side of the gateway, where that was captured. */
  readonly other?: readonly string[]
}

/** What the page offers in the browser's console: all of it to be read, nothing to be changed but where one looks. */
export interface Console {
  /** The transcript that is open, as `interlinear import` prints it. */
  transcript(): Promise<Transcript>
  findings(): readonly Finding[]
  /** What stands under a handle. */
  at(handle: string): Promise<RowSight | Finding | ExchangeSummary>
  /** Brings it to the eye. */
  go(handle: string): Promise<void>
  help(): string
}

const HELP = `interlinear.transcript()     the transcript that is open (a promise)
interlinear.findings()       what the rules report
interlinear.at('x1.e17')     what stands there (a promise)
interlinear.go('x1.e17')     brings it to the eye

Handles count from 1, as the rows on the screen do (frames in JSON count from 0):
  x1       an exchange             x1.c1    the first call that it makes
  x1.e17   row 17 of its reply     p2       the second finding
  x1.q3    entry 3 of its request`

/** Copies only: what a person does to them reaches nothing here. */
export function createConsole({ address, session, handles }: Screen, engine: EngineClient): Console {
  const here = createHere(address, session)
  const opened = (): Opened => here.opened() ?? refuse('Nothing is open.')
  const known = (text: string): Handle => {
    opened()
    return (
      handles.known(text) ?? (parseHandle(text) ? missing(text) : refuse(`“${text}” is no handle. ${HELP}`))
    )
  }

  return Object.freeze({
    async transcript() {
      const answer = await engine.ask('transcript', { key: opened().key })
      return 'problem' in answer ? refuse(answer.problem) : answer
    },
    findings: () => structuredClone(opened().findings),
    async at(text: string) {
      const handle = known(text)
      const { key, findings, exchanges } = opened()
      if (handle.kind === 'finding') return structuredClone(findings[handle.number - 1] as Finding)
      if (handle.kind === 'exchange')
        return structuredClone(exchanges.find(({ id }) => id === handle.exchange) as ExchangeSummary)
      const view = await handles.locate(handle)
      return (view && (await rowIn(engine, key, view))) ?? missing(text)
    },
    async go(text: string) {
      const problem = await handles.go(known(text))
      if (problem !== undefined) refuse(problem)
    },
    help: () => HELP,
  })
}

const refuse = (sentence: string): never => {
  throw new Error(sentence)
}
const missing = (handle: string): never => refuse(`There is no ${handle} here.`)

/** The row at which the eye would be. */
async function rowIn(
  engine: EngineClient,
  key: string,
  { exchange, tab, row }: View,
): Promise<RowSight | undefined> {
  if (exchange === undefined || row === undefined || (tab !== 'request' && tab !== 'events')) return undefined
  const half = { key, exchange, tab }
  const [window, copied] = await Promise.all([
    engine.ask('rows', { ...half, from: 0, count: 1, only: [row] }),
    engine.ask('copy', { key, exchange, wish: { what: 'cell', tab, row, column: 'source' } }),
  ])
  const shown = 'problem' in window ? undefined : window.rows[0]
  return (
    shown && {
      handle: rowHandle(exchange, tab === 'request' ? 'request' : 'reply', row),
      source: 'text' in copied ? copied.text : '',
      lanes: Object.fromEntries(
        DIALECT_IDS.map((lane) => [lane, linesOf(shown.lanes[lane])]),
      ) as RowSight['lanes'],
      ...(shown.other ? { other: linesOf(shown.other) } : {}),
    }
  )
}

const linesOf = ({ atoms, empty }: Cell): readonly string[] =>
  atoms.length === 0
    ? empty
      ? [`(${empty.why})`]
      : []
    : atoms.map(({ word, value, mark }) =>
        [word, ...(value === undefined ? [] : [value]), ...(mark ? [`(${mark})`] : [])].join(' '),
      )
