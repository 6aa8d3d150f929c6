import { toOpenApi } from '../../translate/steps/schemas/to-openapi.ts'
import { toObject } from '../../translate/steps/schemas/to-vendor.ts'
import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { dropAt } from '../../wire/json-change.ts'
import { drop, mapAll, put, valueAt } from './body.ts'
import type { Fixer } from './fix.ts'
import { correction } from './fix.ts'

/** As the translation reshapes schemas for Gemini, in every place; and no fields that a declaration has not. */
export const reshapeForGemini: Fixer = ({ body }) =>
  correction(
    'Write the schemas with the keywords that Gemini takes.',
    mapAll(body, (json) => (isObject(json) ? geminiRequest(json) : json)),
  )

/** What a declaration may say. anthropic-gemini.md §G.1 */
const OF_DECLARATIONS = new Set([
  'name',
  'description',
  'behavior',
  'parameters',
  'parametersJsonSchema',
  'parameters_json_schema',
  'response',
  'responseJsonSchema',
  'response_json_schema',
])

function geminiRequest(request: JsonObject): JsonObject {
  const inEach = (list: Json | undefined, work: (one: JsonObject) => Json): Json | undefined =>
    Array.isArray(list) ? list.map((one: Json) => (isObject(one) ? work(one) : one)) : list
  const tool = (one: JsonObject): JsonObject =>
    within(
      one,
      ['functionDeclarations', 'function_declarations'],
      (list) => inEach(list, declaration) ?? list,
    )
  const config = (one: Json): Json =>
    isObject(one) ? within(one, ['responseSchema', 'response_schema'], toOpenApi) : one
  return within(
    within(request, ['tools'], (list) => inEach(list, tool) ?? list),
    ['generationConfig', 'generation_config'],
    config,
  )
}

const declaration = (one: JsonObject): JsonObject =>
  within(
    Object.fromEntries(Object.entries(one).filter(([key]) => OF_DECLARATIONS.has(key))),
    ['parameters'],
    toOpenApi,
  )

const within = (object: JsonObject, keys: readonly string[], work: (value: Json) => Json): JsonObject =>
  Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, keys.includes(key) ? work(value) : value]),
  )

/** The schema of arguments as one object at its root. */
export const openSchemaAtRoot: Fixer = ({ body, place }) => {
  const at = { pointer: place.pointer?.split('/').slice(0, -1).join('/') ?? '' }
  const schema = valueAt(body, at)
  if (!isObject(schema)) return undefined
  const { not: _, ...flat } = toObject(schema) as JsonObject
  return correction('Write one object at the root of the schema.', put(body, at, flat))
}

export const dropExtraCacheMark: Fixer = ({ body, finding: { places } }) =>
  correction(
    'Leave out the marks beyond the fourth.',
    places.reduce((left, place) => drop(left, place), body),
  )

export const leaveJsonModeOut: Fixer = ({ body, place }) => {
  const holder = place.pointer?.split('/').slice(0, -1).join('/') ?? ''
  const config = valueAt(body, { pointer: holder })
  if (!isObject(config)) return undefined
  const left = [
    '/responseMimeType',
    '/responseSchema',
    '/responseJsonSchema',
    '/response_mime_type',
    '/response_schema',
  ].reduce<Json>((one, key) => dropAt(one, key), config)
  return correction(
    'Leave JSON mode out, so that the tools can be called.',
    put(body, { pointer: holder }, left),
  )
}

/** The sum that the total is defined as. */
export const addUpTotal: Fixer = ({ body, place }) => {
  const usage = valueAt(body, { ...place, pointer: place.pointer?.replace(/\/[^/]*$/, '') ?? '' })
  if (!place.pointer?.endsWith('/total_tokens') || !isObject(usage)) return undefined
  const { prompt_tokens, completion_tokens, input_tokens, output_tokens } = usage
  const [sent, given] = [prompt_tokens ?? input_tokens, completion_tokens ?? output_tokens]
  if (typeof sent !== 'number' || typeof given !== 'number') return undefined
  return correction('Count each token once in the total.', put(body, place, sent + given))
}
