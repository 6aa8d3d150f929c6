import type { RecognisedDialect } from '../../../dialects/catalogue.ts'
import type { Side } from '../../../transcript/transcript.ts'
import type { Draft, RecogniseDialect } from '../../format.ts'
import type { Part } from '../../parts.ts'
import { readPart } from '../../parts.ts'
import type { Note } from '../../report.ts'
import type { LogRecord } from './records.ts'

/** A stream that is put together of the pieces that records print. */
interface Pieces {
  readonly frames: string[]
  /** Some piece was no JSON, but an object as Python prints it. */
  isRepr: boolean
  isFinished: boolean
  readonly start: number
  end: number
}

/** An exchange in the making. */
interface Open {
  readonly side: Side
  request?: Part
  reply?: Part
  pieces?: Pieces
}

/** One piece of a stream, as text of a frame. */
export interface Piece {
  readonly frame: string
  readonly isRepr: boolean
  readonly isFinish: boolean
}

const NAMES: Readonly<Record<Side, string>> = {
  client: 'Client side, from the log',
  upstream: 'Provider side, from the log',
}

/** What the records of a log tell: exchanges of both sides of the gateway, in the order in which they begin. */
export class Conversation {
  readonly #all: Open[] = []
  readonly #streams = new Map<string, Open>()

  ask(side: Side, request: Part): void {
    this.#all.push({ side, request })
  }

  answer(side: Side, reply: Part): void {
    this.#waiting(side).reply = reply
  }

  /** Whether a stream of that id was given to the client. */
  streams(id: string): boolean {
    return this.#streams.has(`client ${id}`)
  }

  /** Streams that run at the same time are told apart by their ids. */
  goOn(side: Side, id: string, { frame, isRepr, isFinish }: Piece, { start, end }: LogRecord): void {
    const key = `${side} ${id}`
    const open = this.#streams.get(key) ?? this.#waiting(side)
    this.#streams.set(key, open)
    open.pieces ??= { frames: [], isRepr: false, isFinished: false, start, end }
    open.pieces.frames.push(frame)
    open.pieces.isRepr ||= isRepr
    open.pieces.isFinished ||= isFinish
    open.pieces.end = end
  }

  /** The last of a side that has a request and no reply, or else a new one. */
  #waiting(side: Side): Open {
    const last = this.#all.findLast((one) => one.side === side)
    if (last && !last.reply && !last.pieces) return last
    const fresh: Open = { side }
    this.#all.push(fresh)
    return fresh
  }

  finish(recogniseDialect: RecogniseDialect): {
    readonly drafts: readonly Draft[]
    readonly notes: readonly Note[]
  } {
    const notes: Note[] = []
    const hasBoth = new Set(this.#all.map(({ side }) => side)).size > 1
    const drafts = this.#all.map(({ side, request, reply, pieces }): Draft => {
      if (pieces) notes.push(noteOf(side, pieces))
      const answer = pieces ? streamOf(pieces, side, recogniseDialect) : reply
      const parts = [request, answer].filter((part) => part !== undefined)
      notes.push(...parts.flatMap((part) => part.notes))
      const dialect = strongest(parts.flatMap(({ claim }) => claim ?? []))?.dialect
      return {
        ...(hasBoth || side === 'upstream' ? { side } : {}),
        ...(dialect ? { dialect } : {}),
        ...(request?.request ? { request: request.request } : {}),
        ...(answer?.reply ? { reply: answer.reply } : {}),
        name: NAMES[side],
      }
    })
    return { drafts, notes }
  }
}

const strongest = (claims: readonly RecognisedDialect[]): RecognisedDialect | undefined =>
  claims.toSorted((a, b) => b.score - a.score)[0]

function streamOf({ frames, isFinished }: Pieces, side: Side, recogniseDialect: RecogniseDialect): Part {
  const isChat = side === 'client'
  const body = frames.join('') + (isChat && isFinished ? 'data: [DONE]\n\n' : '')
  return readPart(body, {}, recogniseDialect, { role: 'reply' })
}

function noteOf(side: Side, { frames, isRepr, isFinished, start, end }: Pieces): Note {
  const count = `${frames.length} ${frames.length === 1 ? 'chunk' : 'chunks'}`
  const whose = side === 'client' ? 'that LiteLLM gave the client' : 'of the provider'
  const made = isRepr
    ? 'The log prints them as Python objects: they are written here as the JSON that they mean, which need not be what was sent byte for byte'
    : 'They are put together to a stream'
  const done = side === 'client' && isFinished ? '; [DONE], which no log prints, was put behind them' : ''
  return { severity: 'info', sentence: `${count} ${whose}. ${made}${done}.`, start, end }
}
