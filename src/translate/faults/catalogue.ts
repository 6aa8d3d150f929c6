import type { Fault } from '../fault.ts'
import { finishFaults } from './litellm-21577.ts'
import { resultRoleFaults } from './litellm-22046.ts'
import { lastAssistantFault } from './litellm-22578.ts'
import { oneTextBlockFault, streamWrapperFaults } from './litellm-25836.ts'
import { brokenChainFaults } from './litellm-26167.ts'
import { twoIdsFault } from './two-ids.ts'
import { ungroupedResultsFault } from './ungrouped-results.ts'

/** Of one issue the founding rung first: it is meant where only the issue is named. */
export const FAULTS: readonly Fault[] = [
  lastAssistantFault,
  ...resultRoleFaults,
  ungroupedResultsFault,
  ...brokenChainFaults,
  twoIdsFault,
  ...streamWrapperFaults,
  oneTextBlockFault,
  ...finishFaults,
]

/** By full id (`litellm-25836:V1`), or by the issue alone: then its first rung. */
export const findFault = (id: string): Fault | undefined =>
  FAULTS.find((fault) => fault.id.toLowerCase() === id.toLowerCase()) ??
  FAULTS.find((fault) => fault.id.split(':')[0] === id.toLowerCase())
