import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anchored, base64Runs, findAnchored, startFinder } from './anchors.ts'
import { BEFORE_STEM, SECRET_NAME, SECRET_STEM, TOKENS } from './detectors.ts'

const pieces = (...words: readonly string[]) =>
  fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 3 })), { maxLength: 12 })
    .map((all) => all.join(''))

const PATTERNS = {
  names: { pattern: `(?:${SECRET_NAME})[:=]\\w`, anchor: SECRET_STEM, before: BEFORE_STEM },
  schemes: { pattern: '\\b[a-z]{1,9}:(?:\\\\?/){2}[^\\s"]+', anchor: ':(?:\\\\?/){2}', before: 9 },
} as const

it.each(Object.entries(PATTERNS))('what has an anchor is found where it would be without: %s', (_, one) => {
  const text = pieces(
    ...[
      'api_key=a',
      'secretoken=b',
      'Authorization_token:c',
      'SECRET',
      'passphrase:d',
      'cookie',
      'hf-token=e',
      '_',
      'key',
    ],
    ...['http://a', 'wss:\\/\\/b', '://', 'a:b://c', '"', ' ', 'https:'],
  )
  const global = new RegExp(one.pattern, 'gi')
  fc.assert(
    fc.property(text, (all) => {
      const found = findAnchored(all, anchored(one.pattern, one.anchor, one.before))
      const wanted = [...all.matchAll(global)]
      expect(found.map(({ 0: whole, index }) => [index, whole])).toEqual(
        wanted.map(({ 0: whole, index }) => [index, whole]),
      )
    }),
    { numRuns: 2_000 },
  )
})

it('tokens are found in one go where each would be found by itself', () => {
  const find = startFinder(TOKENS)
  const text = pieces(
    ...[
      'sk-ant-api03-abcdefgh',
      'sk-proj-',
      'sk-',
      'AKIAIOSFODNN7EXAMPLE',
      'ASIA',
      'Bearer abc.def1',
      'bearer ',
      '12345678:',
    ],
    ...[
      'AAabcdefghijklmnopqrstuvwxyz012345',
      'eyJhbGci0.eyJzdWIi0.',
      'abcdefgh',
      'ghp_abcdefghijklmnop',
      '\\n',
      ' ',
      '"',
      '%3D',
    ],
  )
  fc.assert(
    fc.property(text, (all) => {
      for (const token of TOKENS) {
        const wanted = [...all.matchAll(new RegExp(token.pattern.source, 'g'))]
        const found = find(all).filter(({ of }) => of === token)
        expect(found.map(({ match }) => [match.index, match[0]])).toEqual(
          wanted.map(({ 0: whole, index }) => [index, whole]),
        )
      }
    }),
    { numRuns: 500 },
  )
})

it('long runs of base64 are found where a pattern would find them', () => {
  fc.assert(
    fc.property(
      pieces('abc', 'A0+/', '_-', ' ', '=', 'é', '.'),
      fc.integer({ min: 1, max: 8 }),
      (all, least) => {
        const wanted = [...all.matchAll(new RegExp(`[A-Za-z0-9+/_-]{${least},}`, 'g'))]
        expect(base64Runs(all, least)).toEqual(wanted.map(({ 0: run, index }) => ({ index, run })))
      },
    ),
  )
})
