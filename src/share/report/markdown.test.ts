import { describe, expect, it } from 'vitest'
import { code, fenced, fitted, folded, prose } from './markdown.ts'

it.each([
  ['a', '```\na\n```'],
  ['a\n', '```\na\n```'],
  ['```\nb\n```', '````\n```\nb\n```\n````'],
  ['x ````` y', '``````\nx ````` y\n``````'],
])('%j in a fence', (text, fence) => expect(fenced(text)).toBe(fence))

it.each([
  ['a `b` c', 'a `b` c'],
  ['<think> & *stars* and snake_case', '&lt;think\\> & \\*stars\\* and snake_case'],
  ['@anthropic-ai/sdk, #123', '@<!-- -->anthropic-ai/sdk, #<!-- -->123'],
  ['two\nlines', 'two lines'],
  ['&lt; as it stands', '&amp;lt; as it stands'],
])('%j as prose', (text, written) => expect(prose(text)).toBe(written))

it.each([
  ['a', '`a`'],
  ['a`b', '`` a`b ``'],
])('%j as code', (text, written) => expect(code(text)).toBe(written))

it('opens a line before what is folded, or GitHub shows the fence as text', () =>
  expect(folded('more', '```\na\n```')).toContain('</summary>\n\n```'))

describe('fitted', () => {
  const long = { text: 'x'.repeat(50), short: 'SHORT' }
  const longer = { text: 'y'.repeat(60), short: 'SHORTER' }

  it('leaves what fits', () => expect(fitted([{ text: 'a' }, { text: 'b' }], 100)).toBe('a\n\nb\n'))
  it('shortens the longest first, and no more than must be', () =>
    expect(fitted([long, longer], 70)).toBe(`${long.text}\n\nSHORTER\n`))
  it('shortens all where that must be', () => expect(fitted([long, longer], 20)).toBe('SHORT\n\nSHORTER\n'))
  it('says so where nothing can be shortened', () => {
    const text = fitted([{ text: 'z'.repeat(500) }], 200)
    expect(text.length).toBeLessThanOrEqual(200)
    expect(text).toContain('**Left out here: the last')
  })
})
