import type { Capabilities } from '../dialect.ts'

/** openai.md §1.2, §2.1. The same for all models and surfaces. */
const CAPABILITIES: Capabilities = {
  instructions: 'message',
  allowsMidInstructions: true,
  instructionRole: 'system',
  results: 'own-message',
  // One assistant turn is one message: its text and all its calls (openai.md §8).
  mergesTurns: true,
  namesResults: false,
  needsCallIds: true,
  sequencesParts: false,
  keepsHistory: false,
}

export const capabilities = (): Capabilities => CAPABILITIES
