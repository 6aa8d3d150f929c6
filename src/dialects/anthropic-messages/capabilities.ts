import type { Target } from '../../hub/dialect.ts'
import type { SettingName } from '../../hub/request.ts'
import type { Capabilities, Generation } from '../dialect.ts'

/** What the SDKs send since October 2026. anthropic-gemini.md §A.0 */
const CURRENT_VERSION = '2026-10-21'

/** Options of sampling, which are refused by the current version for all models, and by newer models in any version. §A.0 */
const SAMPLING: readonly SettingName[] = ['temperature', 'topP', 'topK']

/** `claude-3-5-sonnet`, `claude-2.1`, `claude-sonnet-4`, `claude-opus-4-5-20251101`; a date is no minor version. */
const FAMILY =
  /claude-(?:instant|(?:v?([123])(?:[-.](\d))?(?!\d))|(?:opus|sonnet|haiku|fable|mythos)-(\d)(?:[-.](\d{1,2})(?!\d))?)/

/** Major × 100 + minor. A name that is no Claude's is taken for the current generation. */
function generationOf(model: string | undefined): number {
  const found = FAMILY.exec(model ?? '')
  if (!found) return Number.POSITIVE_INFINITY
  const [, early = '1', earlyMinor = '0', major, minor = '0'] = found
  return major === undefined ? Number(early) * 100 + Number(earlyMinor) : Number(major) * 100 + Number(minor)
}

const OPUS = /opus/
const SONNET_5 = /sonnet-5(?![-.]\d(?!\d))/

/** System messages between turns: since Opus 4.8; not Sonnet 5.0, not Haiku 4. §A.2 */
const takesMidInstructions = (model: string, generation: number): boolean =>
  generation >= (OPUS.test(model) ? 408 : 500) && !SONNET_5.test(model)

/** What Bedrock still serves the models before 4.7 by. §A.0 */
const EARLIER_VERSION = '2023-06-01'

/** The version that the target speaks; where nobody names one, the current one, as far as the surface has it. */
export const versionOf = ({ model, version, surface }: Target): string =>
  version ?? (surface === 'bedrock' && generationOf(model) < 407 ? EARLIER_VERSION : CURRENT_VERSION)

/** Vertex and Bedrock write `vertex-2023-10-16`. */
const dayOf = (target: Target): string => /\d{4}-\d\d-\d\d/.exec(versionOf(target))?.[0] ?? CURRENT_VERSION

export const capabilities = (target: Target): Capabilities => {
  const { model = '' } = target
  const generation = generationOf(model)
  const isCurrentVersion = dayOf(target) >= CURRENT_VERSION
  return {
    instructions: 'field',
    allowsMidInstructions: takesMidInstructions(model, generation) ? 'before-answer' : false,
    instructionRole: 'system',
    results: 'user-turn',
    mergesTurns: true,
    namesResults: false,
    needsCallIds: true,
    // §A.5; bifrost#5097, qwen-code#8160
    callIds: { pattern: /^[a-zA-Z0-9_-]+$/ },
    ordersResults: false,
    opensWithUser: false,
    // §A.5, JavaClaw#36; Anthropic says so of 4.6 and later
    allowsPrefill: generation < 406,
    refusedSettings: isCurrentVersion || generation > 406 ? SAMPLING : [],
    // What later models take by the earlier version. §A.0
    ...(isCurrentVersion ? {} : { takenValues: { temperature: [1, 1], topP: [0.99, 1] } }),
    forcesHostedTools: true,
    // §A.1: a choice names one tool; §M.3
    narrowsChoice: false,
    // `adaptive` came with 4.6, and is the only thinking since 4.7. §A.1, §M.7
    thinkingIn: generation > 406 ? 'words' : generation === 406 ? 'either' : 'tokens',
    excludesForcedThinking: true,
    excludesThinkingTools: false,
    // §A.0, 2
    speaksOpenApi: false,
    allowsAssistantFiles: !isCurrentVersion,
    // §A.0, 3
    allowsUserCitations: !isCurrentVersion,
    schemas: { tool: 'object', strict: 'plain', format: 'plain' },
    sequencesParts: true,
  }
}

export function generation(target: Target): Generation {
  const found = generationOf(target.model)
  const isKnown = Number.isFinite(found)
  const models = isKnown ? `Claude ${Math.floor(found / 100)}.${found % 100}` : 'Claude after 4.6'
  return { words: `anthropic-version ${dayOf(target)}, ${models}`, isAssumed: !isKnown }
}
