import { describe, expect, it } from 'vitest'
import { spotOf } from '../../../bench/accounts.ts'
import type { Recorded } from '../../../bench/corpus.ts'
import { framesOf, recorded, share, tell } from '../../../bench/corpus.ts'
import { judgeLaw } from '../../../bench/exceptions.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Frame } from '../../wire/frame.ts'
import type { Json } from '../../wire/json.ts'
import { atPointer, deepEqual, leafEntries, parseJson } from '../../wire/json.ts'
import type { Numbers } from '../../wire/json-numbers.ts'
import { numbersAsWritten } from '../../wire/json-numbers.ts'
import { nextToken } from '../../wire/json-scan.ts'
import type { Accounting } from '../books.ts'
import { encodeEvent, StreamTranslation, translateStream } from '../stream.ts'
import type { Options } from '../translate.ts'
import { translateError, translateReply, translateRequest } from '../translate.ts'

/** The same body, with each of its numbers spelled as no JavaScript would: `12.0` for `12`, `0.50` for `0.5`. */
function respelled(text: string): string {
  const pieces: string[] = []
  let end = 0
  for (let token = nextToken(text, 0); token.kind !== 'end'; token = nextToken(text, token.end)) {
    if (token.kind !== 'word') continue
    const raw = text.slice(token.start, token.end)
    const own = /^-?\d+$/.test(raw) ? `${raw}.0` : /^-?\d+\.\d+$/.test(raw) ? `${raw}0` : raw
    pieces.push(text.slice(end, token.start), own)
    end = token.end
  }
  return pieces.join('') + text.slice(end)
}

interface Body {
  readonly json: Json
  readonly numbers: Numbers
}

const bodyOf = (text: string): Body | undefined => {
  const parsed = parseJson(text)
  return 'value' in parsed ? { json: parsed.value, numbers: numbersAsWritten(text) ?? {} } : undefined
}

type Bodies = ReadonlyMap<number | undefined, Body>

/** The first number that arrived in another spelling than it left in, though no step says what it made of it. */
function respeltOnTheWay(sources: Bodies, outputs: Bodies, { carried, changed }: Accounting): string {
  const silent = changed.filter(({ step }) => step === 'spell')
  for (const { from, to } of [...carried, ...silent]) {
    const [source, output] = [spotOf(from), spotOf(to)]
    const [before, after] = [sources.get(source.frame), outputs.get(output.frame)]
    const value = before && atPointer(before.json, source.pointer)
    if (!before || !after || value === undefined) continue
    if (!deepEqual(value, atPointer(after.json, output.pointer))) continue
    const [left, right] = [spellingsAt(before, source.pointer), spellingsAt(after, output.pointer)]
    if (left !== right) return `${source.pointer} ${left} became ${output.pointer} ${right}`
  }
  return ''
}

/** The first number that came home in another spelling, of which the account says neither that it was changed nor lost. */
function respeltAtHome(source: Body, output: Body, { changed, lost }: Accounting): string {
  const told = new Set([...changed, ...lost].map(({ from }) => spotOf(from).pointer))
  const found = Object.keys(source.numbers).find(
    (at) => source.numbers[at] !== output.numbers[at] && !told.has(at),
  )
  return found === undefined ? '' : `${found} ${source.numbers[found]} came home as ${output.numbers[found]}`
}

/** All numbers at and below a place, by place. */
function spellingsAt({ json, numbers }: Body, pointer: string): string {
  const value = atPointer(json, pointer)
  const leaves = value === undefined ? [] : leafEntries(value)
  return leaves
    .filter((leaf) => typeof leaf.value === 'number')
    .map((leaf) => `${leaf.pointer}=${numbers[pointer + leaf.pointer] ?? leaf.value}`)
    .sort()
    .join()
}

const WHOLE = { request: translateRequest, response: translateReply, error: translateError } as const

function judge(kind: string, broken: ReadonlyMap<string, string>, seen: ReadonlySet<string>): void {
  tell(`numbers, ${kind}s: ${share(seen.size - broken.size, seen.size)} keep each number as it is written`)
  expect(judgeLaw(`numbers-${kind}`, broken, seen)).toEqual([])
}

/** Respelled bodies are read the slow way: all of our own, and of the corpus one in several. */
const someOf = (bodies: readonly Recorded[]): readonly Recorded[] =>
  bodies.filter(({ file }, i) => file.startsWith('samples/') || i % 7 === 0)

const targetsOf = (from: DialectId, count: number): readonly DialectId[] => [
  from,
  DIALECT_IDS.filter((id) => id !== from)[count % 3] as DialectId,
]

describe('numbers arrive as they are written, or a step says what it made of them', () => {
  it.each(['request', 'response', 'error'] as const)('in each recorded %s', { timeout: 240_000 }, (kind) => {
    const broken = new Map<string, string>()
    const seen = new Set<string>()
    for (const body of someOf(recorded(kind))) {
      const source = bodyOf(respelled(body.text()))
      if (!source) continue
      for (const to of targetsOf(body.dialect, seen.size / 2)) {
        const name = `${body.file} → ${to}`
        seen.add(name)
        const { text, accounting } = WHOLE[kind](source.json, {
          from: body.dialect,
          to,
          numbers: source.numbers,
        })
        const output = bodyOf(text) as Body
        const found = respeltOnTheWay(
          new Map([[undefined, source]]),
          new Map([[undefined, output]]),
          accounting,
        )
        const isHome = to === body.dialect && deepEqual(source.json, output.json)
        const away = found || (isHome ? respeltAtHome(source, output, accounting) : '')
        if (away) broken.set(name, away)
      }
    }
    judge(kind, broken, seen)
  })

  it('in each recorded stream', { timeout: 240_000 }, () => {
    const broken = new Map<string, string>()
    const seen = new Set<string>()
    for (const body of someOf(recorded('stream'))) {
      const frames = framesOf(body.text()).map((frame) => ({ ...frame, data: respelled(frame.data) }))
      const sources = bodiesOf(frames)
      for (const to of targetsOf(body.dialect, seen.size / 2)) {
        const name = `${body.file} → ${to}`
        seen.add(name)
        const { text, accounting } = translateStream(frames, { from: body.dialect, to })
        const found = respeltOnTheWay(sources, bodiesOf(framesOf(text)), accounting)
        if (found) broken.set(name, found)
        else if (unrecorded(frames, { from: body.dialect, to }) !== text)
          broken.set(name, 'another text where nobody accounts for it')
      }
    }
    judge('stream', broken, seen)
  })
})

function unrecorded(frames: readonly Frame[], options: Options): string {
  const translation = new StreamTranslation(options)
  const steps = [...frames.map((frame) => translation.take(frame)), translation.end()]
  return steps.flatMap(({ written }) => written.map(encodeEvent)).join('')
}

const bodiesOf = (frames: readonly { readonly index: number; readonly data: string }[]): Bodies =>
  new Map(
    frames.flatMap(({ index, data }) => {
      const body = data === '[DONE]' ? undefined : bodyOf(data)
      return body ? [[index, body] as const] : []
    }),
  )
