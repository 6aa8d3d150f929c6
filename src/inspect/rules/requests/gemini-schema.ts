import { isObject, pointerStep } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { generationOf } from '../../gemini-generation.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { elementsOf, fieldAt, hasKey, listAt, rootOf, textAt } from '../../json-places.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Keywords outside the Schema of Gemini, which is OpenAPI's: “Unknown name”. anthropic-gemini.md §G.1 */
const UNKNOWN = [
  '$schema',
  '$ref',
  '$defs',
  'definitions',
  '$comment',
  'const',
  'oneOf',
  'allOf',
  'not',
  'multipleOf',
  'patternProperties',
  'propertyNames',
  'if',
  'then',
  'else',
  'examples',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'additionalProperties',
  'enumDescriptions',
  'defer_loading',
  'unevaluatedProperties',
  'dependentRequired',
]

function find(scene: Scene): Hit[] {
  return listAt(rootOf(scene.request?.json), 'tools')
    .flatMap((tool) => ['functionDeclarations', 'function_declarations'].flatMap((key) => listAt(tool, key)))
    .flatMap((declaration): Hit[] => {
      // `parametersJsonSchema` takes JSON Schema as it is.
      const schema = fieldAt(declaration, 'parameters')
      const flaw = schema && firstFlaw(schema)
      if (!flaw) return []
      const name = textAt(declaration, 'name') ?? 'without a name'
      return [
        hitAt(
          scene,
          'request',
          flaw.at,
          `Tool ${name}: ${flaw.words}, which is not in Gemini’s subset of schemas; the whole request may fail over it.`,
          // Newer servers take more and more of JSON Schema: before a refusal it is a danger.
          (generationOf(scene) ?? 3) >= 2 ? 'warning' : undefined,
        ),
      ]
    })
}

interface Flaw {
  readonly at: At
  readonly words: string
}

/** Schemas nest in values; names of properties are no keywords. */
function firstFlaw(schema: At): Flaw | undefined {
  if (!isObject(schema.value)) return undefined
  const keyword = UNKNOWN.find((key) => hasKey(schema, key))
  if (keyword !== undefined)
    return {
      at: { value: schema.value[keyword] ?? null, pointer: schema.pointer + pointerStep(keyword) },
      words: `the keyword ${keyword}`,
    }
  const type = fieldAt(schema, 'type')
  if (Array.isArray(type?.value)) return { at: type, words: 'a list of types' }
  const number = listAt(schema, 'enum').find(({ value }) => typeof value === 'number')
  if (number && typeof type?.value === 'string' && type.value.toLowerCase() === 'string')
    return { at: number, words: 'a number among the words of an enum' }
  for (const below of schemasBelow(schema)) {
    const flaw = firstFlaw(below)
    if (flaw) return flaw
  }
  return undefined
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
  fix: 'Send the schema under parametersJsonSchema; or leave $schema, $comment and their like out, write const as an enum of one, resolve $ref, and write enums as strings.',
  references: [
    'https://github.com/router-for-me/CLIProxyAPI/issues/97',
    'https://github.com/router-for-me/CLIProxyAPI/issues/136',
    'https://github.com/zed-industries/zed/issues/44875',
  ],
  find,
}
