/// <reference lib="webworker" />
// The worker's thread: takes a question, posts its answer. What there is to know stands in engine.ts.
import { createEngine } from './engine.ts'
import { HOLDS, holdLifeline } from './lifeline.ts'
import type { Answer, Ask } from './protocol.ts'

declare const self: DedicatedWorkerGlobalScope

const engine = createEngine()

/** No question is begun before its loss would be noticed. */
const held = holdLifeline(self.name, () => self.postMessage({ id: HOLDS }))

self.onmessage = ({ data }: MessageEvent<Ask>) => {
  void held.then(() => answer(data)).then((given) => self.postMessage(given))
}

/** The core is total over what people paste, so an exception here is our own bug: told as a sentence, never swallowed. */
async function answer({ id, name, ask }: Ask): Promise<Answer> {
  try {
    return { id, ok: true, answer: await engine.answer(name, ask as never) }
  } catch (error) {
    return { id, ok: false, problem: `This is a bug of Interlinear: ${String(error)}` }
  }
}
