import type { Side } from '../transcript/transcript.ts'

export type Severity = 'error' | 'warning' | 'info'

/** Where something is: a JSON pointer into a request or whole reply, or a frame (from 0) of a stream, or both. */
export interface Place {
  readonly exchange: string
  readonly half: 'request' | 'reply'
  readonly side?: Side
  readonly pointer?: string
  readonly frame?: number
}

/** What is known of the fault that explains a finding, and how it was recognised. */
export interface KnownFault {
  /** What the gateway did, in one sentence. */
  readonly title: string
  readonly issue: string
  /** What mends it, and since when, as far as known. */
  readonly mended: string
  /** What was replayed on what, and what would tell it from those that are alike. */
  readonly proof: string
  /** Other known faults that give the same of this capture. */
  readonly alike: readonly string[]
  /** Of these, those that do so only in versions of the gateway which had further defects. */
  readonly mixed: readonly string[]
}

/** What a rule reports. Fixed names: `check --format json` prints these fields. */
export interface Finding {
  readonly rule: string
  readonly severity: Severity
  /** One sentence for a person: what is wrong. */
  readonly message: string
  readonly places: readonly Place[]
  /** What it does to the client or the next turn. */
  readonly consequence: string
  /** What the clients do that are known to meet it, by name. */
  readonly clients?: Readonly<Record<string, string>>
  readonly fix: string
  readonly references: readonly string[]
  /** The known fault that gives exactly what was seen: `litellm-25836:V1`. It mostly takes both sides to tell. */
  readonly fault?: string
  readonly knownFault?: KnownFault
  /** Where one side only was captured: what the other would tell of this. */
  readonly otherSide?: string
}
