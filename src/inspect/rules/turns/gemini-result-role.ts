import type { Json } from '../../../wire/json.ts'
import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { generationOf } from '../../gemini-generation.ts'
import { placeAt } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'

/** A part of this kind, in either spelling that Gemini takes. */
const holds = (content: Json, key: 'functionCall' | 'functionResponse'): boolean =>
  isObject(content) &&
  Array.isArray(content.parts) &&
  content.parts.some((part: Json) => isObject(part) && (key in part || snakeCase(key) in part))

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

function find(scene: Scene): Hit[] {
  const { exchange, dialect, request } = scene
  const contents = isObject(request?.json) ? request.json.contents : undefined
  if (dialect !== 'gemini' || !Array.isArray(contents)) return []
  return contents.flatMap((content: Json, index): Hit[] => {
    if (!holds(content, 'functionResponse') || !isObject(content) || content.role === 'user') return []
    const role = content.role === undefined ? 'no role' : `the role “${String(content.role)}”`
    const pointer = content.role === undefined ? `/contents/${index}` : `/contents/${index}/role`
    // A content that also holds the call is seen to be accepted; `function` was tolerated until Gemini 3.5 (bugs.md §1.2 c, trap 6).
    const isTolerated =
      (content.role === 'function' && (generationOf(scene) ?? 0) < 3.5) || holds(content, 'functionCall')
    return [
      {
        places: [placeAt(exchange, 'request', { pointer })],
        message: `contents[${index}] holds a function result with ${role}; ${content.role === 'function' ? 'from 3.5 on, Gemini' : 'Gemini'} accepts only “user” there.`,
        ...(isTolerated ? { severity: 'warning' as const } : {}),
      },
    ]
  })
}

export const geminiResultRole: Rule = {
  id: 'GEMINI_RESULT_ROLE',
  number: 19,
  title: 'functionResponse under the wrong role',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['gemini'],
  texts: [/Please use a valid role/, /Role 'function' is not supported/],
  consequence:
    'Gemini refuses the whole request (400 INVALID_ARGUMENT, “Please use a valid role”): every history with a tool result fails, the first turn never does.',
  clients: refusalIn('@google/genai'),
  fix: 'Write role “user” on each content that holds functionResponse parts.',
  references: [
    'https://github.com/BerriAI/litellm/pull/22046',
    'https://github.com/maximhq/bifrost/pull/2222',
    'https://github.com/blakeblackshear/frigate/pull/24013',
  ],
  find,
}
