import type { Json } from '../wire/json.ts'
import { isObject, parseJson } from '../wire/json.ts'
import { numbersAsWritten } from '../wire/json-numbers.ts'
import type { Leaf } from './leaf.ts'
import { spell, withNumbers } from './leaf.ts'
import { textOfLeaf } from './text.ts'

/** An argument object as the JSON text that travels in the hub. */
export const argumentsAsText = (input: Leaf<Json>): Leaf<string> =>
  spell(input, textOfLeaf(input), 'arguments-as-text')

/**
 * Argument text as the object that Anthropic and Gemini want. No text means no arguments. What is no object (cut short, two
 * values glued together, an array) is kept whole under one key, so that nothing is lost and the request stays legal.
 */
export function argumentsAsObject(text: Leaf<string>): Leaf<Json> {
  if (text.value.trim() === '') return spell(text, {}, 'arguments-as-object')
  return objectIn(text, 'arguments-as-object') ?? spell(text, { raw_arguments: text.value }, 'wrap-arguments')
}

/** The object of which a text is the JSON, its numbers as they are written there. */
export function objectIn(text: Leaf<string>, step: string): Leaf<Json> | undefined {
  const parsed = parseJson(text.value)
  return 'value' in parsed && isObject(parsed.value)
    ? withNumbers(spell<Json>(text, parsed.value, step), numbersAsWritten(text.value))
    : undefined
}

/** Arguments as a program reads them: no text at all is a call without any; what is no JSON stays text. */
export function argumentsAsRead(text: string): Json {
  const parsed = parseJson(text.trim() === '' ? '{}' : text)
  return 'value' in parsed ? parsed.value : text
}
