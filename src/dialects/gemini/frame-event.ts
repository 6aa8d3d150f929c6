import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import type { PartHead } from '../../hub/reply.ts'
import { frameText, LazyEvent, templateOf } from '../../hub/template.ts'
import { spelled, textOf } from '../../hub/text.ts'
import { deepEqual } from '../../wire/json.ts'
import type { Entry } from './frame-places.ts'
import { buildChunk } from './frame-places.ts'
import { formOf, scatter } from './words.ts'
import { writeReplyCall } from './write-reply-part.ts'

/** What one wire part says: a part of the hub, or what goes on with one. */
export interface Piece {
  readonly head: PartHead
  readonly choice: number
  readonly part: number
  readonly isStart: boolean
  text: Leaf<string> | undefined
  seal: Leaf<string> | undefined
}

export const pieceOf = (
  { head, choice }: Pick<Piece, 'head' | 'choice'>,
  part: number,
  isStart: boolean,
): Piece => ({ head, choice, part, isStart, text: undefined, seal: undefined })

/** All that one frame says. */
export interface FramePieces {
  readonly pieces: readonly Piece[]
  readonly finishes: readonly (readonly [choice: number, word: Leaf<string>])[]
  /** Fields of the chunk beside its candidates and its counts. */
  readonly fields: WrittenObject | undefined
  readonly usage: WrittenObject | undefined
  /** What no event said, by place. */
  readonly extras: readonly Entry[]
}

/** The frames of a text that goes on: alike but for the text and the counts. Plain data, kept by the writer. */
export interface RepeatedFrame {
  readonly part: number
  readonly extras: readonly Entry[]
  /** Absent until the second of them: most shapes are met once. */
  readonly around?: Around
}

/** The chunk's text before its one text, and from there to its counts. */
type Around = readonly [before: string, after: string]

/** A chunk in the frame that it came in. */
export class KeptFrame extends LazyEvent {
  readonly name?: string
  private readonly said: FramePieces
  private readonly around: Around | undefined

  constructor(name: string | undefined, said: FramePieces, around: Around | undefined) {
    super()
    if (name !== undefined) this.name = name
    this.said = said
    this.around = around
  }

  get data(): WrittenObject {
    return dataOf(this.said)
  }

  get mould(): Around | undefined {
    return this.around
  }

  frame(): string {
    const { name, said, around } = this
    const text = said.pieces[0]?.text
    if (!around || !text) return frameText({ ...(name === undefined ? {} : { name }), data: this.data })
    const counts = said.usage ? `,"usageMetadata":${textOf(said.usage)}` : ''
    return `${around[0]}${spelled(text.value)}${around[1]}${counts}}\n\n`
  }
}

/** What the frame repeats of the one before; undefined where it says more than a text and counts. */
export function repeatedFrame(
  before: RepeatedFrame | undefined,
  said: FramePieces,
): RepeatedFrame | undefined {
  const { pieces, finishes, fields, extras } = said
  const [piece] = pieces
  if (!piece?.text || pieces.length > 1 || piece.isStart || piece.seal || fields || finishes.length > 0)
    return undefined
  if (before?.part !== piece.part || !areAlike(before.extras, extras)) return { part: piece.part, extras }
  return before.around ? before : { ...before, ...aroundOf(said, piece.text) }
}

function areAlike(before: readonly Entry[], now: readonly Entry[]): boolean {
  if (before === now) return true
  if (before.length !== now.length) return false
  for (let i = 0; i < now.length; i++) {
    const [one, other] = [before[i] as Entry, now[i] as Entry]
    if (one[0] !== other[0] || !deepEqual(one[1].value, other[1].value)) return false
  }
  return true
}

function aroundOf(said: FramePieces, text: Leaf<string>): { readonly around?: Around } {
  const template = templateOf({ data: dataOf({ ...said, usage: undefined }) }, text)
  const [before, after] = template?.pieces ?? []
  // Without what closes the chunk and the frame.
  return before === undefined || after === undefined
    ? {}
    : { around: [before, after.slice(0, -'}\n\n'.length)] }
}

const dataOf = ({ pieces, finishes, fields, usage, extras }: FramePieces): WrittenObject => ({
  ...buildChunk({
    fields,
    parts: pieces.map((piece) => [piece.choice, writePiece(piece)] as const),
    finishes,
    extras,
  }),
  ...(usage ? { usageMetadata: usage } : {}),
})

function writePiece(piece: Piece): Written {
  const { head, isStart, text, seal } = piece
  if (head.kind === 'opaque') return head.raw
  if (head.kind === 'tool-call') return writeReplyCall({ head, text, seal })
  const tag = isStart ? head.tag : undefined
  return {
    text: text ?? (formOf(tag).includes('no-text') ? undefined : ''),
    thought: head.kind === 'reasoning' ? spell(tag, true) : undefined,
    thoughtSignature: seal,
    ...(isStart ? scatter(head.extras) : {}),
  }
}
