import { expect, it } from 'vitest'
import { createEngine } from '../engine.ts'

const BODY = JSON.stringify({
  model: 'gpt-5',
  messages: [
    { role: 'user', content: 'hi' },
    {
      role: 'assistant',
      tool_calls: [
        { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } },
        { id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } },
      ],
    },
  ],
})

const engine = createEngine()
const opened = engine.answer('open', { inputs: [{ content: BODY }] })
const key = 'key' in opened ? opened.key : ''

function shown(pointer: string): string | undefined {
  const { row } = engine.answer('find', { key, place: { exchange: 'x1', half: 'request', pointer } })
  if (row === undefined) return undefined
  const window = engine.answer('rows', { key, exchange: 'x1', tab: 'request', from: row, count: 1 })
  return 'problem' in window ? undefined : JSON.stringify(window.rows[0]?.source)
}

it.each([
  ['the value itself', '/messages/0/content', 'hi'],
  ['what is below it', '/messages/1/tool_calls/1', '/messages/1/tool_calls/1/function'],
  ['what is around it', '/messages/0/content/7/missing', 'hi'],
  ['the model', '/model', 'gpt-5'],
])('shows in a row %s', (_, pointer, says) => {
  expect(shown(pointer)).toContain(says)
})

it.each(['', '/nowhere', '/nowhere/at/all'])('shows %j in no row', (pointer) => {
  expect(shown(pointer)).toBeUndefined()
})
