import type { Json } from '../../wire/json.ts'
import { deepEqual, isObject, parseJson } from '../../wire/json.ts'
import { endOfValue } from '../../wire/json-scan.ts'
import type { BodyFrame } from './body.ts'
import { beside, mapFrames, put, valueAt } from './body.ts'
import type { Fixer } from './fix.ts'
import { correction } from './fix.ts'

export const fillEmptyArguments: Fixer = ({ body, place }) => {
  const at = place.pointer?.endsWith('/name') ? beside(place, 'arguments') : place
  return correction('Write “{}” where the call has no arguments.', put(body, at, '{}'))
}

/** The arguments as the dialect wants them: a string of JSON, or the object itself. */
export const retypeArguments: Fixer = ({ body, place, scene }) => {
  const value = valueAt(body, place)
  if (scene.dialect === 'openai-chat' || scene.dialect === 'openai-responses') {
    if (!isObject(value)) return undefined
    return correction('Write the arguments as a string of JSON.', put(body, place, JSON.stringify(value)))
  }
  const parsed = typeof value === 'string' ? parseJson(value === '' ? '{}' : value) : undefined
  if (!parsed || !('value' in parsed) || !isObject(parsed.value)) return undefined
  return correction('Write the arguments as an object.', put(body, place, parsed.value))
}

/** Two values one behind the other, of which one says nothing that the other does not. */
export const keepOneOfTheArguments: Fixer = ({ body, place }) => {
  const value = valueAt(body, place)
  if (typeof value !== 'string') return undefined
  const values = valuesIn(value)
  const telling = values?.filter((one) => !deepEqual(one, {})) ?? []
  const [first, ...others] = telling
  if (!first || !isObject(first) || others.some((one) => !deepEqual(one, first))) return undefined
  return correction('Keep the arguments once.', put(body, place, JSON.stringify(first)))
}

function valuesIn(text: string): readonly Json[] | undefined {
  const values: Json[] = []
  for (let at = 0; text.slice(at).trim() !== ''; ) {
    const { end, isWhole } = endOfValue(text, at)
    const parsed = parseJson(text.slice(at, end))
    if (!isWhole || !('value' in parsed)) return undefined
    values.push(parsed.value)
    at = end
  }
  return values.length > 1 ? values : undefined
}

/** A new id, or a name where ids are missing, begins a call; what has neither goes on with the one before. */
export const renumberCalls: Fixer = ({ body }) => {
  if (!body.frames) return undefined
  const books = new Map<number, NumberBook>()
  return correction(
    'Number the calls from 0, in the order in which they begin.',
    mapFrames(body, (frame) => renumbered(frame, books)),
  )
}

interface NumberBook {
  readonly byId: Map<string, number>
  /** By the index that stood there: the call which that means at the moment. */
  readonly byIndex: Map<unknown, number>
  next: number
}

function renumbered(frame: BodyFrame, books: Map<number, NumberBook>): BodyFrame {
  const { json } = frame
  if (!isObject(json) || !Array.isArray(json.choices)) return frame
  const choices = json.choices.map((choice: Json, at): Json => {
    if (!isObject(choice) || !isObject(choice.delta) || !Array.isArray(choice.delta.tool_calls)) return choice
    const key = typeof choice.index === 'number' ? choice.index : at
    const book = books.get(key) ?? { byId: new Map(), byIndex: new Map(), next: 0 }
    books.set(key, book)
    const calls = choice.delta.tool_calls.map(
      (call: Json): Json =>
        isObject(call) ? { index: numberOf(call, book), ...without(call, 'index') } : call,
    )
    return { ...choice, delta: { ...choice.delta, tool_calls: calls } }
  })
  return { ...frame, json: { ...json, choices } }
}

function numberOf(call: { readonly [key: string]: Json }, book: NumberBook): number {
  const id = typeof call.id === 'string' && call.id !== '' ? call.id : undefined
  const hasName =
    isObject(call.function) && typeof call.function.name === 'string' && call.function.name !== ''
  const known = id === undefined ? (hasName ? undefined : book.byIndex.get(call.index)) : book.byId.get(id)
  const last = id === undefined && !hasName && book.next > 0 ? book.next - 1 : undefined
  const number = known ?? last ?? book.next++
  if (id !== undefined) book.byId.set(id, number)
  book.byIndex.set(call.index, number)
  return number
}

const without = (object: { readonly [key: string]: Json }, key: string): { readonly [key: string]: Json } => {
  const { [key]: _, ...others } = object
  return others
}
