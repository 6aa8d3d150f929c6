import { describe, expect, it } from 'vitest'
import { framesOf, recorded, recordedBodies, share, tell } from '../../../bench/corpus.ts'
import { judgeLaw } from '../../../bench/exceptions.ts'
import { dialectOf } from '../../dialects/catalogue.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { WrittenObject } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, isObject, parseJson } from '../../wire/json.ts'
import { createStreamTranslator } from '../stream.ts'
import {
  runError,
  runReply,
  runRequest,
  translateError,
  translateReply,
  translateRequest,
} from '../translate.ts'

const TOLD = { request: translateRequest, response: translateReply, error: translateError } as const
const WHOLE = { request: runRequest, response: runReply, error: runError } as const

/** What says no more than leaving it out: it comes back said aloud where the other dialect's default is another. */
const DEFAULTS: Readonly<Partial<Record<DialectId, readonly (readonly [place: RegExp, value: Json])[]>>> = {
  'openai-chat': [
    [/^\/store$/, false],
    [/^\/tools\/\d+\/function\/strict$/, false],
  ],
  'anthropic-messages': [[/^\/tools\/\d+\/strict$/, false]],
  gemini: [[/^\/store$/, false]],
}

/** A list of nothing but one text says what the bare text says; which of them comes back is the other dialect's custom. */
function onlyText(json: Json): string | undefined {
  const [part, ...more] = Array.isArray(json) ? (json as readonly Json[]) : []
  if (!isObject(part) || more.length > 0) return undefined
  const { type, text, ...rest } = part
  const isText = type === 'text' || type === 'input_text' || type === 'output_text'
  return isText && typeof text === 'string' && Object.keys(rest).length === 0 ? text : undefined
}

/** The body without its empty lists of tools and its spoken defaults. */
function plain(json: Json, dialect: DialectId, at = ''): Json {
  const text = onlyText(json)
  if (text !== undefined) return text
  if (Array.isArray(json)) return json.map((value: Json, i) => plain(value, dialect, `${at}/${i}`))
  if (typeof json !== 'object' || json === null) return json
  const isDefault = (place: string, value: Json): boolean =>
    (place === '/tools' && Array.isArray(value) && value.length === 0) ||
    (DEFAULTS[dialect] ?? []).some(([pattern, silent]) => pattern.test(place) && value === silent)
  return Object.fromEntries(
    Object.entries(json as Record<string, Json>)
      .filter(([key, value]) => !isDefault(`${at}/${key}`, value))
      .map(([key, value]) => [key, plain(value, dialect, `${at}/${key}`)]),
  )
}

/** Whether the way back says that it loses what stands at the place: what is told is no surprise. */
function isTold(kind: keyof typeof TOLD, json: Json, from: DialectId, to: DialectId, place: string): boolean {
  const { lost } = TOLD[kind](json, { from, to }).accounting
  return lost.some(({ from: at, code }) => {
    const pointer = typeof at === 'string' ? at : at.pointer
    const isThere = `${pointer}/`.startsWith(`${place}/`) || `${place}/`.startsWith(`${pointer}/`)
    return isThere && code !== 'repeated'
  })
}

/** The first place that differs. */
function difference(once: Json | undefined, again: Json | undefined, at = ''): string {
  if (deepEqual(once, again)) return ''
  if (typeof once !== 'object' || typeof again !== 'object' || once === null || again === null)
    return `${at}: ${short(once)} then ${short(again)}`
  const [left, right] = [once as Record<string, Json>, again as Record<string, Json>]
  const key = [...Object.keys(left), ...Object.keys(right)].find((one) => !deepEqual(left[one], right[one]))
  return difference(left[key ?? ''], right[key ?? ''], `${at}/${key}`)
}

const short = (value: Json | undefined): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80)

/** Each time to the same target: Gemini names the model in the URL, so that a body that was there has lost it. */
const targetOf = (kind: keyof typeof WHOLE, json: Json): { readonly model?: string } =>
  kind === 'request' && isObject(json) && typeof json.model === 'string' ? { model: json.model } : {}

/** A body settles where each of its translations does. */
function bodiesOf(seen: ReadonlySet<string>, broken: ReadonlyMap<string, string>): string {
  const files = (pairs: Iterable<string>): number =>
    new Set([...pairs].map((pair) => pair.slice(0, pair.indexOf(' → ')))).size
  return `of bodies ${share(files(seen) - files(broken.keys()), files(seen))}`
}

describe('law 5: settled', () => {
  it.each(['request', 'response', 'error'] as const)(
    'each %s, there and back and there again',
    { timeout: 240_000 },
    (kind) => {
      const broken = new Map<string, string>()
      const seen = new Set<string>()
      let told = 0
      for (const { body, json } of recordedBodies(kind)) {
        const target = targetOf(kind, json)
        const translate = (json: Json, from: DialectId, to: DialectId): Json =>
          bare(WHOLE[kind](json, { from, to, target }).written)
        for (const to of DIALECT_IDS) {
          if (to === body.dialect) continue
          const pair = `${body.file} → ${to}`
          seen.add(pair)
          const once = translate(json, body.dialect, to)
          const again = translate(translate(once, to, body.dialect), body.dialect, to)
          const found = difference(plain(once, to), plain(again, to))
          if (found === '') continue
          if (
            isTold(
              kind,
              once,
              to,
              body.dialect,
              found.slice(0, found.indexOf(':')).replace(/\/(?:type|role)$/, ''),
            )
          )
            told++
          else broken.set(pair, found)
        }
      }
      tell(
        `law 5, ${kind}s: ${share(seen.size - broken.size, seen.size)} settle, ${told} of them but for what the way back tells as lost; ${bodiesOf(seen, broken)}`,
      )
      expect(judgeLaw(`settled-${kind}`, broken, seen)).toEqual([])
    },
  )

  it('each stream, there and back and there again', { timeout: 240_000 }, () => {
    const broken = new Map<string, string>()
    const seen = new Set<string>()
    for (const body of recorded('stream')) {
      const source = body.text()
      for (const to of DIALECT_IDS) {
        if (to === body.dialect) continue
        const pair = `${body.file} → ${to}`
        seen.add(pair)
        const once = streamed(source, body.dialect, to)
        const again = streamed(streamed(once, to, body.dialect), body.dialect, to)
        const found = once === again ? '' : difference(assembled(once, to), assembled(again, to))
        if (found !== '') broken.set(pair, found)
      }
    }
    tell(`law 5, streams: ${share(seen.size - broken.size, seen.size)} settle; ${bodiesOf(seen, broken)}`)
    expect(judgeLaw('settled-stream', broken, seen)).toEqual([])
  })
})

function streamed(text: string, from: DialectId, to: DialectId): string {
  const translator = createStreamTranslator({ from, to })
  return translator.push(text) + translator.end()
}

/** The whole reply that a stream's own accumulator makes of it. */
function assembled(text: string, dialect: DialectId): Json {
  const { assembler } = dialectOf(dialect)
  const state = assembler.start()
  for (const { data, event } of framesOf(text)) {
    const parsed = parseJson(data)
    if ('problem' in parsed) continue
    assembler.take(state, {
      ...(event === undefined ? {} : { name: event }),
      data: parsed.value as WrittenObject,
    })
  }
  return bare(assembler.result(state))
}
