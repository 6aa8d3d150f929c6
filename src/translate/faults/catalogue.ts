import type { Fault } from '../fault.ts'
import { finishFaults } from './litellm-21577.ts'
import { resultRoleFaults } from './litellm-22046.ts'
import { lastAssistantFault } from './litellm-22578.ts'
import { streamWrapperFaults } from './litellm-25836.ts'
import { brokenChainFaults } from './litellm-26167.ts'
import { oneTextBlockFault } from './one-text-block.ts'
import { sharedQueueFault } from './shared-queue.ts'
import { twoIdsFault } from './two-ids.ts'
import { ungroupedResultsFault } from './ungrouped-results.ts'

/** Of one ladder the narrowest first: where several give the same, it is the one that is meant. */
export const FAULTS: readonly Fault[] = [
  lastAssistantFault,
  ...resultRoleFaults,
  ungroupedResultsFault,
  ...brokenChainFaults,
  twoIdsFault,
  sharedQueueFault,
  ...streamWrapperFaults.toReversed(),
  oneTextBlockFault,
  ...finishFaults.toReversed(),
]

/** By full id (`litellm-25836:V1`) or another of its names: the issue alone is its founding rung. */
export function findFault(id: string): Fault | undefined {
  const asked = id.toLowerCase()
  const isNamed = (name: string): boolean => name.toLowerCase() === asked
  return FAULTS.find((fault) => isNamed(fault.id) || fault.aliases?.some(isNamed))
}
