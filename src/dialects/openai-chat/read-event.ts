import type { Citation } from '../../hub/citation.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import { presentAs } from '../../hub/present.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, isObject } from '../../wire/json.ts'
import type { FrameWish } from '../dialect.ts'
import type { ChoiceState, Run } from './choice.ts'
import { startChoice } from './choice.ts'
import { readSources } from './citations.ts'
import { readError } from './errors.ts'
import { endFrame } from './keep-frame.ts'
import type { News, Noticed } from './news.ts'
import { findNews } from './news.ts'

import { closeParts, isPlainText, readCalls, readLogprobs, readVoices } from './read-delta.ts'
import { countsNothing, countsOf, readTotals } from './usage.ts'
import { wholeHas, wholeLacks } from './whole-form.ts'
import { FINISH_READ, ID } from './words.ts'

export interface ReaderState {
  isStarted: boolean
  /** Parts opened so far, all choices together. */
  parts: number
  readonly choices: Record<number, ChoiceState>
  /** The last value of each field that is no event of its own, by place: chunks repeat most of them. */
  readonly seen: Record<string, Record<string, Json>>
  usage?: Json
  sources?: readonly Citation[] | undefined
  /** The tier that a later chunk named, for the finish to tell. */
  tier?: Leaf<string>
  /** The frames so far, where each is to be ended by an event of its own. */
  frames: number | undefined
}

interface Reading extends Run {
  readonly state: ReaderState
}

export const startReader = ({ keepsFrames }: FrameWish = {}): ReaderState => ({
  isStarted: false,
  parts: 0,
  choices: {},
  seen: {},
  frames: keepsFrames ? 0 : undefined,
})

/** One chunk (openai.md §1.5), or a whole response, which says the same at once. */
export function readEvent(state: ReaderState, frame: Cursor, name: string | undefined): ReplyEvent[] {
  if (state.frames === undefined) return readChunk(state, frame, name)
  // What the events of a frame carry is told by the origins of their leaves.
  const recorded = frame.recorded(state.frames)
  state.frames++
  const events = readChunk(state, recorded, name)
  return [...events, endFrame(recorded, name, events, frame.isRecorded)]
}

function readChunk(state: ReaderState, frame: Cursor, name: string | undefined): ReplyEvent[] {
  if (name === 'error' || isFailure(frame)) return [{ kind: 'error', failure: readError(frame) }]
  const isTotal = state.isStarted && isObject(frame.peek('usage'))
  if (!isTotal && !Array.isArray(frame.peek('choices'))) {
    return [{ kind: 'opaque', dialect: ID, raw: frame.leaf() }]
  }
  const run: Reading = { state, events: [] }
  const choices = frame.list('choices') ?? []
  const opens = !state.isStarted && choices.length > 0
  const noticed: Noticed = { seen: state.seen, opens, news: [] }
  findNews(frame, 'root', noticed)
  if (noticed.news.some(({ place }) => SOURCES.has(place))) state.sources = readSources(frame)
  const tier = tierOf(noticed.news)
  if (tier && !opens) state.tier = tier
  let role: Leaf<string> | undefined
  for (let i = 0; i < choices.length; i++) {
    const said = readChoice(run, choices[i] as Cursor, i, noticed)
    if (i === 0) role = said
  }
  if (opens) run.events.unshift(replyStart(frame, role, noticed.news))
  else
    for (const { place, leaf } of noticed.news)
      run.events.push({ kind: 'opaque', dialect: ID, raw: leaf, event: place })
  state.isStarted ||= opens
  readCounts(run, frame)
  return run.events
}

const SOURCES: ReadonlySet<string> = new Set(['citations', 'search_results'])

const isFailure = (frame: Cursor): boolean => {
  const error = frame.peek('error')
  return error !== undefined && error !== null && error !== ''
}

function replyStart(frame: Cursor, role: Leaf<string> | undefined, news: readonly News[]): ReplyEvent {
  const object = frame.peek('object')
  const isOurs = typeof object === 'string' && object.startsWith('chat.completion')
  return presentAs<Extract<ReplyEvent, { kind: 'reply-start' }>>({
    kind: 'reply-start',
    id: frame.string('id'),
    model: frame.string('model'),
    created: frame.number('created'),
    role,
    // Every reply of ours has a tag: by it the writer knows that it is coming home.
    tag:
      (isOurs ? frame.string('object') : undefined) ??
      added('chat.completion', 'no-object', 'The reply does not say what it is.'),
    serviceTier: tierOf(news),
    extras: toExtras(news),
  })
}

function tierOf(news: readonly News[]): Leaf<string> | undefined {
  const leaf = news.find(({ place }) => place === 'service_tier')?.leaf
  return typeof leaf?.value === 'string' ? (leaf as Leaf<string>) : undefined
}

const toExtras = (news: readonly News[]): Extras | undefined =>
  news.length === 0
    ? undefined
    : { dialect: ID, entries: news.map(({ place, leaf }) => [place, leaf] as const) }

/** Reads one choice into the run; what says something new goes to the news. Returns the role. */
function readChoice(run: Reading, at: Cursor, position: number, noticed: Noticed): Leaf<string> | undefined {
  if (!at.isObject) return undefined
  const { state } = run
  const index = at.peek('index')
  const number = Number.isInteger(index) && (index as number) >= 0 ? (index as number) : position
  state.choices[number] ??= startChoice(number)
  const choice = state.choices[number]
  const isWhole = standsWhole(state, at)
  // A frame that is to come home brings its own form.
  const form = isWhole && noticed.opens && state.frames === undefined ? noticed.news : undefined
  const delta = at.object(isWhole ? 'message' : 'delta')
  if (form) readForm(choice, at, form)
  const voices = delta && readVoices(run, choice, delta, form)
  const logprobs = isObject(at.peek('logprobs')) ? at.object('logprobs') : undefined
  const read = logprobs && readLogprobs(run, choice, logprobs, form) ? LOGPROBS : undefined
  // A delta of nothing but text, as most are, holds no calls and no news.
  if (delta && !isPlainText(delta)) {
    readCalls(run, choice, delta, form)
    findNews(delta, 'delta', { ...noticed, read: voices ?? [] }, choice.deltaPlace)
  }
  const around: Noticed = { seen: noticed.seen, opens: noticed.opens, news: [], ...(read ? { read } : {}) }
  findNews(at, 'choice', around, choice.place)
  if (!readFinish(run, choice, at, around.news) && around.news.length > 0) noticed.news.push(...around.news)
  return noticed.opens ? delta?.string('role') : undefined
}

const LOGPROBS: readonly string[] = ['logprobs']

/** Perplexity streams what was said so far as a `message` beside each delta, and a whole response with an empty delta. */
const standsWhole = ({ isStarted }: ReaderState, at: Cursor): boolean =>
  isObject(at.peek('message')) &&
  (!isObject(at.peek('delta')) || (!isStarted && typeof at.peek('finish_reason') === 'string'))

function readForm({ place }: ChoiceState, at: Cursor, form: News[]): void {
  if (!at.has('index')) form.push(wholeLacks(`${place}/index`))
  const delta = at.at('delta')?.leaf()
  if (delta) form.push(wholeHas(`${place}/delta`, delta))
}

/** True where the choice ended here, and so took what stood around it. */
function readFinish(run: Reading, choice: ChoiceState, at: Cursor, around: readonly News[]): boolean {
  const word = at.string('finish_reason')
  // OpenRouter says it twice: on the last delta and beside the usage.
  if (!word || word.value === '' || choice.finish === word.value) return false
  choice.finish = word.value
  closeParts(run, choice)
  const known = FINISH_READ.get(word.value)
  const isExact =
    word.value === 'stop' ||
    word.value === 'length' ||
    word.value === 'tool_calls' ||
    word.value === 'content_filter'
  const entries = around.map(({ place, leaf }) => [place.slice(choice.place.length + 1), leaf] as const)
  const all = isExact ? entries : [...entries, ['finish_reason', word] as const]
  run.events.push({
    kind: 'finish',
    reason: spell(word, known ?? 'other'),
    ...(run.state.tier ? { serviceTier: run.state.tier } : {}),
    ...(choice.number > 0 ? { choice: choice.number } : {}),
    ...(all.length > 0 ? { extras: { dialect: ID, entries: all } } : {}),
  })
  return true
}

/** Some servers repeat the usage on every chunk (openai.md §7 Q18): only what changed is said. */
function readCounts(run: Reading, frame: Cursor): void {
  const value = countsOf(frame.value)
  if (!isObject(value) || deepEqual(value, run.state.usage)) return
  // What was counted is not taken back.
  if (run.state.usage !== undefined && countsNothing(value)) return
  run.state.usage = value
  const usage = readTotals(frame)
  if (usage) run.events.push({ kind: 'usage', usage })
}

/** At `[DONE]` or the end of the bytes. */
export function endReader(state: ReaderState): ReplyEvent[] {
  const run: Run = { state, events: [] }
  for (const choice of Object.values(state.choices)) closeParts(run, choice)
  return run.events
}
