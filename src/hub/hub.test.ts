import { describe, expect, it } from 'vitest'
import { argumentsAsObject, argumentsAsText } from './arguments.ts'
import { Cursor } from './cursor.ts'
import { restore } from './extras.ts'
import { emptyReply, foldEvent } from './fold.ts'
import { added, bare } from './leaf.ts'
import { sourceOfUrl, urlOfSource } from './media.ts'

const text = (value: string) => ({ value, from: [] })

describe('Cursor', () => {
  it('knows where each value came from, escaped as pointers are', () => {
    const cursor = Cursor.root({ 'a/b': { '~': ['x'] } }, true, 3)
    expect(cursor.object('a/b')?.list('~')?.[0]?.leaf()).toEqual({
      value: 'x',
      from: [{ frame: 3, pointer: '/a~1b/~0/0' }],
    })
  })

  it('builds no pointers while nobody looks', () => {
    expect(Cursor.root({ a: 'x' }, false).string('a')).toEqual({ value: 'x', from: [] })
  })

  it('leaves what has another type to the rest', () => {
    const cursor = Cursor.root({ a: 1, b: 'x', c: null }, false)
    expect([cursor.string('a'), cursor.string('b')?.value, cursor.json('c')]).toEqual([
      undefined,
      'x',
      undefined,
    ])
    expect(cursor.rest('gemini')?.entries.map(([key]) => key)).toEqual(['a', 'c'])
  })

  it('is not led to prototypes', () => {
    expect(Cursor.root({}, false).has('__proto__')).toBe(false)
    const extras = Cursor.root(JSON.parse('{"__proto__":1}'), false).rest('gemini')
    expect(Object.keys(bare(restore(extras, 'gemini')) as object)).toEqual(['__proto__'])
  })
})

describe('arguments', () => {
  it.each([
    ['', {}],
    ['{"a":1}', { a: 1 }],
    ['[1]', { raw_arguments: '[1]' }],
    ['{"a":', { raw_arguments: '{"a":' }],
  ])('%j as an object', (given, expected) => {
    expect(argumentsAsObject(text(given)).value).toEqual(expected)
  })

  it('come home', () => {
    expect(argumentsAsObject(argumentsAsText(added({ b: [1, 'x'] }, '', ''))).value).toEqual({ b: [1, 'x'] })
  })
})

describe('media', () => {
  it.each(['data:image/png;base64,AAAA', 'data:;base64,AA', 'https://example.org/a.png'])(
    '%s comes home',
    (url) => {
      const source = sourceOfUrl(text(url))
      expect(source.kind).toBe(url.startsWith('http') ? 'url' : 'base64')
      if (source.kind !== 'base64' || source.mediaType) expect(urlOfSource(source)?.value).toBe(url)
    },
  )
})

describe('foldEvent', () => {
  it('puts interleaved parts together, each in its own place', () => {
    const reply = emptyReply()
    const call = (name: string) => ({ kind: 'tool-call' as const, name: text(name) })
    foldEvent(reply, { kind: 'part-start', part: 0, head: call('a') })
    foldEvent(reply, { kind: 'part-start', part: 1, head: call('b') })
    foldEvent(reply, { kind: 'part-delta', part: 0, text: text('{"x"') })
    foldEvent(reply, { kind: 'part-delta', part: 1, text: text('{}') })
    foldEvent(reply, { kind: 'part-delta', part: 0, text: text(':1}') })
    expect(reply.parts.map((part) => part.text?.value)).toEqual(['{"x":1}', '{}'])
  })
})
