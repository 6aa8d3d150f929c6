import { expect, it } from 'vitest'
import type { Exchange } from '../transcript/transcript.ts'
import { rangesIn } from './text-ranges.ts'

const SSE = [
  'event: a',
  'data: {"text":"Grüße 🎈","n":1}',
  '',
  'event: b',
  'data: {"x":',
  'data:  {"y":2}}',
  '',
  'data: [DONE]',
  '',
].join('\n')

const exchange: Exchange = {
  id: 'x1',
  request: { body: '{ "messages": [ {"role": "user"}, {"role": "tool"} ] }' },
  reply: { body: SSE },
}

it.each([
  ['request', { pointer: '/messages/1/role' }, '"tool"'],
  ['request', { pointer: '/messages/1/content' }, '{"role": "tool"}'],
  ['request', { pointer: '/tools/3/name' }, '{ "messages": [ {"role": "user"}, {"role": "tool"} ] }'],
  ['reply', { frame: 0, pointer: '/text' }, '"Grüße 🎈"'],
  ['reply', { frame: 0, pointer: '/n' }, '1'],
  ['reply', { frame: 1, pointer: '/x/y' }, '2'],
  ['reply', { frame: 1, pointer: '/x' }, '{"y":2}'],
  ['reply', { frame: 2 }, 'data: [DONE]'],
] as const)('finds %s %j', (half, spot, words) => {
  const range = rangesIn(exchange, half)(spot)
  expect(range && exchange[half]?.body.slice(range.start, range.end)).toBe(words)
})

it.each([
  ['reply', { frame: 9 }],
  ['reply', {}],
] as const)('has nothing at %s %j', (half, spot) => {
  expect(rangesIn(exchange, half)(spot)).toBeUndefined()
})
