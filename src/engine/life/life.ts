import type { Answer, Ask, AskName, News } from '../protocol.ts'
import { NEWS } from '../protocol.ts'
import { HOLDS, watchLifeline } from './lifeline.ts'
import type { Recipe } from './recipes.ts'

/** What is needed of a worker: tests give less than a whole one. */
export type Door = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'>

/** A question that waits for its answer. */
export interface Waiting {
  readonly name: AskName
  readonly ask: object
  readonly recipe: Recipe
  readonly resolve: (answer: never) => void
  readonly reject: (problem: Error) => void
}

interface Watch {
  /** An answer came, or a question went out: the clock of who waits starts anew. */
  onTurn(): void
  onAnswer(asked: Waiting, answer: Answer): void
  onNews(news: News): void
  /** It is dead; `why` in its own words, or none. */
  onDeath(why: string): void
}

/** What no question asked for. */
type Told = { readonly id: typeof HOLDS } | { readonly id: typeof NEWS; readonly news: News }

/** One life of the worker, from its start to its death. */
export class Life {
  /** In the order in which they were asked. */
  readonly waiting = new Map<number, Waiting>()
  /** The keys of what it has open, and of what it is opening. */
  readonly open = new Set<string>()
  readonly opening = new Map<string, Promise<void>>()
  private readonly door: Door
  private readonly watch: Watch
  private lastId = HOLDS
  private unwatch = () => {}

  constructor(openDoor: (name: string) => Door, watch: Watch) {
    const name = `interlinear-engine-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
    this.watch = watch
    this.door = openDoor(name)
    this.door.onmessage = ({ data }: MessageEvent<Answer | Told>) => {
      if ('ok' in data) this.take(data)
      else if (data.id === NEWS) watch.onNews(data.news)
      else this.unwatch = watchLifeline(name, () => watch.onDeath(''))
    }
    this.door.onerror = (event) => {
      event.preventDefault?.()
      watch.onDeath(event.message ?? '')
    }
    this.door.onmessageerror = () => watch.onDeath('its answer could not be read')
  }

  post(one: Waiting, transfer: Transferable[] = []): void {
    const id = ++this.lastId
    this.waiting.set(id, one)
    this.door.postMessage({ id, name: one.name, ask: one.ask } as Ask, transfer)
    if (this.waiting.size === 1) this.watch.onTurn()
  }

  end(): void {
    this.unwatch()
    this.door.terminate()
  }

  private take(answer: Answer): void {
    const asked = this.waiting.get(answer.id)
    this.waiting.delete(answer.id)
    this.watch.onTurn()
    if (asked) this.watch.onAnswer(asked, answer)
  }
}
