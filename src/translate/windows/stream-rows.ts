import { dialectOf } from '../../dialects/catalogue.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import { bare } from '../../hub/leaf.ts'
import { numbersIn } from '../../hub/text.ts'
import type { Frame } from '../../wire/frame.ts'
import type { Json } from '../../wire/json.ts'
import { numbersAsWritten } from '../../wire/json-numbers.ts'
import type { LostLeaf } from '../lane-cells.ts'
import { atomOf, lostAtom } from '../lane-cells.ts'
import type { Atom, Cell } from '../lanes.ts'
import { leavesAt, shortValue } from '../origins.ts'
import type { LanesStep } from './all-lanes.ts'

/** What is known of one frame in one lane. */
export interface Told {
  readonly steps: readonly LanesStep[]
  readonly from: DialectId
  readonly lane: number
  /** Leaves of the frame that reached nothing; absent as long as the rest of the stream may still say them. */
  readonly lost: readonly LostLeaf[] | undefined
  /** The next frame for which something is written, if any. */
  readonly nextWritten: number | undefined
}

export function sourceCell(dialect: DialectId, json: Json | undefined, frame: Frame): Cell {
  if (json === undefined)
    return {
      atoms: [{ word: shortValue(frame.data), hue: 'frame', from: [{ frame: frame.index, pointer: '' }] }],
    }
  const lines = dialectOf(dialect).gloss(json, frame.event, numbersAsWritten(frame.data))
  return {
    atoms: lines.map((line) => ({ ...line, from: [{ frame: frame.index, pointer: line.pointer ?? '' }] })),
  }
}

/** A cell lists no more lost leaves than this; the lane's head counts them all. */
const LOST_SHOWN = 3

/** What one frame became. `steps`: its own, and at the last frame of the stream what is written at the very end, too. */
export function laneCell({ steps, from, lane, lost, nextWritten }: Told): Cell {
  const to = DIALECT_IDS[lane] as DialectId
  const isHome = to === from
  const atoms = steps
    .flatMap(({ written }) => written[lane] ?? [])
    .flatMap(({ name, data }): Atom[] => {
      if (typeof data === 'string') return [{ word: data, hue: 'frame', from: [], mark: 'added' }]
      return dialectOf(to)
        .gloss(bare(data), name, numbersIn(data))
        .map((line) => atomOf(line, leavesAt(data, line.pointer ?? '')))
    })
  const said = steps[0]?.said[isHome ? 'home' : 'abroad']
  const shown = (lost ?? [])
    .slice(0, LOST_SHOWN)
    .map((leaf) => lostAtom(leaf, { json: said?.json, numbers: said?.numbers }))
  if (atoms.length > 0) return { atoms: [...atoms, ...shown] }
  const hasMeaning = (said?.events.length ?? 0) > 0
  if (hasMeaning && nextWritten !== undefined)
    return {
      atoms: shown,
      empty: { code: 'held', why: heldWhy(nextWritten) },
    }
  if (!lost) return { atoms: shown, empty: NOT_YET }
  const [first] = lost
  return { atoms: shown, empty: first ? { code: 'lost', why: first.why } : SILENT }
}

/** `frame`: with which it comes, from 0. */
export const heldWhy = (frame: number): string => `Held back: it comes with frame ${frame + 1}.`

const SILENT = { code: 'silent', why: 'This frame says nothing that this dialect would write.' } as const
const NOT_YET = {
  code: 'unread',
  why: 'Nothing of this frame so far: the stream is still being read, and it may come with a later frame.',
} as const

/** Of a frame that the translation has not come to. */
export const UNREAD: Cell = {
  atoms: [],
  empty: { code: 'unread', why: 'The stream is still being read: this frame was not translated yet.' },
}
