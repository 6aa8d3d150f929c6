import type { Answer, Ask, AskName, Asks } from './protocol.ts'

/** The worker's door, typed: one question, one promised answer. */
export interface EngineClient {
  ask<N extends AskName>(name: N, ask: Asks[N]['ask'], transfer?: Transferable[]): Promise<Asks[N]['answer']>
}

/** What the client needs of a worker: tests give it less than a whole one. */
export type Door = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'>

interface Waiting {
  readonly name: AskName
  readonly resolve: (answer: never) => void
  readonly reject: (problem: Error) => void
}

const openDoor = (): Door =>
  new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'interlinear-engine' })

/** A worker that dies takes its questions with it: each is told so, and the next question starts a new one. */
export function createEngineClient(open: () => Door = openDoor): EngineClient {
  const waiting = new Map<number, Waiting>()
  let door: Door | undefined
  let lastId = 0

  const fall = (dead: Door, why: string) => {
    if (door !== dead) return
    dead.terminate()
    door = undefined
    const lost = [...waiting.values()]
    waiting.clear()
    for (const { reject } of lost) reject(new Error(why))
  }

  const start = (): Door => {
    const fresh = open()
    fresh.onmessage = ({ data }: MessageEvent<Answer>) => {
      const asked = waiting.get(data.id)
      waiting.delete(data.id)
      if (data.ok) asked?.resolve(data.answer as never)
      else asked?.reject(new Error(data.problem))
    }
    fresh.onerror = (event) => {
      event.preventDefault?.()
      fall(
        fresh,
        `The engine stopped${event.message ? ` (${event.message})` : ''}. It starts again with the next paste.`,
      )
    }
    fresh.onmessageerror = () =>
      fall(fresh, 'The engine gave an answer that could not be read. It starts again with the next paste.')
    return fresh
  }

  return {
    ask(name, ask, transfer = []) {
      return new Promise((resolve, reject) => {
        const id = ++lastId
        door ??= start()
        waiting.set(id, { name, resolve: resolve as (answer: never) => void, reject })
        door.postMessage({ id, name, ask } as Ask, transfer)
      })
    },
  }
}
