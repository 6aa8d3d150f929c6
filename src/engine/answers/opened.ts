import type { DialectId } from '../../hub/dialect.ts'
import type { Report } from '../../imports/report.ts'
import type { Finding } from '../../inspect/finding.ts'
import type { Remark, Side } from '../../transcript/transcript.ts'
import type { Half, SheetTab, View } from '../view.ts'
import type { OtherSide } from './window.ts'

/** One file or one paste. */
export interface Input {
  readonly content: string | ArrayBuffer
  readonly name?: string
  /** Where bytes that were handed over can be read once more. */
  readonly file?: Blob
}

/** What an opened input is: the screen keeps `key` and asks for the rest by window. */
export interface Opened {
  /** Made of the content: the same transcript has the same key in every tab. */
  readonly key: string
  /** Bodies stay in the worker: here they are cut to what a list needs. */
  readonly exchanges: readonly ExchangeSummary[]
  readonly title?: string
  readonly report: Report
  readonly findings: readonly Finding[]
  /** Of what was captured on two sides, where no rule says anything. */
  readonly sides?: SidesVerdict
  /** Why the rules say nothing of it. */
  readonly unjudged?: string
  /** What a person had put at its places, where it came with some. */
  readonly remarks: readonly Remark[]
  /** Where to look first: where a link says, else the first finding of severity error. */
  readonly view: View
  /** What of a link could not be restored. */
  readonly notes: readonly string[]
  /** The rules are still to come: what they find is told as news. */
  readonly isJudging?: true
}

/** One sentence on what became of the worst thing between two sides, or that there is none. */
export interface SidesVerdict {
  readonly sentence: string
  readonly isDifferent?: true
}

export interface ExchangeSummary {
  readonly id: string
  readonly side?: Side
  readonly dialect?: DialectId
  readonly name?: string
  readonly status?: number
  readonly hasRequest: boolean
  readonly reply?: 'whole' | 'stream' | 'error'
  /** When the frames of the reply came is known. */
  readonly isTimed?: true
  /** How many findings of severity error and warning have a place here. */
  readonly problems: number
  /** Who stands on the other side of the gateway, by the halves that were captured there as well. */
  readonly other?: Readonly<Partial<Record<SheetTab, OtherSide>>>
  /** Whose body is not as it was captured. */
  readonly edited?: readonly Half[]
}

/** Nothing could be read out of the input. */
export interface Refused {
  readonly refused: Report
  /** The head of what was given, for a person to mend. */
  readonly head: string
  /** Characters, or bytes of a file, that stand behind the head. */
  readonly rest: number
}
