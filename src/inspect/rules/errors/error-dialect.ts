import type { DialectId } from '../../../hub/dialect.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, rootOf, textAt } from '../../json-places.ts'
import type { Hit, Rule } from '../../rule.ts'

type Shape = 'OpenAI' | 'Anthropic' | 'Gemini'

const SHAPE_OF: Readonly<Record<DialectId, Shape>> = {
  'openai-chat': 'OpenAI',
  'openai-responses': 'OpenAI',
  'anthropic-messages': 'Anthropic',
  gemini: 'Gemini',
}

/** Only what is sure to be one shape: many servers have a form of their own. anthropic-gemini.md §A.8, §G.5; openai.md §1.6 */
function shapeOf(body: At): Shape | undefined {
  const error = fieldAt(body, 'error')
  if (!error) return undefined
  if (textAt(body, 'type') === 'error') return 'Anthropic'
  if (typeof fieldAt(error, 'code')?.value === 'number' && /^[A-Z_]+$/.test(textAt(error, 'status') ?? ''))
    return 'Gemini'
  const { value } = error
  return typeof value === 'object' && value !== null && 'type' in value && 'param' in value
    ? 'OpenAI'
    : undefined
}

function find(scene: Scene): Hit[] {
  const { dialect, reply } = scene
  if (!dialect || reply?.kind !== 'error') return []
  const body = rootOf(Array.isArray(reply.json) ? reply.json[0] : reply.json)
  const shape = shapeOf(body)
  if (shape && shape !== SHAPE_OF[dialect])
    return [
      hitAt(
        scene,
        'reply',
        { pointer: '/error' },
        `The error body has the shape of ${shape}; a client of ${SHAPE_OF[dialect]} shows it as an unknown error.`,
      ),
    ]
  const error = fieldAt(body, 'error')
  if (dialect === 'anthropic-messages' && error && shape === 'Anthropic' && !textAt(error, 'type'))
    return [
      hitAt(scene, 'reply', error, 'The error says no type, by which Anthropic’s clients tell errors apart.'),
    ]
  return []
}

export const errorDialect: Rule = {
  id: 'ERROR_DIALECT',
  number: 55,
  title: 'Error body in the wrong dialect',
  severity: 'warning',
  evidence: ['one-side'],
  consequence:
    'The words that would explain the failure do not reach the person; clients cannot tell what to try again.',
  fix: 'Translate error bodies as well: type, message and status into the client’s own form.',
  references: [
    'https://github.com/QuantumNous/new-api/issues/4577',
    'https://github.com/Wei-Shaw/sub2api/issues/3038',
  ],
  find,
}
