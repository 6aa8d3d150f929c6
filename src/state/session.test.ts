import { expect, it } from 'vitest'
import type { Opened } from '../engine/answers/opened.ts'
import type { EngineClient } from '../engine/client.ts'
import { createEngine } from '../engine/engine.ts'
import type { AskName, Asks } from '../engine/protocol.ts'
import { createAddress } from './address.ts'
import { memoryBar } from './memory-bar.ts'
import { createSession } from './session.ts'

/** Two findings, in two events of a stream. */
const STREAM = [
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } },
  { type: 'content_block_delta', index: 4, delta: { type: 'text_delta', text: 'there' } },
  { type: 'message_stop' },
]
  .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  .join('')

async function start() {
  const worker = createEngine()
  const engine: EngineClient = {
    ask: async <N extends AskName>(name: N, ask: Asks[N]['ask']) =>
      worker.answer(name, ask) as Promise<Asks[N]['answer']>,
  }
  const bar = memoryBar()
  const address = createAddress(bar)
  const session = createSession({
    engine,
    address,
    kept: async () => undefined,
    resume: async (_, opened) => ({ opened, settle: () => {} }),
  })
  const followed: Promise<void>[] = []
  address.onFollow((before) => void followed.push(session.follow(before)))
  await session.openInputs([{ content: STREAM }])
  const [[name = '', opened]] = Object.entries(session.getState().opened) as [[string, Opened]]
  const rows = await Promise.all(
    opened.findings.map((_, problem) => engine.ask('locate', { key: opened.key, problem, place: 0 })),
  )
  return {
    bar,
    name,
    rows: rows.map(({ row }) => row),
    /** The row and the finding of an address that is written over the one before. */
    async follow(fields: string) {
      bar.follow(`${name}${fields}`)
      await Promise.all(followed)
      const { row, problem } = address.getState().view
      return { row, problem }
    },
  }
}

it('goes to the finding that is written into the address of what is open', async () => {
  const { follow, rows } = await start()
  const [first, other] = [0, rows.findIndex((row) => row !== undefined && row !== rows[0])]
  expect(other).toBeGreaterThan(0)
  expect(await follow(`&problem=${other}`)).toEqual({ row: rows[other], problem: other })
  expect(await follow(`&at=p${first + 1}`)).toEqual({ row: rows[first], problem: first })
  const handle = (row: number | undefined) => `x1.e${(row ?? 0) + 1}`
  expect(await follow(`&at=${handle(rows[first])}&problem=${other}`)).toEqual({
    row: rows[other],
    problem: other,
  })
  const elsewhere = 1
  expect(rows).not.toContain(elsewhere)
  expect(await follow(`&at=${handle(elsewhere)}&problem=${first}`)).toEqual({
    row: elsewhere,
    problem: first,
  })
})

it('leaves no trail, and keeps what is looked for', async () => {
  const { follow, bar, rows } = await start()
  const length = bar.trail.length
  await follow('&problem=0&filter=-lost')
  expect(bar.trail).toHaveLength(length + 1)
  expect(bar.trail.at(-1)).toMatch(new RegExp(`&at=x1.e${(rows[0] ?? 0) + 1}&problem=0&filter=-lost$`))
})
