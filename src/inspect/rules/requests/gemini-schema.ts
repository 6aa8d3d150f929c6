import { isObject, pointerStep } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import type { At } from '../../json-places.ts'
import { elementsOf, fieldAt, listAt, objectsBelow, rootOf, textAt } from '../../json-places.ts'
import { placeAt } from '../../places.ts'
import { isAnswered } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'

/** Keywords outside the Schema of Gemini, which is OpenAPI's: “Unknown name”. anthropic-gemini.md §G.1 */
const UNKNOWN = [
  '$schema',
  '$id',
  '$ref',
  '$defs',
  '$anchor',
  '$comment',
  'definitions',
  'const',
  'oneOf',
  'allOf',
  'not',
  'multipleOf',
  'patternProperties',
  'propertyNames',
  'prefixItems',
  'contains',
  'uniqueItems',
  'if',
  'then',
  'else',
  'examples',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'additionalProperties',
  'additionalItems',
  'unevaluatedProperties',
  'dependentRequired',
  'deprecated',
  'readOnly',
  'writeOnly',
  'enumDescriptions',
  'markdownDescription',
]

/** What other dialects say of a tool beside its schema: a declaration has no such field either (bugs.md §2 I04). */
const OF_OTHERS = [
  'defer_loading',
  'cache_control',
  'strict',
  'type',
  'input_schema',
  'input_examples',
  'allowed_callers',
  'eager_input_streaming',
]

const find = (scene: Scene): Hit[] => {
  const root = rootOf(scene.request?.json)
  const tools = listAt(root, 'tools')
    .flatMap((tool) => ['functionDeclarations', 'function_declarations'].flatMap((key) => listAt(tool, key)))
    .flatMap((declaration) => {
      const name = textAt(declaration, 'name') ?? 'without a name'
      return told(scene, `Tool ${name}`, [...extras(declaration), ...schemaFlaws(declaration)])
    })
  const config = fieldAt(root, 'generationConfig') ?? fieldAt(root, 'generation_config')
  const answer = config && (fieldAt(config, 'responseSchema') ?? fieldAt(config, 'response_schema'))
  return [...tools, ...(answer ? told(scene, 'The schema of the answer', flawsOf(answer)) : [])]
}

interface Flaw {
  readonly at: At
  readonly words: string
}

/** All flaws of one schema are one finding, at each of its places. */
function told(scene: Scene, whose: string, flaws: readonly Flaw[]): Hit[] {
  const [first] = flaws
  if (!first) return []
  const words = [...new Set(flaws.map((flaw) => flaw.words))].join(', ')
  return [
    {
      // Newer servers take more and more of JSON Schema.
      ...(isAnswered(scene) ? { severity: 'warning' as const } : {}),
      places: flaws.slice(0, 8).map(({ at }) => placeAt(scene.exchange, 'request', { pointer: at.pointer })),
      message: `${whose} has what Gemini’s schemas do not take, and the whole request fails over it: ${words}.`,
    },
  ]
}

const keyword = (at: At, key: string): Flaw | undefined =>
  isObject(at.value) && Object.hasOwn(at.value, key)
    ? {
        at: { value: at.value[key] ?? null, pointer: at.pointer + pointerStep(key) },
        words: `the keyword ${key}`,
      }
    : undefined

const extras = (declaration: At): Flaw[] => OF_OTHERS.flatMap((key) => keyword(declaration, key) ?? [])

function schemaFlaws(declaration: At): Flaw[] {
  const schema = fieldAt(declaration, 'parameters')
  if (schema) return flawsOf(schema)
  // `parametersJsonSchema` takes JSON Schema as it is, but for what may stand beside a reference.
  const whole = fieldAt(declaration, 'parametersJsonSchema') ?? fieldAt(declaration, 'parameters_json_schema')
  return whole ? [...objectsBelow(whole)].flatMap(besideReference) : []
}

/** bugs.md §2 I06 */
function besideReference(at: At): Flaw[] {
  const { value } = at
  if (!isObject(value) || typeof value.$ref !== 'string') return []
  return Object.keys(value)
    .filter((key) => !key.startsWith('$') && key !== 'description' && key !== 'default')
    .slice(0, 1)
    .map((key) => ({
      at: { value: value[key] ?? null, pointer: at.pointer + pointerStep(key) },
      words: `${key} beside $ref`,
    }))
}

/** Schemas nest in values; names of properties are no keywords. */
function flawsOf(schema: At): Flaw[] {
  if (!isObject(schema.value)) return []
  const type = fieldAt(schema, 'type')
  const number = listAt(schema, 'enum').find(({ value }) => typeof value === 'number')
  return [
    ...UNKNOWN.flatMap((key) => keyword(schema, key) ?? []),
    ...(Array.isArray(type?.value) ? [{ at: type, words: 'a list of types' }] : []),
    ...(number ? [{ at: number, words: 'a number in an enum, which holds words only' }] : []),
    ...schemasBelow(schema).flatMap(flawsOf),
  ]
}

const schemasBelow = (schema: At): At[] => {
  const properties = fieldAt(schema, 'properties')
  const items = fieldAt(schema, 'items')
  const anyOf = fieldAt(schema, 'anyOf')
  return [
    ...(properties && isObject(properties.value)
      ? Object.keys(properties.value).flatMap((key) => fieldAt(properties, key) ?? [])
      : []),
    ...(items ? [items] : []),
    ...(anyOf ? elementsOf(anyOf) : []),
  ]
}

export const geminiSchema: Rule = {
  id: 'GEMINI_SCHEMA_UNSUPPORTED',
  number: 7,
  title: 'Tool schema uses keywords Gemini rejects',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['gemini'],
  texts: [/Unknown name "(?!id")[^"]*"[\s\S]*Cannot find field/, /\(TYPE_STRING\)/],
  consequence: 'One keyword in one tool makes the whole request fail, whatever it asks for.',
  clients: refusalIn('@google/genai'),
  fix: 'Send the schema under parametersJsonSchema; or leave $schema, $comment and their like out, write const as an enum of one, resolve $ref, and write enums as strings.',
  references: [
    'https://github.com/router-for-me/CLIProxyAPI/issues/97',
    'https://github.com/router-for-me/CLIProxyAPI/issues/136',
    'https://github.com/zed-industries/zed/issues/44875',
  ],
  find,
}
