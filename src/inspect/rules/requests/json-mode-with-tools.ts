import type { Scene } from '../../evidence.ts'
import { generationOf } from '../../gemini-generation.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, listAt, rootOf } from '../../json-places.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'

const either = (at: At, ...keys: string[]): At | undefined =>
  keys.map((key) => fieldAt(at, key)).find((found) => found !== undefined)

function jsonMode({ request }: Scene): At | undefined {
  const config = either(rootOf(request?.json), 'generationConfig', 'generation_config')
  return config && either(config, 'responseMimeType', 'response_mime_type')
}

function find(scene: Scene): Hit[] {
  const generation = generationOf(scene)
  if (generation === undefined || generation >= 3) return []
  const body = rootOf(scene.request?.json)
  const mode = jsonMode(scene)
  const hasCalls = listAt(body, 'tools').some((tool) =>
    ['functionDeclarations', 'function_declarations'].some((key) => listAt(tool, key).length > 0),
  )
  if (mode?.value !== 'application/json' || !hasCalls) return []
  return [
    hitAt(
      scene,
      'request',
      mode,
      `Tools and JSON mode cannot be combined on Gemini ${generation}; Gemini 3 or later is needed.`,
    ),
  ]
}

export const jsonModeWithTools: Rule = {
  id: 'JSON_MODE_WITH_TOOLS',
  number: 52,
  title: 'Tools together with JSON mode on old Gemini',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['gemini'],
  texts: [/Function calling with a response mime type/],
  suspects: (scene) => [jsonMode(scene)].flatMap((at) => at?.pointer ?? []),
  consequence: 'Gemini refuses the request; gateways that drop one of the two change what was asked.',
  clients: refusalIn('@google/genai'),
  fix: 'Ask in two steps, first with tools and then for JSON; or take Gemini 3 or later.',
  references: [
    'https://github.com/googleapis/python-genai/issues/867',
    'https://github.com/openai/openai-agents-python/issues/656',
    'https://github.com/maximhq/bifrost/pull/3633',
  ],
  find,
}
