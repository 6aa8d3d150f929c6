import type { Rule } from '../rule.ts'
import { argumentsNotJson } from './calls/arguments-not-json.ts'
import { argumentsWrongType } from './calls/arguments-wrong-type.ts'
import { emptyArguments } from './calls/empty-arguments.ts'
import { emulationLeak } from './calls/emulation-leak.ts'
import { indexBase } from './calls/index-base.ts'
import { indexCollision } from './calls/index-collision.ts'
import { markupInText } from './calls/markup-in-text.ts'
import { toolArgsLost } from './calls/tool-args-lost.ts'
import { captureCut } from './captures/capture-cut.ts'
import { clocksDisagree } from './captures/clocks-disagree.ts'
import { idsReused } from './captures/ids-reused.ts'
import { jsonAmbiguous } from './captures/json-ambiguous.ts'
import { sidesUnrelated } from './captures/sides-unrelated.ts'
import { firstTokensLost } from './content/first-tokens-lost.ts'
import { foreignContent } from './content/foreign-content.ts'
import { mediaAsText } from './content/media-as-text.ts'
import { serverToolsLost } from './content/server-tools-lost.ts'
import { siblingDropped } from './content/sibling-dropped.ts'
import { spuriousAlteration } from './content/spurious-alteration.ts'
import { errorDialect } from './errors/error-dialect.ts'
import { errorSwallowed } from './errors/error-swallowed.ts'
import { statusRemapped } from './errors/status-remapped.ts'
import { finishSaysStop } from './finish/finish-says-stop.ts'
import { finishTooEarly } from './finish/finish-too-early.ts'
import { finishVocabulary } from './finish/finish-vocabulary.ts'
import { truncationHidden } from './finish/truncation-hidden.ts'
import { cacheChurn } from './history/cache-churn.ts'
import { chainBroken } from './history/chain-broken.ts'
import { constantId } from './history/constant-id.ts'
import { historyRewritten } from './history/history-rewritten.ts'
import { lateEcho } from './history/late-echo.ts'
import { callResultUnpaired } from './pairing/call-result-unpaired.ts'
import { duplicateIds } from './pairing/duplicate-ids.ts'
import { emptyId } from './pairing/empty-id.ts'
import { geminiIdUnsupported } from './pairing/gemini-id-unsupported.ts'
import { idIllegal } from './pairing/id-illegal.ts'
import { resultNotAdjacent } from './pairing/result-not-adjacent.ts'
import { signatureInId } from './pairing/signature-in-id.ts'
import { encryptedReasoningChanged } from './reasoning/encrypted-reasoning-changed.ts'
import { foreignSignature } from './reasoning/foreign-signature.ts'
import { reasoningItemUnpaired } from './reasoning/reasoning-item-unpaired.ts'
import { reasoningNotReturned } from './reasoning/reasoning-not-returned.ts'
import { thinkTagLeak } from './reasoning/think-tag-leak.ts'
import { thinkingBlockAltered } from './reasoning/thinking-block-altered.ts'
import { thoughtSignatureLost } from './reasoning/thought-signature-lost.ts'
import { cacheControl } from './requests/cache-control.ts'
import { geminiSchema } from './requests/gemini-schema.ts'
import { jsonModeWithTools } from './requests/json-mode-with-tools.ts'
import { paramDropped } from './requests/param-dropped.ts'
import { topLevelComposition } from './requests/top-level-composition.ts'
import { blockGrammar } from './stream/block-grammar.ts'
import { deltaMismatch } from './stream/delta-mismatch.ts'
import { itemUnannounced } from './stream/item-unannounced.ts'
import { keepaliveAsData } from './stream/keepalive-as-data.ts'
import { notAStream } from './stream/not-a-stream.ts'
import { rawFraming } from './stream/raw-framing.ts'
import { replayedTwice } from './stream/replayed-twice.ts'
import { sequenceNumber } from './stream/sequence-number.ts'
import { terminalMissing } from './stream/terminal-missing.ts'
import { utf8Split } from './stream/utf8-split.ts'
import { emptyText } from './turns/empty-text.ts'
import { geminiNotGrouped } from './turns/gemini-not-grouped.ts'
import { geminiResultRole } from './turns/gemini-result-role.ts'
import { geminiTurnOrder } from './turns/gemini-turn-order.ts'
import { partTypeLeak } from './turns/part-type-leak.ts'
import { roleUnknown } from './turns/role-unknown.ts'
import { usageDouble } from './usage/usage-double.ts'
import { usageLost } from './usage/usage-lost.ts'
import { usageShape } from './usage/usage-shape.ts'

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
  terminalMissing,
  replayedTwice,
  blockGrammar,
  deltaMismatch,
  itemUnannounced,
  utf8Split,
  keepaliveAsData,
  sequenceNumber,
  notAStream,
  rawFraming,
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
  truncationHidden,
  finishVocabulary,
  finishTooEarly,
  errorSwallowed,
  statusRemapped,
  errorDialect,
  geminiTurnOrder,
  geminiNotGrouped,
  roleUnknown,
  emptyText,
  partTypeLeak,
  geminiSchema,
  topLevelComposition,
  cacheControl,
  jsonModeWithTools,
  paramDropped,
  usageDouble,
  usageLost,
  usageShape,
  thoughtSignatureLost,
  reasoningNotReturned,
  reasoningItemUnpaired,
  encryptedReasoningChanged,
  thinkingBlockAltered,
  foreignSignature,
  thinkTagLeak,
  mediaAsText,
  firstTokensLost,
  siblingDropped,
  foreignContent,
  serverToolsLost,
  spuriousAlteration,
  constantId,
  cacheChurn,
  lateEcho,
]

/** What a capture cannot prove, and why: told before what the rules find in it. */
export const CAVEATS: readonly Rule[] = [sidesUnrelated, captureCut, clocksDisagree, idsReused, jsonAmbiguous]
