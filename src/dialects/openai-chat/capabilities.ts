import type { Target } from '../../hub/dialect.ts'
import type { SettingName } from '../../hub/request.ts'
import type { Capabilities, Generation } from '../dialect.ts'

/** openai.md §1.2, §1.3, §2.1. */
const CAPABILITIES: Capabilities = {
  instructions: 'message',
  allowsMidInstructions: true,
  instructionRole: 'system',
  results: 'own-message',
  // One assistant turn is one message: its text and all its calls (openai.md §8).
  mergesTurns: true,
  namesResults: false,
  needsCallIds: true,
  // What Copilot and Azure hold to; openai.com has been seen to take 51. openai.md §2.1, vercel/ai#17233
  callIds: { longest: 40 },
  ordersResults: false,
  opensWithUser: false,
  allowsPrefill: true,
  refusedSettings: [],
  forcesHostedTools: false,
  narrowsChoice: true,
  thinkingIn: 'either',
  excludesForcedThinking: false,
  excludesThinkingTools: false,
  speaksOpenApi: false,
  allowsAssistantFiles: true,
  allowsUserCitations: true,
  schemas: { tool: 'any', strict: 'closed', format: 'any' },
  sequencesParts: false,
}

/**
 * Tools only with `reasoning_effort: none`, also where no effort is sent. gpt-5.4 and later, openai.md §2.3. A vendor before
 * the name (`openai/gpt-5.4`) is how OpenRouter and its like name it, who speak to OpenAI in another dialect.
 */
const NO_THINKING_TOOLS = /^gpt-(?:5\.(?:[4-9]|\d\d)|[6-9])(?!\d)/

/** OpenAI's models that think: the o series, and gpt-5 and later but for those that only chat. openai.md §1.1 */
const THINKS = /^(?:ft:)?(?:o\d|gpt-(?:5|[6-9])(?!\d)(?![\w.-]*chat))/

/** `Unsupported parameter: 'temperature' is not supported with this model.` openai.md §1.1 */
const NOT_WHILE_THINKING: readonly SettingName[] = [
  'temperature',
  'topP',
  'presencePenalty',
  'frequencyPenalty',
  'logprobs',
  'topLogprobs',
  'logitBias',
]

/** `Only the default (1) value is supported.` openai.md §1.1 */
const DEFAULTS: Capabilities['takenValues'] = {
  temperature: [1, 1],
  topP: [1, 1],
  presencePenalty: [0, 0],
  frequencyPenalty: [0, 0],
}

/** `stop` is for o1 and o3-mini; o3, o4-mini and later refuse it. openai.md §1.1 */
const TAKES_STOPS = /^(?:ft:)?o(?:1|3-mini)(?![\w])/

/** Chat is spoken by many servers: only where the name is one of OpenAI's own models is it held to their rules. */
export const capabilities = ({ model = '' }: Target): Capabilities =>
  THINKS.test(model)
    ? {
        ...CAPABILITIES,
        excludesThinkingTools: NO_THINKING_TOOLS.test(model),
        takenValues: DEFAULTS,
        refusedSettings: TAKES_STOPS.test(model) ? NOT_WHILE_THINKING : [...NOT_WHILE_THINKING, 'stop'],
      }
    : CAPABILITIES

export const generation = ({ model }: Target): Generation =>
  model !== undefined && THINKS.test(model)
    ? {
        words: NO_THINKING_TOOLS.test(model) ? 'gpt-5.4 and later at OpenAI' : 'a thinking model of OpenAI',
        isAssumed: false,
      }
    : { words: 'any server of this dialect', isAssumed: model === undefined }
