import type { Scene } from '../../evidence.ts'
import { generationOf } from '../../gemini-generation.ts'
import { placeOf } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'
import { requestIds } from './ids.ts'

/** Vertex took the field up in 2026, older models never issued one (anthropic-gemini.md §G.2): only a refusal is proof. */
function find(scene: Scene): Hit[] {
  const { exchange } = scene
  const isVertex = /aiplatform\.googleapis\.com/.test(exchange.request?.url ?? '')
  const generation = generationOf(scene)
  if (!isVertex && (generation === undefined || generation >= 2)) return []
  if (isVertex && (generation ?? 3) >= 3) return []
  const [first] = requestIds(scene).filter(({ id }) => id.value !== '')
  if (!first) return []
  return [
    {
      places: [placeOf(exchange, 'request', first.id)],
      message: `${isVertex ? 'Vertex' : 'This model'} did not issue ids before Gemini 3, and may refuse the field id in functionCall and functionResponse.`,
      severity: 'warning',
    },
  ]
}

export const geminiIdUnsupported: Rule = {
  id: 'GEMINI_ID_UNSUPPORTED',
  number: 47,
  title: '“id” sent where Gemini refuses it',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['gemini'],
  texts: [/Unknown name "id"/],
  consequence: 'The whole request is refused, though the ids are only there to help.',
  clients: refusalIn('@google/genai'),
  fix: 'Write the id only where the model itself issued it.',
  references: [
    'https://github.com/pydantic/pydantic-ai/issues/4645',
    'https://github.com/pydantic/pydantic-ai/issues/5081',
  ],
  find,
}
