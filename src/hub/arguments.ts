import type { Json } from '../wire/json.ts'
import { isObject, parseJson } from '../wire/json.ts'
import type { Leaf } from './leaf.ts'
import { spell } from './leaf.ts'

/** An argument object as the JSON text that travels in the hub. */
export const argumentsAsText = (input: Leaf<Json>): Leaf<string> =>
  spell(input, JSON.stringify(input.value), 'arguments-as-text')

/**
 * Argument text as the object that Anthropic and Gemini want. No text means no arguments. What is no object (cut short, two
 * values glued together, an array) is kept whole under one key, so that nothing is lost and the request stays legal.
 */
export function argumentsAsObject(text: Leaf<string>): Leaf<Json> {
  if (text.value.trim() === '') return spell(text, {}, 'arguments-as-object')
  const parsed = parseJson(text.value)
  if ('value' in parsed && isObject(parsed.value)) return spell(text, parsed.value, 'arguments-as-object')
  return spell(text, { raw_arguments: text.value }, 'wrap-arguments')
}

/** Arguments as a program reads them: no text at all is a call without any; what is no JSON stays text. */
export function argumentsAsRead(text: string): Json {
  const parsed = parseJson(text.trim() === '' ? '{}' : text)
  return 'value' in parsed ? parsed.value : text
}
