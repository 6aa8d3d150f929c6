/** Why there is nothing to show: one sentence. */
export interface Problem {
  readonly problem: string
}
