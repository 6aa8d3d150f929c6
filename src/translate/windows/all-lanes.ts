import type { DialectEvent } from '../../dialects/dialect.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Frame } from '../../wire/frame.ts'
import type { BrokenLanes } from '../broken-lanes.ts'
import type { ReadingState, Said } from '../frame-reader.ts'
import { FrameReader, startReading } from '../frame-reader.ts'
import type { WritingState } from '../writing.ts'
import { Writing } from '../writing.ts'

/** What is remembered between two frames: plain data. */
export interface LanesState {
  /** As the dialect's own lane reads, and as all others do. */
  readonly readings: Readonly<Record<Reading, ReadingState>>
  /** One a lane, as in `DIALECT_IDS`. */
  readonly writings: readonly WritingState[]
}

/** At home frames are kept, so what stands in them is read otherwise. */
type Reading = 'home' | 'abroad'

/** What one frame said, and what it became in each lane; the lanes as in `DIALECT_IDS`. */
export interface LanesStep {
  readonly said: Readonly<Record<Reading, Said>>
  readonly written: readonly (readonly DialectEvent[])[]
}

const NOTHING: readonly DialectEvent[] = []

/** One stream under translation into all lanes at once, with origins. Its frames are read once for all lanes but its own. */
export class AllLanes {
  readonly state: LanesState
  readonly #from: DialectId
  readonly #writings: readonly Writing[]
  readonly #broken: BrokenLanes
  #readers: Readonly<Record<Reading, FrameReader>>

  /** `state`: where it goes on from; absent at the beginning of a stream. `isFull`: each frame is parsed and read. */
  constructor(
    from: DialectId,
    broken: BrokenLanes,
    { state, isFull = false }: { state?: LanesState; isFull?: boolean } = {},
  ) {
    this.#from = from
    this.#broken = broken
    this.#writings = DIALECT_IDS.map(
      (to, lane) => new Writing({ from, to, record: true }, state?.writings[lane]),
    )
    this.state = {
      readings: state?.readings ?? {
        home: startReading(from, { keepsFrames: true }),
        abroad: startReading(from, {}),
      },
      writings: this.#writings.map((writing) => writing.state),
    }
    this.#readers = this.#startReaders(!isFull)
  }

  /** From here on each frame is parsed and read, for those who look at what stands in it. */
  readInFull(): void {
    this.#readers = this.#startReaders(false)
  }

  take(frame: Frame): LanesStep {
    const { home, abroad } = this.#readers
    return this.#write({ home: home.read(frame), abroad: abroad.read(frame) })
  }

  /** What comes once nothing more will. */
  end(): LanesStep {
    const { home, abroad } = this.#readers
    return this.#write({ home: home.end(), abroad: abroad.end() })
  }

  /** By lane, the steps that changed something since it was made. */
  changedSteps(): readonly (readonly string[])[] {
    return this.#writings.map((writing) => writing.changedSteps())
  }

  #startReaders(mayRepeat: boolean): Record<Reading, FrameReader> {
    const { home, abroad } = this.state.readings
    const options = { from: this.#from, record: true }
    return {
      home: new FrameReader(options, home, mayRepeat),
      abroad: new FrameReader(options, abroad, mayRepeat),
    }
  }

  #write(said: LanesStep['said']): LanesStep {
    const written = this.#writings.map((writing, lane) => {
      const to = DIALECT_IDS[lane] as DialectId
      const take = () => writing.take(to === this.#from ? said.home : said.abroad)
      return this.#broken.attempt(to, take, NOTHING)
    })
    return { said, written }
  }
}
