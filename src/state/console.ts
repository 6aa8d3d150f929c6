import type { ExchangeSummary, Opened } from '../engine/answers/opened.ts'
import type { EngineClient } from '../engine/client.ts'
import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS } from '../hub/dialect.ts'
import type { Finding } from '../inspect/finding.ts'
import { parseHandle, rowHandle } from '../transcript/handle.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { Cell } from '../translate/lanes.ts'
import { formatOrigin } from './address.ts'
import type { Screen } from './screen.ts'

/** A row as the console shows it. */
export interface RowSight {
  readonly handle: string
  /** As it was captured. */
  readonly source: string
  /** What each lane makes of it, line by line; or why nothing. */
  readonly lanes: Readonly<Record<DialectId, readonly string[]>>
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
  const opened = (): Opened => {
    const here = session.getState().opened[formatOrigin(address.getState().origin)]
    if (!here) throw new Error('Nothing is open.')
    return here
  }
  const known = (text: string) => {
    opened()
    const handle = handles.known(text)
    if (handle) return handle
    throw new Error(parseHandle(text) ? `There is no ${text} here.` : `“${text}” is no handle. ${HELP}`)
  }

  async function sight(text: string): Promise<RowSight> {
    const { key } = opened()
    const view = await handles.locate(known(text))
    const { exchange, tab, row } = view ?? {}
    if (exchange === undefined || row === undefined || (tab !== 'request' && tab !== 'events'))
      throw new Error(`There is no ${text} here.`)
    const half = { key, exchange, tab }
    const [window, copied] = await Promise.all([
      engine.ask('rows', { ...half, from: 0, count: 1, only: [row] }),
      engine.ask('copy', { key, exchange, wish: { what: 'cell', tab, row, column: 'source' } }),
    ])
    const shown = 'problem' in window ? undefined : window.rows[0]
    if (!shown) throw new Error(`There is no ${text} here.`)
    return {
      handle: rowHandle(exchange, tab === 'request' ? 'request' : 'reply', row),
      source: 'text' in copied ? copied.text : '',
      lanes: Object.fromEntries(
        DIALECT_IDS.map((lane) => [lane, linesOf(shown.lanes[lane])]),
      ) as RowSight['lanes'],
    }
  }

  return Object.freeze({
    async transcript() {
      const answer = await engine.ask('transcript', { key: opened().key })
      if ('problem' in answer) throw new Error(answer.problem)
      return answer
    },
    findings: () => structuredClone(opened().findings),
    async at(text: string) {
      const handle = known(text)
      if (handle.kind === 'finding') return structuredClone(opened().findings[handle.number - 1] as Finding)
      if (handle.kind === 'exchange')
        return structuredClone(opened().exchanges.find(({ id }) => id === handle.exchange) as ExchangeSummary)
      return sight(text)
    },
    async go(text: string) {
      const problem = await handles.go(known(text))
      if (problem !== undefined) throw new Error(problem)
    },
    help: () => HELP,
  })
}

const linesOf = ({ atoms, empty }: Cell): readonly string[] =>
  atoms.length === 0
    ? empty
      ? [`(${empty.why})`]
      : []
    : atoms.map(({ word, value, mark }) =>
        [word, ...(value === undefined ? [] : [value]), ...(mark ? [`(${mark})`] : [])].join(' '),
      )
