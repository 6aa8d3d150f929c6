import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, listAt, rootOf, textAt } from '../../json-places.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'

function find(scene: Scene): Hit[] {
  const body = rootOf(scene.request?.json)
  const keys = scene.dialect === 'anthropic-messages' ? KEYS : [...KEYS, 'enum', 'not']
  return [...listAt(body, 'tools'), ...listAt(body, 'functions')].flatMap((tool, index): Hit[] => {
    const schema = schemaOf(tool)
    const found = schema && keys.map((key) => fieldAt(schema, key)).find(Boolean)
    if (!found) return []
    const body = fieldAt(tool, 'function') ?? tool
    return [
      hitAt(
        scene,
        'request',
        found,
        `Tool ${textAt(body, 'name') ?? 'without a name'} (tools[${index}]) has ${found.pointer.split('/').at(-1)} at the root of its schema; it blocks the whole request.`,
      ),
    ]
  })
}

const KEYS = ['anyOf', 'oneOf', 'allOf']

const schemaOf = (tool: At): At | undefined => {
  const body = fieldAt(tool, 'function')
  return fieldAt(tool, 'input_schema') ?? fieldAt(body ?? tool, 'parameters')
}

export const topLevelComposition: Rule = {
  id: 'TOP_LEVEL_COMPOSITION',
  number: 48,
  title: 'anyOf, oneOf or allOf at the root of a schema',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat', 'openai-responses', 'anthropic-messages'],
  texts: [/does not support oneOf, allOf, or anyOf at the top level/, /not have 'oneOf'\/'anyOf'/],
  consequence: 'The provider refuses every request that declares this tool, whether or not it is called.',
  clients: refusalIn('openai', '@anthropic-ai/sdk'),
  fix: 'Make the root an object, and move the alternatives into its properties.',
  references: [
    'https://github.com/anthropics/claude-code/issues/5319',
    'https://github.com/nspady/google-calendar-mcp/issues/39',
  ],
  find,
}
