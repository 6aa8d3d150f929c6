import type { OpenHosted } from '../../hub/hosted.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import type { Tokens } from '../../hub/logprobs.ts'
import type { Failure, ReplyEvent, Usage } from '../../hub/reply.ts'
import type { Template } from '../../hub/template.ts'
import type { DialectEvent } from '../dialect.ts'
import type { Keeping } from './frames/keep-frames.ts'
import type { OwnHead, Start } from './item-words.ts'

export type Finish = Extract<ReplyEvent, { kind: 'finish' }>
export type End = Extract<ReplyEvent, { kind: 'part-end' }>

/** The item being written. Parts are in order here (capability `sequencesParts`), so there is never more than one. */
export interface Item {
  readonly kind: 'message' | 'reasoning' | 'call'
  readonly id: Leaf<string>
  readonly head: OwnHead
  /** Finished entries of `content` or `summary`. */
  readonly entries: Written[]
  /** The hub part being written into it; a message waits without one for its next text. */
  part?: number
  /** The head of that part. */
  partHead?: OwnHead
  /** What that entry, or the call's arguments, hold so far. */
  text?: Leaf<string>
  seal?: Leaf<string>
  /** What that entry rests on, and its tokens. */
  annotations?: Written[]
  tokens?: Tokens
  /** The event of the entry's next text. */
  template?: Template
  /** What parted the open summary from the one before: it stands for its type. */
  parting?: Leaf<string>
}

export interface WriterState {
  isStarted: boolean
  /** The next `sequence_number`. */
  sequence: number
  start?: Start
  usage?: Usage
  finish?: Finish
  failure?: Failure
  item?: Item
  /** A reasoning part that opens its item with its first text: sealed elsewhere, it may have nothing to say here. */
  waiting?: { readonly part: number; readonly head: OwnHead }
  /** `output_index` of a raw item that is announced and not yet done. */
  rawIndex?: number
  /** Calls of tools that another provider ran, without their results so far. */
  readonly hosted: OpenHosted
  /** The items that are done: the terminal event repeats them all. */
  output: Written[]
  /** Where each frame is to come home: nothing is then written but by what ends a frame. */
  keeping?: Keeping
}

export function emit(state: WriterState, type: string, fields: WrittenObject): DialectEvent {
  return { name: type, data: { type, sequence_number: state.sequence++, ...fields } }
}
