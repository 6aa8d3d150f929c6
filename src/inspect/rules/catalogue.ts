import type { Rule } from '../rule.ts'
import { argumentsNotJson } from './calls/arguments-not-json.ts'
import { argumentsWrongType } from './calls/arguments-wrong-type.ts'
import { emptyArguments } from './calls/empty-arguments.ts'
import { emulationLeak } from './calls/emulation-leak.ts'
import { indexBase } from './calls/index-base.ts'
import { indexCollision } from './calls/index-collision.ts'
import { markupInText } from './calls/markup-in-text.ts'
import { toolArgsLost } from './calls/tool-args-lost.ts'
import { finishSaysStop } from './finish/finish-says-stop.ts'
import { chainBroken } from './history/chain-broken.ts'
import { historyRewritten } from './history/history-rewritten.ts'
import { callResultUnpaired } from './pairing/call-result-unpaired.ts'
import { duplicateIds } from './pairing/duplicate-ids.ts'
import { emptyId } from './pairing/empty-id.ts'
import { geminiIdUnsupported } from './pairing/gemini-id-unsupported.ts'
import { idIllegal } from './pairing/id-illegal.ts'
import { resultNotAdjacent } from './pairing/result-not-adjacent.ts'
import { signatureInId } from './pairing/signature-in-id.ts'
import { geminiResultRole } from './turns/gemini-result-role.ts'

/** In the order in which findings of one severity are told: what broke the turn first. */
export const RULES: readonly Rule[] = [
  toolArgsLost,
  indexCollision,
  indexBase,
  argumentsNotJson,
  argumentsWrongType,
  emptyArguments,
  markupInText,
  emulationLeak,
  finishSaysStop,
  callResultUnpaired,
  resultNotAdjacent,
  duplicateIds,
  emptyId,
  idIllegal,
  signatureInId,
  geminiIdUnsupported,
  geminiResultRole,
  chainBroken,
  historyRewritten,
]
