import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Transcript } from '../../transcript/transcript.ts'
import type { Atom } from '../../translate/lanes.ts'
import type { Window } from '../answers/window.ts'
import { createEngine } from '../engine.ts'
import type { SheetTab } from '../view.ts'

const SAMPLES = 'public/samples'

function openSample(id: string) {
  const engine = createEngine()
  const transcript: Transcript = JSON.parse(readFileSync(`${SAMPLES}/${id}/transcript.json`, 'utf8'))
  const { key } = engine.answer('sample', { transcript })
  const windowOf = (exchange: string, tab: SheetTab): Window | undefined => {
    const window = engine.answer('rows', { key, exchange, tab, from: 0, count: 1_000 })
    return 'rows' in window ? window : undefined
  }
  return { transcript, windowOf, engine, key }
}

const said = ({ word, value }: Atom): string => `${word} ${value ?? ''}`
/** What a row says on the other side; what did not arrive after a dash. */
const linesOf = (window: Window | undefined, row: number): readonly string[] =>
  (window?.rows[row]?.other?.atoms ?? []).map((atom) =>
    `${atom.mark === 'lost' ? '- ' : ''}${said(atom)}`.trim(),
  )

it('says all that the other side says, and each line once', () => {
  for (const id of readdirSync(SAMPLES).filter((name) => !name.endsWith('.json'))) {
    const { transcript, windowOf } = openSample(id)
    for (const { id: exchange } of transcript.exchanges)
      for (const tab of ['request', 'events'] as const) {
        const window = windowOf(exchange, tab)
        if (!window?.other) continue
        const there = windowOf(window.other.exchange, tab)?.rows.flatMap(({ source }) =>
          source.atoms.map(said),
        )
        const here = window.rows.flatMap(({ other }) =>
          (other?.atoms ?? []).filter((atom) => atom.there).map(said),
        )
        expect(here.toSorted(), `${id} ${exchange} ${tab}`).toEqual(there?.toSorted())
      }
  }
})

it('sets what the client saw beside what the provider said', () => {
  const window = openSample('litellm-25836').windowOf('x2', 'events')
  expect(window?.other).toEqual({
    exchange: 'x1',
    side: 'client',
    dialect: 'anthropic-messages',
    as: 'given',
  })
  expect(linesOf(window, 2)).toEqual([
    'stop 0',
    'tool_use write_reading',
    '- arguments {"station":"Tromsø","celsius":18.4,"humidity":61}',
  ])
})

it('sets what the provider said beside what the client saw, where it begins', () => {
  const window = openSample('litellm-25836').windowOf('x1', 'events')
  expect(linesOf(window, 5)[0]).toMatch(/^functionCall write_reading/)
  expect(window?.rows[0]?.other?.empty?.why).toBe('Held back: it comes with frame 3.')
  expect(linesOf(openSample('litellm-21577').windowOf('x1', 'events'), 1)[0]).toMatch(/^functionCall/)
})

it('sets the entries of requests beside each other, and marks what the gateway changed', () => {
  const { windowOf } = openSample('litellm-22046')
  const rows = windowOf('x2', 'request')?.rows ?? []
  const marked = rows.flatMap(({ index, other }) => (other?.atoms.some(({ mark }) => mark) ? [index] : []))
  expect(marked).toEqual([2])
})

it('gives a call one place in the order on both sides', () => {
  const window = openSample('litellm-25836').windowOf('x2', 'events')
  expect(window?.calls.other).toEqual(window?.calls.source)
})

it('copies a line as its own capture holds it', () => {
  const { engine, key } = openSample('litellm-25836')
  const wish = { what: 'cell', tab: 'events', row: 1, column: 'other' } as const
  const copied = engine.answer('copy', { key, exchange: 'x2', wish })
  expect('text' in copied && copied.text).toMatch(/^event: content_block_delta\ndata: .*reading down/)
  const several = engine.answer('copy', { key, exchange: 'x2', wish: { ...wish, row: 2 } })
  expect('text' in several && several.text).toMatch(
    /^event: content_block_stop\n.*\n\nevent: content_block_start\n/,
  )
})

it('is looked through by filters, as any lane', () => {
  const { engine, key } = openSample('litellm-25836')
  const found = (filter: string) => {
    const wish = { key, exchange: 'x2', tab: 'events', wanted: { filter }, from: { row: 0 } } as const
    const answer = engine.answer('scan', wish)
    return 'rows' in answer ? [...answer.rows] : answer.problem
  }
  expect(found('lost lane:other')).toEqual([2])
  expect(found('message_stop')).toEqual([3])
})
