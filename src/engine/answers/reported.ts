import type { Masked } from '../../share/redact.ts'
import type { Count, Progress } from '../../share/report/minimise.ts'
import type { ReportForm } from '../../share/report/write.ts'

/** What a finding is wanted as. */
export interface ReportWish {
  /** Place in the list of findings, from 0. */
  readonly problem: number
  readonly form: ReportForm
  /** The address of the app, for the link in an issue. */
  readonly base: string
}

/** The capture is still being cut down: to be asked again. */
export interface Reducing extends Progress {
  readonly isReducing: true
}

export interface Reported {
  /** As asked for; or why there is none, in one sentence. */
  readonly written: { readonly text: string } | { readonly problem: string }
  /** How much of the capture is left, and how far that was looked for. */
  readonly reduction: string
  readonly frames: Count
  readonly masked: readonly Masked[]
  /** The smallest capture as an address of the app, without the `#`; absent where it would not open. */
  readonly fragment?: string
}
