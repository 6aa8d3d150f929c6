import type { Target } from '../../hub/dialect.ts'
import type { Capabilities } from '../dialect.ts'

/** Model families that take a system message between turns: since Opus 4.8. anthropic-gemini.md §A.2 */
const TAKES_MID_INSTRUCTIONS: readonly RegExp[] = [
  /opus-4-(?:[89]|\d\d)(?!\d)/,
  /opus-[5-9](?!\d)/,
  /sonnet-5-[1-9](?!\d)/,
  /sonnet-[6-9](?!\d)/,
  /haiku-[5-9](?!\d)/,
  /(?:fable|mythos)-[5-9](?!\d)/,
]

export const capabilities = (target: Target): Capabilities => ({
  instructions: 'field',
  allowsMidInstructions: TAKES_MID_INSTRUCTIONS.some((family) => family.test(target.model ?? '')),
  instructionRole: 'system',
  results: 'user-turn',
  mergesTurns: true,
  namesResults: false,
  needsCallIds: true,
  sequencesParts: true,
  keepsHistory: false,
})
