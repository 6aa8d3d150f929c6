import type { Target } from '../../hub/dialect.ts'
import type { Capabilities, Generation } from '../dialect.ts'

/** openai.md §§2.2, 3.2, 5.4: results are items of their own, paired by call_id; the server keeps stored responses. */
const RESPONSES: Capabilities = {
  // openai.md §3.2: one string; several instructions are kept as items rather than joined.
  instructions: 'text-field',
  allowsMidInstructions: true,
  instructionRole: 'developer',
  results: 'own-message',
  mergesTurns: false,
  namesResults: false,
  needsCallIds: true,
  // `string_above_max_length` beyond. openai.md §2.2
  callIds: { longest: 64 },
  ordersResults: false,
  opensWithUser: false,
  allowsPrefill: true,
  refusedSettings: [],
  forcesHostedTools: true,
  narrowsChoice: true,
  thinkingIn: 'either',
  excludesForcedThinking: false,
  excludesThinkingTools: false,
  speaksOpenApi: false,
  allowsAssistantFiles: true,
  allowsUserCitations: true,
  schemas: { tool: 'any', strict: 'closed', format: 'any' },
  sequencesParts: true,
}

/** OpenAI's models that think, here as in Chat. openai.md §1.1 */
const THINKS = /^(?:ft:)?(?:o\d|gpt-(?:5|[6-9])(?!\d)(?![\w.-]*chat))/

const THINKING: Capabilities = {
  ...RESPONSES,
  refusedSettings: ['temperature', 'topP', 'logprobs', 'topLogprobs'],
  takenValues: { temperature: [1, 1], topP: [1, 1] },
}

/** The same on every version and surface known so far. */
export const capabilities = ({ model = '' }: Target): Capabilities =>
  THINKS.test(model) ? THINKING : RESPONSES

export const generation = ({ model = '' }: Target): Generation => ({
  words: THINKS.test(model) ? 'a thinking model of OpenAI' : 'every version so far',
  isAssumed: false,
})
