import { describe, expect, it } from 'vitest'
import type { Bodies } from '../../../bench/accounts.ts'
import { breachesOf, spotOf } from '../../../bench/accounts.ts'
import { firstOf, framesOf, recorded, recordedBodies, share, tell } from '../../../bench/corpus.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual } from '../../wire/json.ts'
import type { Accounting } from '../books.ts'
import { translateStream } from '../stream.ts'
import { translateError, translateReply, translateRequest } from '../translate.ts'

const one = (json: Json): Bodies => new Map([[undefined, json]])

/**
 * The number of a choice travels as the place of its parts, an empty input or text as nothing, Mistral’s inner `type` as the
 * kind of the part: they come home, without their origin.
 */
const UNSEEN_AT_HOME =
  /^\/(?:choices|candidates)\/\d+\/index$|^\/content\/\d+\/input$|\/parts\/\d+$|\/content\/\d+\/text$|\/thinking\/\d+\/type$/

const WHOLE = { request: translateRequest, response: translateReply, error: translateError } as const

describe('law 3: every leaf is accounted for', () => {
  it('sees what is wrong with an account', () => {
    const source = { model: 'm', input: [{ text: 'a' }] }
    const output = { model: 'm', messages: ['a'], max: 1 }
    const right: Accounting = {
      carried: [
        { from: '/model', to: '/model' },
        { from: '/input/0/text', to: '/messages/0' },
      ],
      changed: [],
      lost: [],
      added: [{ to: '/max', code: 'required', why: 'It is.' }],
    }
    const judge = (accounting: Partial<Accounting>): string[] =>
      breachesOf(one(source), one(output), { ...right, ...accounting })
    expect(judge({})).toEqual([])
    expect(judge({ added: [] })).toEqual(['output  /max: in no class'])
    expect(judge({ lost: [{ from: '/model', code: 'x', why: 'x' }] })).toEqual([
      'source  /model: carried and lost',
    ])
    expect(judge({ carried: [{ from: '', to: '' }] }).length).toBeGreaterThan(1)
    expect(judge({ changed: [{ from: '/input', to: '/max', step: 'x' }], added: [] })).toEqual([
      'source  /input/0/text: carried and changed',
    ])
    expect(
      judge({
        carried: [
          { from: '/model', to: '/messages/0' },
          { from: '/input/0/text', to: '/messages/0' },
        ],
      }),
    ).toContain('output  /model: in no class')
  })

  it.each(['request', 'response', 'error'] as const)(
    'of each recorded %s, in all four dialects',
    { timeout: 120_000 },
    (kind) => {
      const broken: string[] = []
      let count = 0
      for (const { body, json } of recordedBodies(kind)) {
        for (const to of DIALECT_IDS) {
          count++
          const { body: output, accounting } = WHOLE[kind](json, { from: body.dialect, to })
          const [first] = breachesOf(one(json), one(output), accounting)
          if (first !== undefined) broken.push(`${body.file} → ${to}: ${first}`)
        }
      }
      tell(`law 3, ${kind}s: ${share(count - broken.length, count)} accounts hold`)
      expect(firstOf(broken)).toEqual([])
    },
  )

  it('says of no body that comes home that something was lost', { timeout: 120_000 }, () => {
    const broken: string[] = []
    let count = 0
    for (const kind of ['request', 'response', 'error'] as const) {
      for (const { body, json } of recordedBodies(kind)) {
        const { body: output, accounting } = WHOLE[kind](json, { from: body.dialect, to: body.dialect })
        if (!deepEqual(json, output)) continue
        count++
        const lost = accounting.lost
          .map(({ from }) => spotOf(from).pointer)
          .filter((pointer) => !UNSEEN_AT_HOME.test(pointer))
        if (lost.length > 0) broken.push(`${body.file}: ${lost[0]}`)
      }
    }
    tell(`law 3, bodies at home: ${share(count - broken.length, count)} lose nothing by their account`)
    expect(firstOf(broken)).toEqual([])
  })

  it('of each frame of each recorded stream, in all four dialects', { timeout: 240_000 }, () => {
    const broken: string[] = []
    let count = 0
    for (const body of recorded('stream')) {
      const frames = framesOf(body.text())
      const sources = new Map(
        frames.flatMap(({ index, data }) => (parses(data) ? [[index, JSON.parse(data) as Json]] : [])),
      )
      for (const to of DIALECT_IDS) {
        count++
        const { text, accounting } = translateStream(frames, { from: body.dialect, to })
        const outputs = new Map(
          framesOf(text).flatMap(({ index, data }) =>
            parses(data) ? [[index, JSON.parse(data) as Json]] : [],
          ),
        )
        const [first] = breachesOf(sources, outputs, accounting)
        if (first !== undefined) broken.push(`${body.file} → ${to}: ${first}`)
      }
    }
    tell(`law 3, streams: ${share(count - broken.length, count)} accounts hold`)
    expect(firstOf(broken)).toEqual([])
  })
})

function parses(data: string): boolean {
  try {
    JSON.parse(data)
    return data !== '[DONE]'
  } catch {
    return false
  }
}
