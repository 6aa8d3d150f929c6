import { expect, it } from 'vitest'
import { parseFilter } from '../../engine/search/filter-words.ts'
import { misunderstood } from './misunderstood.ts'

const nameable = {
  exchange: 'x1',
  words: { kinds: ['ping', 'content_block_start'], calls: ['toolu_1', 'toolu_2'], steps: ['join-deltas'] },
  rules: ['EMPTY_ID', 'TOOL_ARGS_LOST'],
}

it.each([
  ['lane:claude', 'there is no lane “claude” here'],
  ['-part:thought', 'there is no part “thought” here'],
  ['problem:NOPE', 'there is no problem “NOPE” here'],
  ['problem:p3', 'there is no problem “p3” here'],
  ['call:c3', 'there is no call “c3” here'],
  ['step:nope', 'there is no step “nope” here'],
  ['lanes:gemini', '“lanes:” is no token and taken as text'],
  ['x1.e17', '“x1.e17” is taken as text'],
  ['!lost', '“!lost” is taken as text'],
  ['OR', '“OR” is taken as text, for all parts must fit anyway'],
  ['kind:content_block', 'no kind is called just “content_block”'],
  ['call:x2.c1', '“x2.c1” is no call of this half'],
])('%s: %s', (filter, short) => {
  const [token] = parseFilter(filter)
  expect(token && misunderstood(token, nameable)?.short).toBe(short)
})

it.each([
  'lost',
  'lane:chat',
  'lane:GEM',
  'part:tool-call',
  'part:Tool',
  'call:c2',
  'call:x1.c2',
  'call:toolu_9',
  'problem:p2',
  'problem:tool_args',
  'step:join-deltas',
  'kind:anything',
  'https://example.test',
  'words',
])('%s is understood', (filter) => {
  const [token] = parseFilter(filter)
  expect(token && misunderstood(token, nameable)).toBeUndefined()
})
