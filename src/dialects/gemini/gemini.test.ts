import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { assemble, readFrames as read, writeEvents } from '../../../bench/dialect-runs.ts'
import { Cursor } from '../../hub/cursor.ts'
import type { Reply } from '../../hub/fold.ts'
import { foldReply } from '../../hub/fold.ts'
import type { WrittenObject } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import { noLosses } from '../../hub/losses.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { frameBody, recogniseFraming } from '../../wire/framings.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, parseJson } from '../../wire/json.ts'
import type { DialectEvent, Sample } from '../dialect.ts'
import { gemini } from './index.ts'

const TARGET = { dialect: 'gemini' } as const
const home = (body: Json): Json =>
  bare(gemini.writeRequest(gemini.readRequest(Cursor.root(body, true)), TARGET, noLosses()))

const readFrames = (frames: readonly Json[]): ReplyEvent[] => read(gemini, frames)
const write = (events: readonly ReplyEvent[]): DialectEvent[] => writeEvents(gemini, events, TARGET)
const assembled = (events: readonly DialectEvent[]): Json => assemble(gemini, events)
const replyHome = (body: Json): Json => assembled(write(gemini.readReply(Cursor.root(body, true))))
const asEvents = (frames: readonly Json[]): DialectEvent[] =>
  frames.map((data) => ({ data: data as WrittenObject }))
/** What a reader of the reply learns: no origins, no extras. */
const gist = ({ parts, finish, usage }: Reply): Json =>
  JSON.parse(
    JSON.stringify({
      parts: parts.map(({ head, text, seal }) => [
        head.kind,
        head.kind === 'tool-call'
          ? [head.name.value, head.id?.value]
          : head.kind === 'opaque'
            ? head.raw.value
            : null,
        text?.value,
        seal?.value.value,
      ]),
      finish: finish?.value,
      usage:
        usage &&
        [usage.input, usage.output, usage.total, usage.cacheRead, usage.reasoning].map(
          (count) => count?.value,
        ),
    }),
  ) as Json

const CORPUS = process.env.INTERLINEAR_CORPUS ?? '../shared/corpus'

describe.skipIf(!existsSync(CORPUS))(`the recorded corpus (skipped where ${CORPUS} is absent)`, () => {
  const files = (folder: string) =>
    readdirSync(`${CORPUS}/${folder}`).map(
      (name) => [name, readFileSync(`${CORPUS}/${folder}/${name}`, 'utf8')] as const,
    )
  const framesOf = (text: string) => frameBody(text, recogniseFraming(text).framing)
  const jsonOf = (text: string): Json | undefined => {
    const parsed = parseJson(text)
    return 'value' in parsed ? parsed.value : undefined
  }
  const framesJson = (text: string): Json[] => framesOf(text).flatMap(({ data }) => jsonOf(data) ?? [])
  const failing = (folder: string, passes: (text: string) => boolean): string[] =>
    files(folder).flatMap(([name, text]) => (passes(text) ? [] : [name]))

  test('requests come home', () => {
    expect(failing('gemini/request', (text) => deepEqual(home(jsonOf(text) ?? {}), jsonOf(text)))).toEqual([])
  })

  test('responses come home', () => {
    expect(
      failing('gemini/response', (text) => deepEqual(replyHome(jsonOf(text) ?? {}), jsonOf(text))),
    ).toEqual([])
  })

  test('errors come home', () => {
    const body = (text: string) => jsonOf(text) ?? framesJson(text)[0] ?? null
    const back = (json: Json) =>
      bare(gemini.writeError(gemini.readError(Cursor.root(json, true)), noLosses()))
    expect(failing('gemini/error', (text) => deepEqual(back(body(text)), body(text)))).toEqual([])
  })

  test('streams say the same when written again', () => {
    expect(
      failing('gemini/stream', (text) => {
        const frames = framesJson(text)
        return deepEqual(assembled(write(readFrames(frames))), assembled(asEvents(frames)))
      }),
    ).toEqual([])
  })

  test('a stream and its whole response are the same events (one path)', () => {
    expect(
      failing('gemini/stream', (text) => {
        const frames = framesJson(text)
        const whole = gemini.readReply(Cursor.root(assembled(asEvents(frames)), true))
        return deepEqual(gist(foldReply(readFrames(frames))), gist(foldReply(whole)))
      }),
    ).toEqual([])
  })

  /** Held-cache, token-count and Live bodies have nothing of a reply but the dialect's name. */
  const NOT_REPLIES = 6

  const claimed = (folder: string): number[] => {
    const score = (sample: Sample) => gemini.recognise(sample)?.score ?? 0
    return [
      files(`${folder}/request`).filter(([, text]) => score({ json: jsonOf(text) ?? null }) >= 0.5).length,
      files(`${folder}/response`).filter(([, text]) => score({ json: jsonOf(text) ?? null }) >= 0.5).length,
      files(`${folder}/stream`).filter(([, text]) => score({ frames: framesOf(text) }) >= 0.5).length,
    ]
  }

  test.each(['chat', 'responses', 'anthropic'])('claims nothing of %s', (folder) => {
    expect(claimed(folder)).toEqual([0, 0, 0])
  })

  test('knows its own', () => {
    const counts = ['request', 'response', 'stream'].map((kind) => files(`gemini/${kind}`).length)
    const missed = claimed('gemini').map((count, i) => (counts[i] ?? 0) - count)
    expect(missed.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(NOT_REPLIES)
    expect(missed[0]).toBe(0)
  })
})
