import type { HeaderMeaning } from '../../dialects/headers.ts'
import type { DialectId } from '../../hub/dialect.ts'

/** What stood around the bodies of an exchange. Absent is what was not captured. */
export interface HeadSheet {
  readonly dialect?: DialectId
  readonly startedAt?: string
  readonly request?: {
    readonly method?: string
    readonly url?: Guarded
    readonly headers?: readonly HeaderLine[]
    /** What another dialect answers nothing without. */
    readonly missing?: readonly HeaderMeaning[]
  }
  readonly reply?: {
    readonly status?: number
    readonly headers?: readonly HeaderLine[]
    /** Milliseconds after the start of the reply. */
    readonly firstMs?: number
    readonly lastMs?: number
  }
}

export interface HeaderLine {
  readonly name: string
  readonly value: Guarded
  /** Nothing for those of the transport and of gateways. */
  readonly meaning?: HeaderMeaning
}

/** A text of which a part may be secret: as the screen shows it, and as captured. */
export interface Guarded {
  readonly shown: string
  readonly whole: string
}
