import { expect, it } from 'vitest'
import { placeHandle } from './place-handle.ts'

const BODY = JSON.stringify({ model: 'm', messages: [{ role: 'user' }, { role: 'tool' }] })
const CAPTURED = { id: 'x1', request: { body: BODY }, reply: { body: '{"error":{"code":1}}' } }

it.each([
  [{ half: 'reply', frame: 5, pointer: '/content_block/name' }, 'x1.e6'],
  [{ half: 'request', pointer: '/messages/1/role' }, 'x1.q3'],
  [{ half: 'request', pointer: '/model' }, 'x1.q1'],
  [{ half: 'reply', pointer: '/error' }, 'x1.e1'],
  [{ half: 'request', pointer: '/nowhere' }, 'x1'],
  [{ half: 'request' }, 'x1'],
] as const)('%j', (place, handle) => {
  expect(placeHandle({ exchange: 'x1', ...place }, CAPTURED)).toBe(handle)
})
