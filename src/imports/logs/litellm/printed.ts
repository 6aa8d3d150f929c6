import type { Json, JsonObject } from '../../../wire/json.ts'
import { isObject } from '../../../wire/json.ts'
import { endOfValue } from '../../../wire/json-scan.ts'
import { readLiteral } from '../../literal.ts'

/** An object of LiteLLM as Python prints it, as the JSON that it means. */
export interface Printed {
  readonly class: string
  readonly json: JsonObject
  readonly text: string
  readonly holes: readonly string[]
}

const OBJECT = /^\s*(?:[\w.]+\.)?([A-Z]\w*)\(/

/** `ModelResponse(id='…', choices=[StreamingChoices(…)])` at the beginning of a text; undefined where something else stands there. */
export function readPrinted(text: string): Printed | undefined {
  const name = OBJECT.exec(text)?.[1]
  if (name === undefined) return undefined
  const literal = readLiteral(text, 0)
  return literal && isObject(literal.json)
    ? { class: name, json: literal.json, text: literal.text, holes: literal.holes }
    : undefined
}

/** A value at the beginning of a text, JSON or as Python prints it. */
export function readValue(
  text: string,
): { readonly json: Json; readonly text: string; readonly isRepr: boolean } | undefined {
  const bare = text.trimStart()
  if (!/^[[{]/.test(bare)) return undefined
  const { end, isWhole } = endOfValue(bare, 0)
  const body = bare.slice(0, end)
  if (isWhole) {
    try {
      return { json: JSON.parse(body) as Json, text: body, isRepr: false }
    } catch {
      // As Python prints it, then.
    }
  }
  const literal = readLiteral(bare, 0)
  return literal && { json: literal.json, text: literal.text, isRepr: true }
}
