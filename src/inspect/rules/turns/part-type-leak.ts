import type { DialectId } from '../../../hub/dialect.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, listAt, rootOf, textAt } from '../../json-places.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Types of content parts by the dialect that has them. */
const TYPES: Readonly<Partial<Record<DialectId, readonly string[]>>> = {
  // `input_audio` is a word of both of OpenAI's dialects.
  'openai-chat': ['image_url', 'file'],
  'openai-responses': ['input_text', 'output_text', 'input_image', 'input_file'],
  'anthropic-messages': ['tool_use', 'tool_result', 'thinking', 'redacted_thinking', 'document', 'image'],
}
const NAMES: Readonly<Record<string, string>> = {
  'openai-chat': 'Chat Completions',
  'openai-responses': 'Responses',
  'anthropic-messages': 'Anthropic Messages',
}

function find(scene: Scene): Hit[] {
  const { dialect, request } = scene
  if (!dialect || !request || !TYPES[dialect]) return []
  return listAt(rootOf(request.json), dialect === 'openai-responses' ? 'input' : 'messages')
    .flatMap((message) => listAt(message, 'content'))
    .flatMap((part) => [part, ...listAt(part, 'content')])
    .flatMap((part): Hit[] => {
      const type = textAt(part, 'type') ?? ''
      const owner = ownerOf(type, dialect)
      return owner
        ? [
            hitAt(
              scene,
              'request',
              fieldAt(part, 'type') as At,
              `The part type ${type} belongs to ${NAMES[owner]}; ${NAMES[dialect]} does not know it.`,
            ),
          ]
        : []
    })
}

const ownerOf = (type: string, dialect: DialectId): string | undefined =>
  TYPES[dialect]?.includes(type)
    ? undefined
    : Object.keys(TYPES).find((id) => TYPES[id as DialectId]?.includes(type))

export const partTypeLeak: Rule = {
  id: 'PART_TYPE_LEAK',
  number: 50,
  title: 'Content part of another dialect',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat', 'openai-responses', 'anthropic-messages'],
  texts: [
    /Invalid value: '(?:input_text|output_text|image_url|tool_use)'/,
    /is not supported in tool_result content/,
  ],
  consequence:
    'Strict providers refuse the request; lenient ones drop the part, and the model never sees it.',
  fix: 'Map each part by its type, also inside results of tools.',
  references: [
    'https://github.com/QuantumNous/new-api/pull/2968',
    'https://github.com/kaitranntt/ccs/pull/1133',
  ],
  find,
}
