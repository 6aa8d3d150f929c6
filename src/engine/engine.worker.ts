/// <reference lib="webworker" />
// The worker's thread: takes a question, posts its answer. What there is to know stands in engine.ts.
import { createEngine } from './engine.ts'
import { HOLDS, holdLifeline } from './life/lifeline.ts'
import type { Answer, Ask, News } from './protocol.ts'
import { NEWS } from './protocol.ts'

declare const self: DedicatedWorkerGlobalScope

const engine = createEngine()

/** No question is begun before its loss would be noticed. */
const held = holdLifeline(self.name, () => self.postMessage({ id: HOLDS }))

self.onmessage = ({ data }: MessageEvent<Ask>) => {
  clearTimeout(quiet)
  void held
    .then(() => answer(data))
    .then((given) => self.postMessage(given))
    .then(goOn)
}

/** Milliseconds after which questions get their turn. */
const SLICE = 20
/** Milliseconds without a question after which nobody seems to be about to ask: the screen draws what it got in less. */
const QUIET = 400
/** Milliseconds between two pieces of news about how far something is. */
const BETWEEN_NEWS = 100

// A message to oneself comes after the questions that wait; timers would make each slice wait for some milliseconds more.
const turns = new MessageChannel()
let isAtWork = false
let quiet: ReturnType<typeof setTimeout> | undefined
let toldAt = 0
turns.port1.onmessage = () => workOn(false)

function goOn(): void {
  if (isAtWork) return
  isAtWork = true
  turns.port2.postMessage(undefined)
}

function workOn(isQuiet: boolean): void {
  isAtWork = true
  const start = performance.now()
  const latest = new Map<string, News>()
  let done: readonly News[] | undefined = []
  while (done && performance.now() - start < SLICE) {
    done = engine.work(isQuiet)
    for (const news of done ?? []) latest.set(news.kind === 'read' ? news.exchange : news.kind, news)
  }
  for (const news of latest.values()) if (isDue(news)) self.postMessage({ id: NEWS, news })
  if (done) turns.port2.postMessage(undefined)
  else rest(isQuiet)
}

/** Nothing is left to do, but for what is done when nobody asks. */
function rest(wasQuiet: boolean): void {
  isAtWork = false
  clearTimeout(quiet)
  if (!wasQuiet) quiet = setTimeout(() => workOn(true), QUIET)
}

/** How far a reading is need not be told with each slice; that it is over must be. */
function isDue(news: News): boolean {
  if (news.kind !== 'read' || !news.progress) return true
  const now = performance.now()
  if (now - toldAt < BETWEEN_NEWS) return false
  toldAt = now
  return true
}

/** The core is total over what people paste, so an exception here is our own bug: told as a sentence, never swallowed. */
async function answer({ id, name, ask }: Ask): Promise<Answer> {
  try {
    return { id, ok: true, answer: await engine.answer(name, ask as never) }
  } catch (error) {
    return { id, ok: false, problem: `This is a bug of Interlinear: ${String(error)}` }
  }
}
