import type { Rule } from '../rule.ts'
import { callResultUnpaired } from './call-result-unpaired.ts'
import { chainBroken } from './chain-broken.ts'
import { finishSaysStop } from './finish-says-stop.ts'
import { geminiResultRole } from './gemini-result-role.ts'
import { historyRewritten } from './history-rewritten.ts'
import { toolArgsLost } from './tool-args-lost.ts'

/** In the order in which findings of one severity are told: what broke the turn first. */
export const RULES: readonly Rule[] = [
  toolArgsLost,
  finishSaysStop,
  callResultUnpaired,
  geminiResultRole,
  chainBroken,
  historyRewritten,
]
