import { dialectOf } from '../dialects/catalogue.ts'
import type { DialectId } from '../hub/dialect.ts'
import { bare } from '../hub/leaf.ts'
import { replyFraming } from '../transcript/reply-framing.ts'
import type { CapturedReply } from '../transcript/transcript.ts'
import type { Frame } from '../wire/frame.ts'
import { frameBody } from '../wire/framings.ts'
import type { Json } from '../wire/json.ts'
import type { Accounting } from './books.ts'
import type { LostLeaf } from './lane-cells.ts'
import { atomOf, lostAtom, mapLanes, missedLeaves, summarise } from './lane-cells.ts'
import type { Atom, Cell, Row, Sheet } from './lanes.ts'
import { leavesAt, shortValue } from './origins.ts'
import type { Step } from './stream.ts'
import { accountForStream, StreamTranslation } from './stream.ts'

interface Lane {
  /** One a frame, and one for the end of the stream. */
  readonly steps: readonly Step[]
  readonly accounting: Accounting
  readonly missed: ReadonlyMap<number, readonly LostLeaf[]>
  readonly names: readonly string[]
}

/** A captured stream in all lanes: a row a frame. */
export function streamSheet(reply: CapturedReply, dialect: DialectId): Sheet {
  const frames = frameBody(reply.body, replyFraming(reply))
  const lanes = mapLanes((to) => runLane(frames, dialect, to))
  const rows = frames.map((frame, index): Row => {
    const at = reply.times?.[index]
    return {
      index,
      frame: index,
      ...(at === undefined ? {} : { atMs: at }),
      start: frame.start,
      end: frame.end,
      source: sourceCell(dialect, lanes[dialect].steps[index]?.said.json, frame),
      lanes: mapLanes((to) => laneCell(to, lanes[to], index, index === frames.length - 1)),
    }
  })
  const summaries = mapLanes((to) =>
    summarise(lanes[to].accounting, lanes[to].names, (frame) => lanes[to].steps[frame ?? 0]?.said.json),
  )
  return { dialect, rows, lanes: summaries }
}

function runLane(frames: readonly Frame[], from: DialectId, to: DialectId): Lane {
  const translation = new StreamTranslation({ from, to, record: true })
  const steps = [...frames.map((frame) => translation.take(frame)), translation.end()]
  const accounting = accountForStream(steps, from)
  return { steps, accounting, missed: byFrame(missedLeaves(accounting)), names: translation.changedSteps() }
}

function byFrame(leaves: readonly LostLeaf[]): Map<number, LostLeaf[]> {
  const found = new Map<number, LostLeaf[]>()
  for (const leaf of leaves) {
    const frame = leaf.origin.frame ?? 0
    const there = found.get(frame)
    if (there) there.push(leaf)
    else found.set(frame, [leaf])
  }
  return found
}

function sourceCell(dialect: DialectId, json: Json | undefined, frame: Frame): Cell {
  if (json === undefined)
    return {
      atoms: [{ word: shortValue(frame.data), hue: 'frame', from: [{ frame: frame.index, pointer: '' }] }],
    }
  const lines = dialectOf(dialect).gloss(json, frame.event)
  return {
    atoms: lines.map((line) => ({ ...line, from: [{ frame: frame.index, pointer: line.pointer ?? '' }] })),
  }
}

/** A cell lists no more lost leaves than this; the lane's head counts them all. */
const LOST_SHOWN = 3

/** What one frame became; what is written at the very end stands in the last row. */
function laneCell(to: DialectId, { steps, missed }: Lane, index: number, isLast: boolean): Cell {
  const written = [...(steps[index]?.written ?? []), ...(isLast ? (steps[index + 1]?.written ?? []) : [])]
  const atoms = written.flatMap(({ name, data }): Atom[] => {
    if (typeof data === 'string') return [{ word: data, hue: 'frame', from: [], mark: 'added' }]
    return dialectOf(to)
      .gloss(bare(data), name)
      .map((line) => atomOf(line, leavesAt(data, line.pointer ?? '')))
  })
  const lost = missed.get(index) ?? []
  const shown = lost.slice(0, LOST_SHOWN).map((leaf) => lostAtom(leaf, steps[index]?.said.json))
  if (atoms.length > 0) return { atoms: [...atoms, ...shown] }
  return { atoms: shown, empty: emptiness(steps, index, lost) }
}

function emptiness(
  steps: readonly Step[],
  index: number,
  lost: readonly LostLeaf[],
): NonNullable<Cell['empty']> {
  const hasMeaning = (steps[index]?.said.events.length ?? 0) > 0
  const later = hasMeaning ? steps.findIndex((step, at) => at > index && step.written.length > 0) : -1
  // What is written at the very end stands in the row of the last frame.
  const frame = Math.min(later + 1, steps.length - 1)
  if (later >= 0) return { code: 'held', why: `Held back: it comes with frame ${frame}.` }
  const first = lost[0]
  if (first) return { code: 'lost', why: first.why }
  return { code: 'silent', why: 'This frame says nothing that this dialect would write.' }
}
