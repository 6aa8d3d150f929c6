import { replyFraming } from '../../transcript/reply-framing.ts'
import type { Exchange } from '../../transcript/transcript.ts'
import type { BodyFraming, Frame } from '../../wire/frame.ts'
import type { FrameInBody } from '../../wire/frame-in-body.ts'
import { frameInBody, rangeInBody } from '../../wire/frame-in-body.ts'
import { frameBody } from '../../wire/framings.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, isObject, parseJson } from '../../wire/json.ts'
import { rewriteJson } from '../../wire/json-rewrite.ts'
import type { TextEdit } from '../../wire/text-edit.ts'
import { TextOffsets } from '../../wire/text-offsets.ts'
import type { Body, BodyFrame } from './body.ts'

/** What is to be changed in the captured text for it to say what the corrected body says. Undefined where that cannot be written. */
export function bodyEdits(exchange: Exchange, corrected: Body): readonly TextEdit[] | undefined {
  const text = exchange[corrected.half]?.body
  if (text === undefined) return undefined
  if (corrected.root !== undefined) return rewriteJson(text, corrected.root)
  if (!corrected.frames || !exchange.reply) return undefined
  const framing = replyFraming(exchange.reply)
  if (framing === 'json-array') return rewriteJson(text, jsonsOf(corrected.frames))
  return new FrameEditor(text, framing).edits(corrected.frames)
}

const jsonsOf = (frames: readonly BodyFrame[]): Json =>
  frames.flatMap(({ json }) => (json === undefined ? [] : [json]))

class FrameEditor {
  private readonly text: string
  private readonly framing: BodyFraming
  private readonly frames: readonly Frame[]
  private readonly stands: readonly FrameInBody[]
  private readonly lineEnd: string

  constructor(text: string, framing: BodyFraming) {
    this.text = text
    this.framing = framing
    this.frames = frameBody(text, framing)
    const offsets = new TextOffsets(text)
    this.stands = this.frames.map((frame) => frameInBody(text, frame, offsets))
    this.lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  }

  edits(corrected: readonly BodyFrame[]): readonly TextEdit[] {
    const kept = inOrder(corrected)
    const edits: TextEdit[] = this.frames.flatMap(({ index }) =>
      kept.has(index) ? [] : [{ start: this.startOf(index), end: this.endOf(index), text: '' }],
    )
    let at = 0
    for (const frame of corrected) {
      if (frame.of !== undefined && kept.has(frame.of)) {
        edits.push(...this.changed(frame, frame.of))
        at = this.endOf(frame.of)
      } else edits.push({ start: at, end: at, text: this.written(frame, at) })
    }
    return edits
  }

  private changed({ json, isReframed }: BodyFrame, index: number): readonly TextEdit[] {
    const frame = this.frames[index] as Frame
    const parsed = parseJson(frame.data)
    if (json === undefined) return []
    if (isReframed) return [{ start: this.startOf(index), end: this.endOf(index), text: this.encode(json) }]
    if ('value' in parsed && deepEqual(parsed.value, json)) return []
    const stands = this.stands[index] as FrameInBody
    const renamed = this.renamed(frame, stands, json)
    return [
      ...renamed,
      ...(rewriteJson(frame.data, json) ?? []).map(({ start, end, text }) => ({
        ...(start === end ? pointIn(stands, start) : rangeInBody(stands, { start, end })),
        // A line of data is a field of its own.
        text: this.framing === 'sse' ? text.replaceAll('\n', `${this.lineEnd}data: `) : text,
      })),
    ]
  }

  /** The name of an event is its type; where that becomes another, so does the name. */
  private renamed({ event }: Frame, { start, end }: FrameInBody, json: Json): readonly TextEdit[] {
    const type = isObject(json) ? json.type : undefined
    if (event === undefined || typeof type !== 'string' || event === type) return []
    const line = /^event: ?(.*)$/m.exec(this.text.slice(start, end))
    if (line?.[1] !== event) return []
    const from = start + line.index + line[0].length - event.length
    return [{ start: from, end: from + event.length, text: type }]
  }

  private written({ json, of }: BodyFrame, at: number): string {
    if (of !== undefined && json === undefined) return this.text.slice(this.startOf(of), this.endOf(of))
    const isTight = at > 0 && !this.text.slice(0, at).endsWith(this.lineEnd)
    const gap = isTight ? (this.framing === 'sse' ? this.lineEnd.repeat(2) : this.lineEnd) : ''
    return gap + this.encode(json ?? null)
  }

  private encode(json: Json): string {
    const { lineEnd } = this
    if (this.framing !== 'sse') return JSON.stringify(json) + lineEnd
    const hasNames = this.frames.some(({ event }) => event !== undefined)
    const name =
      hasNames && isObject(json) && typeof json.type === 'string' ? `event: ${json.type}${lineEnd}` : ''
    return `${name}data: ${JSON.stringify(json)}${lineEnd}${lineEnd}`
  }

  private startOf = (index: number): number => this.stands[index]?.start ?? this.text.length

  /** With the line ends behind it. */
  private endOf(index: number): number {
    const { end } = this.stands[index] as FrameInBody
    const behind = this.framing === 'sse' ? /^(?:\r\n|\r|\n){0,2}/ : /^(?:\r\n|\r|\n)?/
    return end + (behind.exec(this.text.slice(end, end + 4))?.[0].length ?? 0)
  }
}

const pointIn = (stands: FrameInBody, offset: number): { readonly start: number; readonly end: number } => {
  const { start } = rangeInBody(stands, { start: offset, end: offset + 1 })
  // Behind the last character there is none to ask for.
  const before = offset > 0 ? rangeInBody(stands, { start: offset - 1, end: offset }).end : start
  const point = offset > 0 ? before : start
  return { start: point, end: point }
}

/** The frames of the source that stand in their order: what stands before an earlier one has moved. */
function inOrder(corrected: readonly BodyFrame[]): ReadonlySet<number> {
  const kept = new Set<number>()
  let last = -1
  for (const { of } of corrected) {
    if (of === undefined || of < last) continue
    kept.add(of)
    last = of
  }
  return kept
}
