import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Input, Opened } from '../engine/answers/opened.ts'
import type { EngineClient } from '../engine/client.ts'

/** A second transcript, which is not shown by itself: what is open is compared with it. */
export interface Beside {
  readonly opened?: Opened
  readonly name?: string
  readonly isReading?: true
  /** Why it could not be read. */
  readonly problem?: string
}

export interface BesideStore extends StoreApi<Beside> {
  open(input: Input): Promise<boolean>
  forget(): void
}

export function createBeside(engine: EngineClient): BesideStore {
  const store = createStore<Beside>(() => ({}))
  return Object.assign(store, {
    async open(input: Input) {
      store.setState({ isReading: true }, true)
      const content = input.content
      const moved = content instanceof ArrayBuffer ? [content] : []
      const answer = await engine.ask('open', { inputs: [input] }, moved).catch((error: Error) => error)
      if (answer instanceof Error) store.setState({ problem: answer.message }, true)
      else if ('refused' in answer) store.setState({ problem: answer.refused.sentence }, true)
      else store.setState({ opened: answer, name: input.name ?? 'what you pasted' }, true)
      return store.getState().opened !== undefined
    },
    forget: () => store.setState({}, true),
  })
}
