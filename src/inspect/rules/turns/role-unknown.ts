import type { DialectId } from '../../../hub/dialect.ts'
import { DIALECT_NAMES } from '../../../hub/dialect.ts'
import type { Scene } from '../../evidence.ts'
import type { Severity } from '../../finding.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, hasKey, listAt, rootOf, textAt } from '../../json-places.ts'
import { isAnswered } from '../../reply-facts.ts'
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

/** OpenAI's own models and hosts know its newest role. */
const KNOWS_DEVELOPER = /^(?:gpt-|o\d|chatgpt|codex|computer-use)/
const OF_OPENAI = /\bopenai\.(?:com|azure\.com)\b|\bazure\.com\/openai\b/
/** It refuses the role: “unknown variant `developer`”. */
const REFUSES_DEVELOPER = /^deepseek/i
/** anthropic-gemini.md §A.3: not up to Opus 4.7, nor any Sonnet 4 and Haiku 4. */
const WITHOUT_SYSTEM = /claude-(?:instant|[123]\b|3-|opus-4(?!-[89]\b)|(?:sonnet|haiku)-4)/

function find(scene: Scene): Hit[] {
  const { dialect, request } = scene
  if (!dialect || !request) return []
  const { key } = ROLES[dialect]
  const told = new Set<string>()
  return listAt(rootOf(request.json), key).flatMap((message): Hit[] => {
    const role = textAt(message, 'role')
    const at = fieldAt(message, 'role')
    if (role === undefined || !at || told.has(role) || isResultOfGemini(scene, message)) return []
    const wrong = wrongRole(scene, dialect, role)
    if (!wrong) return []
    told.add(role)
    return [hitAt(scene, 'request', at, wrong.words, wrong.severity)]
  })
}

interface Wrong {
  readonly words: string
  readonly severity?: Severity
}

function wrongRole(scene: Scene, dialect: DialectId, role: string): Wrong | undefined {
  const { known } = ROLES[dialect]
  if (!known.includes(role))
    return {
      words: `The role ${role} is sent in ${DIALECT_NAMES[dialect].title}, which knows only ${known.join(', ')}.`,
    }
  if (role === 'developer' && dialect === 'openai-chat') return developerElsewhere(scene)
  if (role === 'system' && dialect === 'anthropic-messages') return systemAmongMessages(scene)
  return undefined
}

function developerElsewhere({ exchange, request }: Scene): Wrong | undefined {
  const model = request?.hub.model?.value.split('/').at(-1) ?? ''
  const isOpenAi = KNOWS_DEVELOPER.test(model) || OF_OPENAI.test(exchange.request?.url ?? '')
  const isRefused = REFUSES_DEVELOPER.test(model)
  // A gateway may write it anew; of an unknown side only what surely refuses it is told.
  if (isOpenAi || exchange.side === 'client' || (exchange.side === undefined && !isRefused)) return undefined
  return isRefused
    ? { words: `The role developer goes to ${model}; it knows only system, user, assistant, tool.` }
    : {
        words: `The role developer goes to ${model || 'this model'}; few servers but OpenAI’s know it.`,
        severity: 'warning',
      }
}

function systemAmongMessages(scene: Scene): Wrong | undefined {
  const { exchange, request } = scene
  const model = request?.hub.model?.value ?? ''
  if (!WITHOUT_SYSTEM.test(model)) return undefined
  const isBorne = exchange.side === 'client' || isAnswered(scene)
  return {
    words: `The role system stands among the messages; ${model} takes it in the field system only.`,
    ...(isBorne ? { severity: 'warning' } : {}),
  }
}

export const roleUnknown: Rule = {
  id: 'DEV_ROLE_LEAK',
  number: 28,
  title: 'Role unknown to the target',
  severity: 'error',
  evidence: ['one-side'],
  texts: [
    /unknown variant [`'"]?developer/,
    /Please use a valid role/,
    /Unexpected role/,
    /role 'system' is not supported/,
  ],
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
