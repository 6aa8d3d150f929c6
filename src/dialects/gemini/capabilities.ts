import type { Target } from '../../hub/dialect.ts'
import type { Capabilities } from '../dialect.ts'

/** generateContent is the same on all its surfaces here. anthropic-gemini.md §G.2 (turn rules), §M.1. */
const CAPABILITIES: Capabilities = {
  instructions: 'field',
  allowsMidInstructions: false,
  instructionRole: 'system',
  results: 'user-turn',
  mergesTurns: true,
  namesResults: true,
  needsCallIds: false,
  sequencesParts: false,
  keepsHistory: false,
}

export const capabilities = (_target: Target): Capabilities => CAPABILITIES

/** What differs between model families, read off the model's name. */
export interface Family {
  /** 2.5 counts tokens of thinking, the 3 series knows levels and cannot be told not to think. */
  readonly thinking: 'budget' | 'level'
  /** Media of a tool result stand inside it (3 series), or as parts beside it. */
  readonly resultMedia: 'inside' | 'beside'
}

const BEFORE_3 = /gemini-(?:pro|ultra|[12](?:[.-]|$))/

/** The current generation where the name says nothing. anthropic-gemini.md §G.1. */
export const familyOf = (model: string | undefined): Family =>
  model !== undefined && BEFORE_3.test(model)
    ? { thinking: 'budget', resultMedia: 'beside' }
    : { thinking: 'level', resultMedia: 'inside' }
