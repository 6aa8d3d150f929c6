import { expect, it } from 'vitest'
import { jsonDoubts } from './json-doubts.ts'

it.each<[string, readonly string[]]>([
  ['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', []],
  ['{"a":1,"a":2}', ['repeated-key /a a']],
  ['{"x":[{"a/b":1,"c":{"a/b":1},"a\\/b":2}]}', ['repeated-key /x/0/a~1b a/b']],
  ['{"arguments":"{\\"a\\":1,\\"a\\":2}"}', []],
  ['{"a":"\\ud83d\\ude00"}', []],
  ['{"a":["\\ud83d"]}', ['lone-surrogate /a/0 U+D83D']],
  ['{"\\ude00":1}', ['lone-surrogate /\ude00 U+DE00']],
  ['{"n":9007199254740992,"m":9007199254740993}', ['lossy-number /m 9007199254740993']],
  ['[-12345678901234567890]', ['lossy-number /0 -12345678901234567890']],
  ['[1e400,1e22,0.1234567890123456789]', ['lossy-number /0 1e400']],
  ['{"id":"12345678901234567890"}', []],
])('%s', (text, expected) => {
  const doubts = jsonDoubts(text, JSON.parse(text))
  expect(doubts.map(({ kind, pointer, text: what }) => `${kind} ${pointer} ${what}`)).toEqual(expected)
})
