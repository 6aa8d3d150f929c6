import { describe, expect, it } from 'vitest'
import { framesOf, recorded, recordedBodies, share, tell } from '../../../bench/corpus.ts'
import { judgeLaw } from '../../../bench/exceptions.ts'
import { dialectOf } from '../../dialects/catalogue.ts'
import type { DialectEvent } from '../../dialects/dialect.ts'
import type { DialectId } from '../../hub/dialect.ts'
import type { WrittenObject } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import type { Frame } from '../../wire/frame.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, parseJson } from '../../wire/json.ts'
import { StreamTranslation } from '../stream.ts'
import { runError, runReply, runRequest } from '../translate.ts'

/** The first place where two values differ, for the one who mends it. */
function firstDifference(left: Json | undefined, right: Json | undefined, at = ''): string {
  if (deepEqual(left, right)) return ''
  if (
    typeof left !== 'object' ||
    typeof right !== 'object' ||
    left === null ||
    right === null ||
    Array.isArray(left) !== Array.isArray(right)
  ) {
    return `${at}: ${short(left)} became ${short(right)}`
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  for (const key of keys) {
    const found = firstDifference(
      (left as Record<string, Json>)[key],
      (right as Record<string, Json>)[key],
      `${at}/${key}`,
    )
    if (found) return found
  }
  return at
}

const short = (value: Json | undefined): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80)

const WHOLE = { request: runRequest, response: runReply, error: runError } as const

function judge(kind: string, away: ReadonlyMap<string, string>, seen: ReadonlySet<string>): void {
  tell(`law 2, ${kind}s: ${share(seen.size - away.size, seen.size)} come home`)
  expect(judgeLaw(`home-${kind}`, away, seen)).toEqual([])
}

describe('law 2: home again', () => {
  it.each(['request', 'response', 'error'] as const)('each recorded %s', { timeout: 120_000 }, (kind) => {
    const away = new Map<string, string>()
    const seen = new Set<string>()
    for (const { body, json } of recordedBodies(kind)) {
      seen.add(body.file)
      const written = bare(WHOLE[kind](json, { from: body.dialect, to: body.dialect }).written)
      if (!deepEqual(json, written)) away.set(body.file, firstDifference(json, written))
    }
    judge(kind, away, seen)
  })

  it('each recorded stream, put together by its own dialect', { timeout: 120_000 }, () => {
    const away = new Map<string, string>()
    const seen = new Set<string>()
    const other = new Map<string, string>()
    for (const body of recorded('stream')) {
      seen.add(body.file)
      const { otherFrame, difference } = comeHome(body.text(), body.dialect)
      if (otherFrame !== '') other.set(body.file, otherFrame)
      if (difference) away.set(body.file, difference)
    }
    tell(
      `law 2, streams: ${share(seen.size - other.size, seen.size)} come home event by event, in the same frames`,
    )
    expect(judgeLaw('home-frames', other, seen)).toEqual([])
    judge('stream', away, seen)
  })
})

function differentFrame({ index, event }: Frame, json: Json, written: readonly DialectEvent[]): string {
  if (written.length !== 1) return `frame ${index} became ${written.length} frames`
  const [back] = written
  if (back?.name !== event) return `frame ${index} of name ${event} became one of name ${back?.name}`
  const difference = firstDifference(json, bare(back?.data))
  return difference === '' ? '' : `frame ${index}${difference}`
}

/** The stream through the hub and back: what its own accumulator makes of both, and the first frame that is not the same. */
function comeHome(
  text: string,
  dialect: DialectId,
): { readonly otherFrame: string; readonly difference: string } {
  const { assembler } = dialectOf(dialect)
  const [source, back] = [assembler.start(), assembler.start()]
  const translation = new StreamTranslation({ from: dialect, to: dialect })
  let otherFrame = ''
  for (const frame of framesOf(text)) {
    const { written } = translation.take(frame)
    const parsed = parseJson(frame.data)
    if ('value' in parsed) {
      const json = parsed.value
      otherFrame ||= differentFrame(frame, json, written)
      assembler.take(source, {
        ...(frame.event === undefined ? {} : { name: frame.event }),
        data: json as WrittenObject,
      })
    }
    for (const event of written) assembler.take(back, event)
  }
  for (const event of translation.end().written) assembler.take(back, event)
  return {
    otherFrame,
    difference: firstDifference(bare(assembler.result(source)), bare(assembler.result(back))),
  }
}
