import { dialectOf } from '../dialects/catalogue.ts'
import type { ReplyStep, RequestStep, Route } from './step.ts'
import { resolveChain } from './steps/chain.ts'
import { demoteInstructions, hoistInstructions, placeInstructions } from './steps/instructions.ts'
import { deriveIds, nameResults } from './steps/pairing.ts'
import { latchFinish, sequenceParts } from './steps/reply.ts'
import { groupResults, mergeTurns, orderResultsFirst, splitResults } from './steps/turns.ts'

/** The steps between reading a request and writing it, in their order, chosen by what the target can say. */
export function requestSteps({ from, target }: Route): readonly RequestStep[] {
  if (from === target.dialect) return []
  const can = dialectOf(target.dialect).capabilities(target)
  return [
    ...(can.keepsHistory ? [] : [resolveChain]),
    ...(can.instructions === 'field' ? [hoistInstructions] : [placeInstructions]),
    ...(can.allowsMidInstructions ? [] : [demoteInstructions]),
    ...(can.needsCallIds ? [deriveIds] : []),
    ...(can.namesResults ? [nameResults] : []),
    ...(can.results === 'own-message' ? [splitResults] : [groupResults]),
    ...(can.mergesTurns ? [mergeTurns] : []),
    ...(can.results === 'user-turn' ? [orderResultsFirst] : []),
  ]
}

/** The steps between reading a reply's events and writing them. */
export function replySteps({ from, target }: Route): readonly ReplyStep[] {
  if (from === target.dialect) return []
  const can = dialectOf(target.dialect).capabilities(target)
  return [latchFinish as ReplyStep, ...(can.sequencesParts ? [sequenceParts as ReplyStep] : [])]
}
