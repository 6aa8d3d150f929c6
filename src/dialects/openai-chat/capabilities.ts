import type { Target } from '../../hub/dialect.ts'
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
  keepsHistory: false,
}

/**
 * Tools only with `reasoning_effort: none`, also where no effort is sent. gpt-5.4 and later, openai.md §2.3. A vendor before
 * the name (`openai/gpt-5.4`) is how OpenRouter and its like name it, who speak to OpenAI in another dialect.
 */
const NO_THINKING_TOOLS = /^gpt-(?:5\.(?:[4-9]|\d\d)|[6-9])(?!\d)/

const CURRENT: Capabilities = { ...CAPABILITIES, excludesThinkingTools: true }

/** Chat is spoken by many servers: only where the name is one of OpenAI's own current models is it held to their rule. */
export const capabilities = ({ model }: Target): Capabilities =>
  model !== undefined && NO_THINKING_TOOLS.test(model) ? CURRENT : CAPABILITIES

export const generation = ({ model }: Target): Generation =>
  model !== undefined && NO_THINKING_TOOLS.test(model)
    ? { words: 'gpt-5.4 and later at OpenAI', isAssumed: false }
    : { words: 'any server of this dialect', isAssumed: model === undefined }
