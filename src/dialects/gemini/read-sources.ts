import type { Citation } from '../../hub/citation.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { readTokens } from './logprobs.ts'
import { unitsAt } from './utf8.ts'

/** The text of a part so far: what the offsets of sources count in. */
export interface SaidText {
  readonly choice: number
  readonly part: number
  /** Its place among the parts of the chunk that began it: `partIndex`, in a whole reply. */
  readonly place: number
  text: string
}

export interface SourcesState {
  readonly texts: SaidText[]
  /** Each once: later chunks may tell all sources again. */
  readonly cited: string[]
}

/** What a candidate tells beside its content. */
export interface ToldSources {
  readonly choice: number
  readonly citationMetadata?: Cursor | undefined
  readonly groundingMetadata?: Cursor | undefined
  readonly logprobsResult?: Cursor | undefined
}

/** A source, and the piece of text that rests on it. */
interface Found {
  readonly source: Citation
  readonly segment: Segment
}

interface Segment {
  readonly place?: number
  readonly start?: Leaf<number> | undefined
  readonly end?: Leaf<number> | undefined
  /** The piece itself, where it is told. */
  readonly text?: string | undefined
}

/**
 * What the text of a candidate rests on, told beside it: `citationMetadata` (`citationSources` on AI Studio's wire) and
 * `groundingMetadata`; and the probabilities of its tokens. A source may be told after its part has ended; else it is said before the end. anthropic-gemini.md §G.3
 */
export function readSources(state: SourcesState, told: ToldSources, events: ReplyEvent[]): void {
  const found = [...citationsIn(told.citationMetadata), ...groundsIn(told.groundingMetadata)]
  for (const one of found) {
    const said = saidText(state.texts, told.choice, one.segment)
    if (said) cite(state, said, one, events)
  }
  const tokens = told.logprobsResult && readTokens(told.logprobsResult)
  const said = state.texts.findLast(({ choice }) => choice === told.choice)
  if (tokens && said) sayOf(said.part, { kind: 'part-logprobs', part: said.part, tokens }, events)
}

function* citationsIn(metadata: Cursor | undefined): Generator<Found> {
  for (const one of metadata?.list('citationSources') ?? metadata?.list('citations') ?? []) {
    const source: Citation = {
      kind: 'url',
      ...present({ url: one.string('uri'), title: one.string('title') }),
    }
    const segment = { start: one.number('startIndex'), end: one.number('endIndex') }
    if (source.url || source.title) yield { source, segment }
  }
}

function* groundsIn(metadata: Cursor | undefined): Generator<Found> {
  const sources = metadata?.list('groundingChunks')?.map(readChunk) ?? []
  for (const support of metadata?.list('groundingSupports') ?? []) {
    const segment = readSegment(support.object('segment'))
    for (const index of support.list('groundingChunkIndices') ?? []) {
      const source = typeof index.value === 'number' ? sources[index.value] : undefined
      if (source) yield { source, segment }
    }
  }
}

function readSegment(segment: Cursor | undefined): Segment {
  return {
    place: segment?.number('partIndex')?.value ?? 0,
    start: segment?.number('startIndex'),
    end: segment?.number('endIndex'),
    text: segment?.string('text')?.value,
  }
}

/** A page, a place on the map, an image on a page, or a passage of a document that was searched. */
function readChunk(chunk: Cursor): Citation | undefined {
  const page = chunk.object('web') ?? chunk.object('maps') ?? chunk.object('image')
  if (page) {
    const url = page.string('uri') ?? page.string('sourceUri')
    return { kind: 'url', ...present({ url, title: page.string('title') }) }
  }
  const passage = chunk.object('retrievedContext')
  if (!passage) return undefined
  const url = passage.string('uri')
  const kind = url && /^https?:/.test(url.value) ? 'url' : 'document'
  return { kind, ...present({ url, title: passage.string('title'), quote: passage.string('text') }) }
}

/**
 * The part that a segment lies in. In a stream `partIndex` counts the parts of a message that only the server has seen whole,
 * so the words of the segment decide, where they are given and found.
 */
function saidText(texts: readonly SaidText[], choice: number, segment: Segment): SaidText | undefined {
  const own = texts.filter((text) => text.choice === choice)
  const byPlace = own.find(({ place }) => place === segment.place)
  const { text } = segment
  if (text !== undefined) {
    const isThere = (said: SaidText): boolean => sliceOf(said.text, segment) === text
    const byWords = byPlace && isThere(byPlace) ? byPlace : own.findLast(isThere)
    if (byWords) return byWords
  }
  return byPlace ?? own.at(-1)
}

function sliceOf(text: string, { start, end }: Segment): string {
  return text.slice(unitsAt(text, start?.value ?? 0), end && unitsAt(text, end.value))
}

/** Of a range that reaches behind the text, nothing is known but that the text rests on the source. */
function rangeIn({ text }: SaidText, { start, end }: Segment): Pick<Citation, 'start' | 'end'> {
  const from = unitsAt(text, start?.value ?? 0)
  const to = end && unitsAt(text, end.value)
  if (!end || from === undefined || to === undefined || from > to) return {}
  return { start: inUnits(start, from), end: inUnits(end, to) }
}

const inUnits = (bytes: Leaf<number> | undefined, units: number): Leaf<number> =>
  spell(bytes, units, bytes && bytes.value !== units ? 'bytes-as-units' : undefined)

function cite(state: SourcesState, said: SaidText, { source, segment }: Found, events: ReplyEvent[]): void {
  const citation: Citation = { ...source, ...rangeIn(said, segment) }
  const { url, title, start, end } = citation
  const key = JSON.stringify([said.part, url?.value, title?.value, start?.value, end?.value])
  if (state.cited.includes(key)) return
  state.cited.push(key)
  sayOf(said.part, { kind: 'part-citation', part: said.part, citation }, events)
}

/** Says something of a part: before its end, where that is told by the same chunk. */
function sayOf(part: number, event: ReplyEvent, events: ReplyEvent[]): void {
  const end = events.findLastIndex((one) => one.kind === 'part-end' && one.part === part)
  events.splice(end < 0 ? events.length : end, 0, event)
}
