import { describe, expect, it } from 'vitest'
import { recordedBodies, share, tell } from '../../../bench/corpus.ts'
import { judgeLaw } from '../../../bench/exceptions.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import { bare } from '../../hub/leaf.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { deepEqual, isObject } from '../../wire/json.ts'
import { runRequest } from '../translate.ts'

/** Where each dialect keeps its history. */
const HISTORY: Readonly<Record<DialectId, string>> = {
  'openai-chat': 'messages',
  'openai-responses': 'input',
  'anthropic-messages': 'messages',
  gemini: 'contents',
}

const historyOf = (body: Json, dialect: DialectId): readonly Json[] => {
  const list = isObject(body) ? body[HISTORY[dialect]] : undefined
  return Array.isArray(list) ? (list as readonly Json[]) : []
}

const OF_THE_MODEL = new Set([
  'reasoning',
  'function_call',
  'custom_tool_call',
  'local_shell_call',
  'item_reference',
])

/** Whether the model said it: items of Responses that are no message and no output are all the model's. */
function isOfTheModel(entry: Json): boolean {
  if (!isObject(entry)) return false
  if (typeof entry.role === 'string') return entry.role === 'assistant' || entry.role === 'model'
  const { type } = entry
  return (
    typeof type === 'string' &&
    (OF_THE_MODEL.has(type) || (type.endsWith('_call') && !type.endsWith('_output')))
  )
}

/** Where a shorter history ended: before the model speaks again, as each request does. */
const cutsOf = (history: readonly Json[]): number[] =>
  history.flatMap((entry, i) =>
    i > 0 && isOfTheModel(entry) && !isOfTheModel(history[i - 1] as Json) ? [i] : [],
  )

describe('law 7: append-stable', () => {
  it('a longer history keeps the translation of the shorter as its beginning', { timeout: 240_000 }, () => {
    const broken = new Map<string, string>()
    const seen = new Set<string>()
    for (const { body, json } of recordedBodies('request')) {
      const { file, dialect } = body
      const history = historyOf(json, dialect)
      if (history.length < 4) continue
      const cuts = cutsOf(history)
      for (const to of DIALECT_IDS) {
        const translate = (list: readonly Json[]): readonly Json[] =>
          historyOf(
            bare(
              runRequest({ ...(json as JsonObject), [HISTORY[dialect]]: list }, { from: dialect, to })
                .written,
            ),
            to,
          )
        const whole = translate(history)
        seen.add(`${file} → ${to}`)
        for (const cut of cuts) {
          const begun = translate(history.slice(0, cut))
          const at = begun.findIndex((entry, i) => !deepEqual(entry, whole[i]))
          if (at < 0) continue
          broken.set(
            `${file} → ${to}`,
            `cut at ${cut}, entry ${at}: ${JSON.stringify(begun[at]).slice(0, 120)} became ${JSON.stringify(whole[at])?.slice(0, 120)}`,
          )
          break
        }
      }
    }
    tell(`law 7, appending: ${share(seen.size - broken.size, seen.size)} histories keep their beginning`)
    expect(judgeLaw('append', broken, seen)).toEqual([])
  })
})
