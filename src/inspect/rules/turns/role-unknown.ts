import type { DialectId } from '../../../hub/dialect.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, hasKey, listAt, rootOf, textAt } from '../../json-places.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Where messages stand, and which roles they may have. `system` among Anthropic's messages is legal since Opus 4.8. */
const ROLES: Readonly<Record<DialectId, { readonly key: string; readonly known: readonly string[] }>> = {
  'openai-chat': {
    key: 'messages',
    known: ['developer', 'system', 'user', 'assistant', 'tool', 'function'],
  },
  'openai-responses': { key: 'input', known: ['developer', 'system', 'user', 'assistant'] },
  'anthropic-messages': { key: 'messages', known: ['user', 'assistant', 'system'] },
  gemini: { key: 'contents', known: ['user', 'model', 'function', 'tool'] },
}

/** Under which role results may stand has a rule of its own. */
const isResultOfGemini = ({ dialect }: Scene, content: At): boolean =>
  dialect === 'gemini' &&
  listAt(content, 'parts').some(
    (part) => hasKey(part, 'functionResponse') || hasKey(part, 'function_response'),
  )

/** Hosts of OpenAI's own, and what speaks its newest role: elsewhere `developer` may be unknown. */
const KNOWS_DEVELOPER = /^(?:gpt-|o\d|chatgpt|codex|computer-use)/

function find(scene: Scene): Hit[] {
  const { dialect, request, exchange } = scene
  if (!dialect || !request) return []
  const { key, known } = ROLES[dialect]
  const told = new Set<string>()
  return listAt(rootOf(request.json), key).flatMap((message): Hit[] => {
    const role = textAt(message, 'role')
    const at = fieldAt(message, 'role')
    if (role === undefined || !at || told.has(role) || isResultOfGemini(scene, message)) return []
    if (!known.includes(role)) {
      told.add(role)
      return [
        hitAt(
          scene,
          'request',
          at,
          `The role ${role} is sent to ${dialect}; it knows only ${known.join(', ')}.`,
        ),
      ]
    }
    const model = request.hub.model?.value.split('/').at(-1) ?? ''
    const isElsewhere =
      role === 'developer' &&
      dialect === 'openai-chat' &&
      exchange.side === 'upstream' &&
      !KNOWS_DEVELOPER.test(model)
    if (!isElsewhere) return []
    told.add(role)
    return [
      hitAt(
        scene,
        'request',
        at,
        `The role developer goes to ${model || 'this model'}; few servers but OpenAI’s know it.`,
        'warning',
      ),
    ]
  })
}

export const roleUnknown: Rule = {
  id: 'DEV_ROLE_LEAK',
  number: 28,
  title: 'Role unknown to the target',
  severity: 'error',
  evidence: ['one-side'],
  texts: [/unknown variant [`'"]?developer/, /Please use a valid role/, /Unexpected role/],
  consequence: 'The whole request is refused, the first turn already.',
  clients: {
    Codex: 'From 0.153 on it sends its instructions as developer items, so the first turn fails.',
  },
  fix: 'Write developer messages as system messages for Chat, as the system field for Anthropic, as systemInstruction for Gemini.',
  references: [
    'https://github.com/farion1231/cc-switch/issues/7451',
    'https://github.com/icebear0828/codex-proxy/issues/589',
    'https://github.com/router-for-me/CLIProxyAPI/pull/3621',
  ],
  find,
}
