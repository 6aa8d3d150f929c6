import type { RecognisedDialect } from '../dialects/catalogue.ts'
import type { Sample as DialectSample } from '../dialects/dialect.ts'
import type { Recognition } from '../hub/dialect.ts'
import type { Exchange, Remark } from '../transcript/transcript.ts'
import type { Json } from '../wire/json.ts'
import type { FormatId, Note } from './report.ts'

export type RecogniseDialect = (sample: DialectSample) => RecognisedDialect | undefined

/** What a format looks at to know its own. */
export interface Sample {
  /** The whole input. Formats search it in linear time or look at `head`. */
  readonly text: string
  /** Its first 64 K characters, without space in front. */
  readonly head: string
  /** The value, where the whole input is one JSON value. */
  readonly json?: Json
  readonly name?: string
}

/** An exchange before it has its number. */
export type Draft = Omit<Exchange, 'id'>

export interface Reading {
  readonly exchanges: readonly Draft[]
  readonly notes: readonly Note[]
  readonly title?: string
  /** What a person had put at its places. */
  readonly remarks?: readonly Remark[]
  /** What was found, as a phrase: "a Chat request with its reply". */
  readonly what?: string
}

/** One kind of input. Each knows itself: no order between formats is needed. */
export interface Format {
  readonly id: FormatId
  readonly title: string
  recognise(sample: Sample): Recognition
  read(sample: Sample, recogniseDialect: RecogniseDialect): Reading
}

export const NOT_MINE: Recognition = { score: 0, reasons: [] }
