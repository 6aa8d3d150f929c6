/** What a command did: what goes to stdout, what to stderr, and the exit code. */
export interface Outcome {
  readonly out: string
  readonly notes?: readonly string[]
  /** 0 where nothing else is said. */
  readonly code?: number
}

export interface Command {
  readonly name: string
  readonly usage: string
  /** One line for the list of commands. */
  readonly summary: string
  run(args: readonly string[]): Promise<Outcome>
}

/** A command cannot do its work: one sentence for the person, exit code 2. */
export class Trouble extends Error {}

export const printJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
