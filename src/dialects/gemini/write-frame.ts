import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { join, spell } from '../../hub/leaf.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import type { DialectEvent } from '../dialect.ts'
import { writeFailure } from './errors.ts'
import type { FramePieces, Piece, RepeatedFrame } from './frame-event.ts'
import { KeptFrame, pieceOf, repeatedFrame } from './frame-event.ts'
import { finishedAmong } from './frame-places.ts'
import { writeUsage } from './usage.ts'
import { DIALECT, formOf, IN_PIECES, WIRE_FINISHES } from './words.ts'

type Of<K extends ReplyEvent['kind']> = Extract<ReplyEvent, { kind: K }>

/** A writer that keeps frames: it gathers what the events of a frame say, and writes one chunk where the frame ends. */
export interface FrameWriter {
  /** Parts that later frames may go on with. */
  readonly open: Record<number, Opened>
  /** Candidates whose finish word has been written. */
  readonly finished: Record<number, true>
  now: Gathered
  repeated?: RepeatedFrame | undefined
}

interface Opened {
  readonly head: PartHead
  readonly choice: number
}

/** What the events of one frame have said so far. */
interface Gathered {
  readonly pieces: Piece[]
  readonly finishes: (readonly [choice: number, word: Leaf<string>])[]
  fields: WrittenObject | undefined
  usage: WrittenObject | undefined
}

const nothingYet = (): Gathered => ({ pieces: [], finishes: [], fields: undefined, usage: undefined })

export const startFrames = (): FrameWriter => ({ open: {}, finished: {}, now: nothingYet() })

export function writeInFrames(state: FrameWriter, event: ReplyEvent): DialectEvent[] {
  if (event.kind === 'frame') return [writeFrame(state, event)]
  gather(state, event)
  return []
}

function gather({ open, finished, now }: FrameWriter, event: Exclude<ReplyEvent, { kind: 'frame' }>): void {
  switch (event.kind) {
    case 'reply-start':
      now.fields = { ...now.fields, modelVersion: event.model, responseId: event.id }
      return
    case 'part-start': {
      const opened: Opened = { head: event.head, choice: event.choice ?? 0 }
      open[event.part] = opened
      now.pieces.push(pieceOf(opened, event.part, true))
      return
    }
    case 'part-delta':
      gatherText(open[event.part], now, event)
      return
    case 'part-seal': {
      const piece = pieceFor(open[event.part], now, event.part)
      if (piece && event.seal.dialect === DIALECT) piece.seal = event.seal.value
      return
    }
    case 'part-end':
      delete open[event.part]
      return
    case 'finish':
      gatherFinish(finished, now, event)
      return
    case 'usage':
      now.usage = writeUsage(event.usage)
      return
    case 'error':
      now.fields = { ...now.fields, ...writeFailure(event.failure) }
      return
    // Among the extras of the frame they stand as they came; what is no object at all is no chunk.
    case 'part-citation':
    case 'part-logprobs':
    case 'opaque':
      return
  }
}

/** The wire part that a text or a signature belongs to: each says one text, and a signature behind a text has a part of its own. */
function pieceFor(opened: Opened | undefined, { pieces }: Gathered, part: number): Piece | undefined {
  if (!opened) return undefined
  const last = pieces.at(-1)
  if (last?.part === part && last.text === undefined) return last
  const piece = pieceOf(opened, part, false)
  pieces.push(piece)
  return piece
}

function gatherText(opened: Opened | undefined, now: Gathered, { part, text }: Of<'part-delta'>): void {
  if (opened?.head.kind === 'tool-call' && formOf(opened.head.tag).includes(IN_PIECES)) return
  const piece = pieceFor(opened, now, part)
  if (piece) piece.text = piece.text ? join(piece.text, text) : text
}

/** What was said in an earlier frame, and held to see what follows, stands there. */
function gatherFinish(finished: Record<number, true>, now: Gathered, event: Of<'finish'>): void {
  const entries = event.extras?.dialect === DIALECT ? event.extras.entries : []
  const said = (name: string): Leaf | undefined => entries.find(([key]) => key === name)?.[1]
  const promptFeedback = said('promptFeedback')
  const choice = event.choice ?? 0
  if (promptFeedback) now.fields = { ...now.fields, promptFeedback }
  else if (!finished[choice]) {
    const word = said('finishReason')?.value
    const usual = WIRE_FINISHES[event.reason.value]
    now.finishes.push([choice, spell(event.reason, typeof word === 'string' ? word : usual)])
  }
}

const NOTHING: readonly never[] = []

function writeFrame(state: FrameWriter, { name, extras }: Of<'frame'>): DialectEvent {
  const { pieces, finishes, fields, usage } = state.now
  const own = extras?.dialect === DIALECT ? extras.entries : NOTHING
  const said: FramePieces = { pieces, finishes, fields, usage, extras: own }
  state.now = nothingYet()
  state.repeated = name === undefined ? repeatedFrame(state.repeated, said) : undefined
  const around = state.repeated?.around
  // What a frame repeats was seen before.
  if (!around) noteFinishes(state.finished, said)
  return new KeptFrame(name, said, around)
}

function noteFinishes(finished: Record<number, true>, { finishes, extras }: FramePieces): void {
  for (const [choice] of finishes) finished[choice] = true
  for (const choice of finishedAmong(extras)) finished[choice] = true
}
