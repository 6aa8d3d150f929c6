import { describe, expect, it } from 'vitest'
import { DIALECT_IDS } from '../hub/dialect.ts'
import { requestSheet } from './sheet.ts'

const BODY = JSON.stringify({
  model: 'gpt-5',
  max_completion_tokens: 300,
  messages: [{ role: 'user', content: 'Hello' }],
})

/** The hues of the values that are `value`, by lane. */
function huesOf(value: string): Record<string, readonly string[]> {
  const sheet = requestSheet({ id: 'x1', dialect: 'openai-chat', request: { headers: [], body: BODY } })
  const rows = 'rows' in sheet ? sheet.rows : []
  const lanes = DIALECT_IDS.map((id) => {
    const atoms = rows.flatMap(({ lanes }) => lanes[id].atoms)
    return [id, atoms.filter((atom) => atom.value === value).map(({ hue }) => hue)] as const
  })
  return Object.fromEntries(lanes)
}

const inAll = (hue: string) => Object.fromEntries(DIALECT_IDS.map((id) => [id, [hue]]))

describe('the hue of a value in the lanes of a body', () => {
  it.each([
    ['user', 'frame'],
    ['Hello', 'text'],
    ['300', 'usage'],
  ])('%s is %s in all dialects', (value, hue) => {
    expect(huesOf(value)).toEqual(inAll(hue))
  })
})
