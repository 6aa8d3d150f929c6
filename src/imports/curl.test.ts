import { describe, expect, it, test } from 'vitest'
import { readCurl } from './curl-command.ts'
import { readCommand } from './curl-words.ts'

const words = (text: string): string[] => readCommand(text, 0).words.map((word) => word.value)

describe('readCommand', () => {
  test.each([
    ["a 'b c' d", ['a', 'b c', 'd']],
    ['a "b \\"c\\" \\n"', ['a', 'b "c" \\n']],
    ["a $'it\\u0027s\\n\\x41'", ['a', "it's\nA"]],
    ["a 'it'\\''s'", ['a', "it's"]],
    ['a \\\n  b', ['a', 'b']],
    ['a ^\r\n  b', ['a', 'b']],
    ['a `\n  b', ['a', 'b']],
    ['a b\nc', ['a', 'b']],
    ['a b | jq .', ['a', 'b']],
    ['a b > out.txt', ['a', 'b']],
    ['a b 2>&1', ['a', 'b', '2']],
    ['a "$KEY" $KEY', ['a', '$KEY', '$KEY']],
    ["a ''", ['a', '']],
    ['a ^"{^\\^"x^\\^":1}^"', ['a', '{"x":1}']],
    ['a \u2018b c\u2019', ['a', 'b c']],
    ['a \\{x', ['a', '{x']],
  ])('%j', (text, expected) => expect(words(text)).toEqual(expected))
})

describe('readCurl', () => {
  const request = (text: string) => readCurl(text, 0).request

  it('reads what people paste', () => {
    expect(
      request(
        `curl --location 'https://a/v1' -XPUT -H "Authorization: Bearer $KEY" --header 'A:b' --data-raw '{"a":1}'`,
      ),
    ).toEqual({
      method: 'PUT',
      url: 'https://a/v1',
      headers: [
        ['Authorization', 'Bearer $KEY'],
        ['A', 'b'],
      ],
      body: '{"a":1}',
    })
  })

  it('keeps a body with a bare apostrophe', () => {
    const { request, notes } = readCurl(`curl https://a -d '{"text": "it's", "b": "don't"}' -H 'A: b'`, 0)
    expect(request.body).toBe(`{"text": "it's", "b": "don't"}`)
    expect(request.headers).toEqual([['A', 'b']])
    expect(notes[0]?.sentence).toContain('apostrophe')
  })

  it('does not repair what bash reads well', () => {
    expect(readCurl(`curl https://a -d '{"a":"it'\\''s"}'`, 0)).toMatchObject({
      request: { body: `{"a":"it's"}` },
      notes: [],
    })
  })

  it('says what is missing', () => {
    expect(readCurl('curl https://a -d @body.json', 0).notes[0]).toMatchObject({
      sentence: expect.stringContaining('body.json'),
      start: 18,
      end: 28,
    })
    expect(readCurl("curl https://a -d '{", 0).notes[0]?.sentence).toContain('never closed')
  })

  it('knows --json, -u, -G and joined data', () => {
    expect(request('curl a --json \'{"a":1}\' -u me:pässword').headers).toEqual([
      ['Authorization', 'Basic bWU6cMOkc3N3b3Jk'],
      ['Content-Type', 'application/json'],
      ['Accept', 'application/json'],
    ])
    expect(request('curl -G a -d b=1 -d c=2')).toMatchObject({ method: 'GET', body: 'b=1&c=2' })
    expect(request('curl -sSm 10 a')).toMatchObject({ method: 'GET', url: 'a', body: '' })
  })
})
