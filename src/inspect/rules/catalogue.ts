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
]
