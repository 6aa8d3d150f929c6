import type { DialectId } from '../../../hub/dialect.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, listAt, rootOf } from '../../json-places.ts'
import { framesHolding } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

interface Words {
  readonly own: readonly string[]
  readonly in: string
}

/** openai.md §1.4, anthropic-gemini.md §A.6 and §G.3. Words that no dialect has are a server's own, and not told. */
const VOCABULARY: Readonly<Partial<Record<DialectId, Words>>> = {
  'openai-chat': {
    own: ['stop', 'length', 'tool_calls', 'content_filter', 'function_call'],
    in: 'Chat Completions',
  },
  'anthropic-messages': {
    own: [
      'end_turn',
      'max_tokens',
      'stop_sequence',
      'tool_use',
      'pause_turn',
      'refusal',
      'model_context_window_exceeded',
      'compaction',
    ],
    in: 'Anthropic Messages',
  },
  gemini: {
    own: [
      'STOP',
      'MAX_TOKENS',
      'SAFETY',
      'RECITATION',
      'LANGUAGE',
      'OTHER',
      'BLOCKLIST',
      'PROHIBITED_CONTENT',
      'SPII',
      'MALFORMED_FUNCTION_CALL',
    ],
    in: 'Gemini',
  },
}

/** Responses has a status and a detail in place of a finish reason. */
const OF_RESPONSES: Words = {
  own: ['completed', 'incomplete', 'failed', 'in_progress', 'max_output_tokens'],
  in: 'Responses',
}

const SAYS_REASON = /"(?:finish_reason|finishReason|stop_reason)"\s*:\s*"/

function find(scene: Scene): Hit[] {
  const { dialect, reply } = scene
  const words = dialect && VOCABULARY[dialect]
  if (!words) return []
  const bodies: readonly (At & { readonly frame?: number })[] =
    reply?.kind === 'whole' ? [rootOf(reply.json)] : framesHolding(scene, SAYS_REASON)
  const told = new Set<string>()
  return bodies.flatMap((body) =>
    reasonsOf(body).flatMap((reason): Hit[] => {
      const value = String(reason.value)
      const foreign = [...Object.values(VOCABULARY), OF_RESPONSES].find(({ own }) => own.includes(value))
      // Said on each chunk, it is one fault.
      if (words.own.includes(value) || !foreign || told.has(value)) return []
      told.add(value)
      const frame = body.frame === undefined ? {} : { frame: body.frame }
      return [
        hitAt(
          scene,
          'reply',
          { pointer: reason.pointer, ...frame },
          `“${value}” is a word of ${foreign.in}; ${words.in} says ${words.own.slice(0, 4).join(', ')}.`,
        ),
      ]
    }),
  )
}

function reasonsOf(body: At): At[] {
  const delta = fieldAt(body, 'delta')
  const found = [
    ...listAt(body, 'choices').map((choice) => fieldAt(choice, 'finish_reason')),
    ...listAt(body, 'candidates').map((candidate) => fieldAt(candidate, 'finishReason')),
    fieldAt(body, 'stop_reason'),
    delta && fieldAt(delta, 'stop_reason'),
  ]
  return found.filter((one): one is At => one !== undefined)
}

export const finishVocabulary: Rule = {
  id: 'FINISH_VOCABULARY',
  number: 32,
  title: 'Finish value from another dialect',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat', 'anthropic-messages', 'gemini'],
  consequence:
    'Clients compare with the words that they know: the agent stops after one turn, or typed clients throw.',
  clients: {
    openai: 'It hands the word out as it came, and throws nothing.',
    '@anthropic-ai/sdk': 'It hands the word out as it came, and throws nothing.',
    '@google/genai': 'It hands the word out as it came, and throws nothing.',
  },
  fix: 'Map finish reasons by a table, with a default for what it does not hold.',
  references: [
    'https://github.com/QuantumNous/new-api/pull/1761',
    'https://github.com/BerriAI/litellm/issues/12481',
    'https://github.com/router-for-me/CLIProxyAPI/pull/805',
  ],
  find,
}
