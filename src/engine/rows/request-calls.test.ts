import { expect, it } from 'vitest'
import { createEngine } from '../engine.ts'

const REQUEST = JSON.stringify({
  model: 'gpt-4o',
  messages: [
    { role: 'user', content: 'Weather in Rome and Oslo?' },
    {
      role: 'assistant',
      tool_calls: ['rome', 'oslo'].map((city) => ({
        id: `call_${city}`,
        type: 'function',
        function: { name: 'weather', arguments: `{"city":"${city}"}` },
      })),
    },
    { role: 'tool', tool_call_id: 'call_rome', content: '21 degrees' },
    { role: 'tool', tool_call_id: 'call_oslo', content: '3 degrees' },
  ],
})

it('ties a call to its result in every lane of a request', () => {
  const engine = createEngine()
  const opened = engine.answer('open', { inputs: [{ content: REQUEST }] })
  if ('refused' in opened) throw new Error('refused')
  const window = engine.answer('rows', {
    key: opened.key,
    exchange: 'x1',
    tab: 'request',
    from: 0,
    count: 40,
  })
  if ('problem' in window) throw new Error(window.problem)
  const callsOf = (column: 'source' | 'anthropic-messages' | 'gemini', value: string) =>
    window.rows
      .flatMap((row) => (column === 'source' ? row.source : row.lanes[column]).atoms)
      .filter((atom) => atom.value?.includes(value))
      .map(({ call }) => call)
  for (const column of ['source', 'anthropic-messages', 'gemini'] as const) {
    const [rome] = callsOf(column, '"rome"')
    const [oslo] = callsOf(column, '"oslo"')
    expect([rome, oslo]).not.toContain(undefined)
    expect(rome).not.toBe(oslo)
    expect(callsOf(column, '21 degrees')).toEqual([rome])
    expect(callsOf(column, '3 degrees')).toEqual([oslo])
  }
})
