import { dialectOf } from '../dialects/catalogue.ts'
import type { Capabilities } from '../dialects/dialect.ts'
import type { ReplyStep, RequestStep, Route } from './step.ts'
import { resolveChain } from './steps/chain.ts'
import { dropForeign } from './steps/foreign.ts'
import {
  demoteInstructions,
  fitInstructions,
  hoistInstructions,
  placeInstructions,
} from './steps/instructions.ts'
import { latchFinish } from './steps/latch-finish.ts'
import { dropPrefill, openWithUser } from './steps/opening.ts'
import { deriveIds, nameResults } from './steps/pairing.ts'
import { resolveReferences } from './steps/references.ts'
import {
  dropAssistantFiles,
  dropRefusedSettings,
  dropUserCitations,
  excuseSignatures,
} from './steps/refused.ts'
import { dropIds, renameIds } from './steps/rename-ids.ts'
import { reshapeSchemas } from './steps/reshape-schemas.ts'
import { partRounds } from './steps/rounds.ts'
import { sequenceParts } from './steps/sequence-parts.ts'
import { excludeForcedThinking, excludeThinkingTools, settleThinking } from './steps/thinking.ts'
import { dropChoiceOfNone, dropHostedChoice, flattenNamespaces, narrowTools } from './steps/tools.ts'
import {
  groupResults,
  mergeTurns,
  orderResultsAsCalls,
  orderResultsFirst,
  splitResults,
} from './steps/turns.ts'

/** The steps between reading a request and writing it, in their order, chosen by what the target can say. */
export function requestSteps({ from, target }: Route): readonly RequestStep[] {
  const can = dialectOf(target.dialect).capabilities(target)
  // At home a body is written as it was read, unless it is to go to another version or surface.
  const isElsewhere = target.version !== undefined || target.surface !== undefined
  if (from === target.dialect) return isElsewhere ? versionSteps(can) : []
  const source = dialectOf(from).capabilities({ dialect: from })
  return [...conversationSteps(can, source), ...limitSteps(can), reshapeSchemas(source.speaksOpenApi)]
}

const INSTRUCTION_STEPS: Readonly<Record<Capabilities['instructions'], RequestStep>> = {
  field: hoistInstructions,
  'text-field': fitInstructions,
  message: placeInstructions,
}

function conversationSteps(can: Capabilities, source: Capabilities): readonly RequestStep[] {
  return [
    resolveChain,
    resolveReferences,
    partRounds,
    dropForeign,
    flattenNamespaces,
    INSTRUCTION_STEPS[can.instructions],
    ...(can.allowsMidInstructions === true ? [] : [demoteInstructions]),
    ...(can.needsCallIds ? [deriveIds] : []),
    ...(can.callIds ? [renameIds] : []),
    ...(can.namesResults ? [nameResults] : []),
    ...(can.results === 'own-message' ? [splitResults] : [groupResults]),
    ...(can.mergesTurns || source.mergesTurns ? [mergeTurns] : []),
    ...(can.results === 'user-turn' ? [orderResultsFirst] : []),
    ...(can.ordersResults ? [orderResultsAsCalls] : []),
    ...(can.callIds ? [] : [dropIds]),
    ...(can.allowsPrefill ? [] : [dropPrefill]),
    ...(can.opensWithUser ? [openWithUser] : []),
  ]
}

/** What one version of an API takes and another refuses. */
const versionSteps = (can: Capabilities): readonly RequestStep[] => [
  ...(can.refusedSettings.length > 0 ? [dropRefusedSettings] : []),
  ...(can.allowsAssistantFiles ? [] : [dropAssistantFiles]),
  ...(can.allowsUserCitations ? [] : [dropUserCitations]),
]

/** What the target refuses, or takes in one measure only. */
const limitSteps = (can: Capabilities): readonly RequestStep[] => [
  ...versionSteps(can),
  ...(can.forcesHostedTools ? [] : [dropHostedChoice]),
  ...(can.narrowsChoice ? [] : [narrowTools]),
  dropChoiceOfNone,
  ...(can.signatureExcuse === undefined ? [] : [excuseSignatures]),
  ...(can.excludesForcedThinking ? [excludeForcedThinking] : []),
  ...(can.excludesThinkingTools ? [excludeThinkingTools] : []),
  ...(can.thinkingIn === 'either' ? [] : [settleThinking]),
]

/** The steps between reading a reply's events and writing them. */
export function replySteps({ from, target }: Route): readonly ReplyStep[] {
  if (from === target.dialect) return []
  const can = dialectOf(target.dialect).capabilities(target)
  return [latchFinish as ReplyStep, ...(can.sequencesParts ? [sequenceParts as ReplyStep] : [])]
}
