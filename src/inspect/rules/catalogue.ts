import type { Rule } from '../rule.ts'
import { toolArgsLost } from './calls/tool-args-lost.ts'
import { finishSaysStop } from './finish/finish-says-stop.ts'
import { chainBroken } from './history/chain-broken.ts'
import { historyRewritten } from './history/history-rewritten.ts'
import { callResultUnpaired } from './pairing/call-result-unpaired.ts'
import { geminiResultRole } from './turns/gemini-result-role.ts'

/** In the order in which findings of one severity are told: what broke the turn first. */
export const RULES: readonly Rule[] = [
  toolArgsLost,
  finishSaysStop,
  callResultUnpaired,
  geminiResultRole,
  chainBroken,
  historyRewritten,
]
