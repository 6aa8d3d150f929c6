import { afterEach, expect, it, vi } from 'vitest'
import { dialectOf } from '../dialects/catalogue.ts'
import type { Exchange } from '../transcript/transcript.ts'
import { assembledReplies } from './assembled.ts'
import type { Row } from './lanes.ts'
import { eventsSheet, requestSheet } from './sheet.ts'
import { StreamSheet } from './stream-sheet.ts'

afterEach(() => void vi.restoreAllMocks())

const CHUNK = {
  candidates: [{ content: { role: 'model', parts: [{ text: 'hi' }] }, index: 0, finishReason: 'STOP' }],
}
const exchange: Exchange = {
  id: 'x1',
  dialect: 'gemini',
  request: { body: JSON.stringify({ contents: [{ role: 'user', parts: [{ text: 'hi' }] }] }) },
  reply: { body: `data: ${JSON.stringify(CHUNK)}\n\n` },
}
const whole: Exchange = { ...exchange, reply: { body: JSON.stringify(CHUNK) } }

const fail = () => {
  throw new Error('planted')
}

/** A short stream is read at once. */
function rowsOf(sheet: ReturnType<typeof eventsSheet>): readonly Row[] {
  if ('problem' in sheet) throw new Error(sheet.problem)
  return sheet instanceof StreamSheet ? sheet.rows(0, 99) : sheet.rows
}

it.each([
  [
    'a request',
    () => requestSheet(exchange),
    () => vi.spyOn(dialectOf('anthropic-messages'), 'writeRequest'),
  ],
  ['a stream', () => eventsSheet(exchange), () => vi.spyOn(dialectOf('anthropic-messages').writer, 'write')],
  ['a reply', () => eventsSheet(whole), () => vi.spyOn(dialectOf('anthropic-messages').writer, 'write')],
  ['what is shown', () => eventsSheet(exchange), () => vi.spyOn(dialectOf('anthropic-messages'), 'gloss')],
])('lets no other lane fall where one throws in %s', (_, read, plant) => {
  const sound = rowsOf(read())
  plant().mockImplementation(fail)
  const rows = rowsOf(read())
  const cells = rows.map(({ lanes }) => lanes['anthropic-messages'])
  expect(cells.at(-1)).toEqual({
    atoms: [],
    empty: { code: 'lost', why: expect.stringMatching(/planted\. That is a bug/) },
  })
  for (const lane of ['openai-chat', 'openai-responses', 'gemini'] as const)
    expect(rows.map(({ lanes }) => lanes[lane])).toEqual(sound.map(({ lanes }) => lanes[lane]))
  expect(rows.map(({ source }) => source)).toEqual(sound.map(({ source }) => source))
})

it.each([
  ['the writer', exchange, () => vi.spyOn(dialectOf('anthropic-messages').writer, 'write')],
  ['the assembler', exchange, () => vi.spyOn(dialectOf('anthropic-messages').assembler, 'take')],
  [
    'the assembler of a whole reply',
    whole,
    () => vi.spyOn(dialectOf('anthropic-messages').assembler, 'result'),
  ],
])('puts the other replies together where one throws in %s', (_, captured, plant) => {
  const sound = lanesOf(captured)
  plant().mockImplementation(fail)
  expect(lanesOf(captured)).toEqual({
    ...sound,
    'anthropic-messages': { problem: expect.stringMatching(/planted\. That is a bug/) },
  })
})

function lanesOf(captured: Exchange) {
  const assembled = assembledReplies(captured)
  if ('problem' in assembled) throw new Error(assembled.problem)
  return assembled.lanes
}
