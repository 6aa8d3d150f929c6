import { expect, it } from 'vitest'
import type { Json } from '../../wire/json.ts'
import { momentOf } from './moment.ts'

/** The text on one line, with what is not there yet in angle brackets. */
function shown(json: Json): string {
  const { text, ghosts } = momentOf({ json })
  const marked = ghosts.reduceRight(
    (all, [start, end]) => `${all.slice(0, start)}‹${all.slice(start, end)}›${all.slice(end)}`,
    text,
  )
  return marked.replace(/\s*\n\s*/g, '')
}

it.each<[Json, string]>([
  [{ arguments: '{"a":1}' }, '{"arguments": "{\\"a\\":1}"}'],
  [{ arguments: '' }, '{"arguments": ""}'],
  [{ arguments: '{"a":"he' }, '{"arguments": "{\\"a\\":\\"he‹\\"}›"}'],
  [{ input: { raw_arguments: '{"a":"he' } }, '{"input": {"a": "he‹…›"}}'],
  [{ input: { raw_arguments: '{"a":{"b":[1,tr' } }, '{"input": {"a": {"b": [1,true]}}}'],
  [{ input: { raw_arguments: 'no JSON' } }, '{"input": {"raw_arguments": "no JSON"}}'],
  [{ text: 'has \ue000 itself', arguments: '{"a' }, '{"text": "has \ue000 itself","arguments": "{\\"a"}'],
])('%j', (json, expected) => {
  expect(shown(json)).toBe(expected)
})
