import type { DialectId } from '../../../hub/dialect.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, listAt, rootOf, textAt } from '../../json-places.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'

/** Types of content parts by the dialect that has them. */
const TYPES: Readonly<Partial<Record<DialectId, readonly string[]>>> = {
  // `input_audio` is a word of both of OpenAI's dialects.
  'openai-chat': ['image_url', 'file'],
  'openai-responses': ['input_text', 'output_text', 'input_image', 'input_file'],
  'anthropic-messages': ['tool_use', 'tool_result', 'thinking', 'redacted_thinking', 'document', 'image'],
}
const NAMES: Readonly<Record<DialectId, string>> = {
  'openai-chat': 'Chat Completions',
  'openai-responses': 'Responses',
  'anthropic-messages': 'Anthropic Messages',
  gemini: 'Gemini',
}

function find(scene: Scene): Hit[] {
  const { dialect, request } = scene
  if (!dialect || !request) return []
  const body = rootOf(request.json)
  const told = (at: At, part: string, owner: string): Hit =>
    hitAt(scene, 'request', at, `${part} belongs to ${owner}; ${NAMES[dialect]} does not know it.`)
  if (dialect === 'gemini')
    return listAt(body, 'contents')
      .flatMap((content) => listAt(content, 'parts'))
      .flatMap((part) => {
        const type = textAt(part, 'type')
        const owner = type && ownerOf(type, dialect)
        return owner ? [told(fieldAt(part, 'type') ?? part, `The part type ${type}`, owner)] : []
      })
  return partsOf(body, dialect).flatMap((part): Hit[] => {
    const type = textAt(part, 'type')
    const key = type === undefined ? GEMINI_KEYS.find((one) => fieldAt(part, one)) : undefined
    if (key) return [told(fieldAt(part, key) ?? part, `A part with ${key}`, NAMES.gemini)]
    const owner = type && !isOwnForm(part, dialect) ? ownerOf(type, dialect) : undefined
    return owner ? [told(fieldAt(part, 'type') ?? part, `The part type ${type}`, owner)] : []
  })
}

/** Content parts of a request, also those inside results and instructions. */
function partsOf(body: At, dialect: DialectId): At[] {
  const messages = listAt(body, dialect === 'openai-responses' ? 'input' : 'messages')
  // The call that such a block repeats is told of as one call under one id twice.
  const parts = messages.flatMap((message) =>
    listAt(message, 'content').filter(
      (part) => textAt(part, 'type') !== 'tool_use' || listAt(message, 'tool_calls').length === 0,
    ),
  )
  const outputs = dialect === 'openai-responses' ? messages.flatMap((item) => listAt(item, 'output')) : []
  const system = dialect === 'anthropic-messages' ? listAt(body, 'system') : []
  return [...[...parts, ...system].flatMap((part) => [part, ...listAt(part, 'content')]), ...outputs]
}

const GEMINI_KEYS = ['inlineData', 'inline_data', 'fileData', 'file_data', 'functionCall', 'functionResponse']

/** Mistral has thinking in Chat, with a list where Anthropic has a text; hosted tools of Responses print text and logs. */
const isOwnForm = (part: At, dialect: DialectId): boolean =>
  dialect === 'openai-chat' && textAt(part, 'type') === 'thinking' && textAt(part, 'thinking') === undefined

const ownerOf = (type: string, dialect: DialectId): string | undefined => {
  if (type === 'text')
    return dialect === 'openai-responses' || dialect === 'gemini'
      ? 'Chat Completions and Anthropic Messages'
      : undefined
  const owner = TYPES[dialect]?.includes(type)
    ? undefined
    : Object.keys(TYPES).find((id) => TYPES[id as DialectId]?.includes(type))
  return owner && NAMES[owner as DialectId]
}

export const partTypeLeak: Rule = {
  id: 'PART_TYPE_LEAK',
  number: 50,
  title: 'Content part of another dialect',
  severity: 'error',
  evidence: ['one-side'],
  texts: [
    /Invalid value: '(?:text|input_text|output_text|image_url|tool_use)'/,
    /Unknown name "type" at 'contents\[/,
    /is not supported in tool_result content/,
  ],
  consequence:
    'Strict providers refuse the request; lenient ones drop the part, and the model never sees it.',
  clients: refusalIn('openai', '@anthropic-ai/sdk'),
  fix: 'Map each part by its type, also inside results of tools.',
  references: [
    'https://github.com/QuantumNous/new-api/pull/2968',
    'https://github.com/kaitranntt/ccs/pull/1133',
  ],
  find,
}
