import type { Problem } from './answers/problem.ts'

/** The core is total, so what throws is our own bug: it takes nothing else with it, and is told in its place. `what` begins the sentence. */
export function attempt<T>(what: string, work: () => T): T | Problem {
  try {
    return work()
  } catch (error) {
    return { problem: `${what} could not be worked out, and that is a bug of Interlinear: ${String(error)}` }
  }
}
