import type { Fault } from '../fault.ts'
import { finishByLastChunk } from './litellm-21577.ts'
import { resultsWithoutRole } from './litellm-22046.ts'
import { lastAssistantFault } from './litellm-22578.ts'
import { swallowedOpening } from './litellm-25836.ts'
import { brokenChain } from './litellm-26167.ts'

export const FAULTS: readonly Fault[] = [
  lastAssistantFault,
  resultsWithoutRole,
  brokenChain,
  swallowedOpening,
  finishByLastChunk,
]

/** By full id (`litellm-25836:V1`), or by the issue alone: then its first rung. */
export const findFault = (id: string): Fault | undefined =>
  FAULTS.find((fault) => fault.id.toLowerCase() === id.toLowerCase()) ??
  FAULTS.find((fault) => fault.id.split(':')[0] === id.toLowerCase())
