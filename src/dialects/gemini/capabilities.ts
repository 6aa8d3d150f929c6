import type { Target } from '../../hub/dialect.ts'
import type { Capabilities, Generation } from '../dialect.ts'
import { SIGNATURE_EXCUSES } from './words.ts'

/** What differs between model families, read off the model's name. */
export interface Family {
  /** 2.5 counts tokens of thinking, the 3 series knows levels and cannot be told not to think. */
  readonly thinking: 'budget' | 'level'
  /** The least of thinking that a level can say. */
  readonly leastLevel: 'MINIMAL' | 'LOW'
  /** Media of a tool result stand inside it (3 series), or as parts beside it. */
  readonly resultMedia: 'inside' | 'beside'
  /** Schemas stand as JSON Schema under keys of their own, or as Gemini's Schema under the older ones. */
  readonly schemas: 'json-schema' | 'openapi'
}

/** What differs between the API of AI Studio and that of Vertex. anthropic-gemini.md §G.1, Field availability */
export interface Surface {
  /** Servers of tools may be named. */
  readonly takesMcp: boolean
  /** A search may leave sites out. */
  readonly excludesDomains: boolean
}

/** Where nobody says, AI Studio; that a search may not leave sites out there is its own client's word alone. */
export const surfaceOf = ({ surface }: Target): Surface => ({
  takesMcp: surface !== 'vertex',
  excludesDomains: surface !== 'ai-studio',
})

/** `store` is for AI Studio. §G.1 */
const refusedAt = ({ surface }: Target): Capabilities['refusedSettings'] =>
  surface === 'vertex' ? ['store'] : []

const BEFORE_3 = /gemini-(?:pro|ultra|[12](?:[.-]|$))/

/** Flash since 3.7 has no MINIMAL. anthropic-gemini.md §G.1 (vercel) */
const LEAST_IS_LOW = /gemini-(?:3\.(?:[7-9]|\d\d)-flash|flash-latest)/

/** The current generation where the name says nothing. anthropic-gemini.md §G.1. */
export const familyOf = (model: string | undefined): Family =>
  model !== undefined && BEFORE_3.test(model)
    ? { thinking: 'budget', leastLevel: 'MINIMAL', resultMedia: 'beside', schemas: 'openapi' }
    : {
        thinking: 'level',
        leastLevel: LEAST_IS_LOW.test(model ?? '') ? 'LOW' : 'MINIMAL',
        resultMedia: 'inside',
        schemas: 'json-schema',
      }

/** anthropic-gemini.md §G.2 (turn rules, ids), §G.1 (Schema), §M.1. The same on AI Studio and Vertex. */
const CURRENT: Capabilities = {
  instructions: 'field',
  allowsMidInstructions: false,
  instructionRole: 'system',
  results: 'user-turn',
  mergesTurns: true,
  namesResults: true,
  // Wanted by 3, demanded since 3.5. litellm#34603
  needsCallIds: true,
  callIds: {},
  ordersResults: true,
  opensWithUser: true,
  // The word that gemini-cli, vercel and Continue send. §G.2
  signatureExcuse: SIGNATURE_EXCUSES[0],
  // crewAI#6973
  allowsPrefill: false,
  refusedSettings: [],
  forcesHostedTools: false,
  narrowsChoice: true,
  thinkingIn: 'either',
  excludesForcedThinking: false,
  excludesThinkingTools: false,
  speaksOpenApi: true,
  allowsAssistantFiles: true,
  allowsUserCitations: true,
  schemas: { tool: 'annotated', strict: 'annotated', format: 'annotated' },
  sequencesParts: false,
}

const { callIds: _, signatureExcuse: __, ...WITHOUT_IDS } = CURRENT

/** Up to 2.5: no ids made elsewhere may be sent, names and order pair; a last turn of the model is gone on with. §G.2 */
const EARLIER: Capabilities = {
  ...WITHOUT_IDS,
  needsCallIds: false,
  allowsPrefill: true,
  schemas: { tool: 'openapi', strict: 'openapi', format: 'openapi' },
}

export const capabilities = (target: Target): Capabilities => ({
  ...(familyOf(target.model).schemas === 'openapi' ? EARLIER : CURRENT),
  refusedSettings: refusedAt(target),
})

export const generation = ({ model }: Target): Generation => ({
  words: familyOf(model).schemas === 'openapi' ? 'Gemini up to 2.5' : 'Gemini 3 and later',
  isAssumed: !model?.includes('gemini'),
})
