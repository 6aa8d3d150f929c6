import type { Door, Waiting } from './life/life.ts'
import { Life } from './life/life.ts'
import type { Recipe } from './life/recipes.ts'
import { keyIn, openedIn, recipeFor, sentenceOfDeath } from './life/recipes.ts'
import type { Answer, AskName, Asks, News } from './protocol.ts'

/** The worker's door, typed: one question, one promised answer. */
export interface EngineClient {
  ask<N extends AskName>(name: N, ask: Asks[N]['ask'], transfer?: Transferable[]): Promise<Asks[N]['answer']>
}

/** What the worker goes through, for who tells it to people. */
export type EngineEvent =
  /** It died, and with it the answer to the one question that it was at. */
  | { readonly kind: 'lost'; readonly sentence: string }
  /** It has been at one question for long. */
  | { readonly kind: 'slow'; readonly seconds: number }
  /** It has answered after all. */
  | { readonly kind: 'free' }
  | News

/** A client whose worker can be watched, and stopped by hand. */
export interface WatchedClient extends EngineClient {
  watch(listener: (event: EngineEvent) => void): void
  stop(): void
}

/** After so long one is asked whether to go on waiting. Milliseconds. */
const PATIENCE = 20_000

/** What the screen may still be asking about while an edit takes the place of another. */
const KEPT_EDITS = 3

const NOT_AGAIN = 'The engine was started again and could not open this transcript once more: open it anew.'

const openDoor = (name: string): Door =>
  new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name })

/**
 * A worker that dies takes one question with it: the one that it was at. Another is started; it opens again what was open as
 * soon as something is asked of that, and gets the other questions anew. Each death answers one question, so this ends.
 */
export const createEngineClient = (open: (name: string) => Door = openDoor): WatchedClient => new Client(open)

class Client implements WatchedClient {
  private readonly openDoor: (name: string) => Door
  private readonly listeners: ((event: EngineEvent) => void)[] = []
  /** How each transcript was opened, by its key. */
  private readonly recipes = new Map<string, Recipe>()
  private life: Life | undefined
  private patience: ReturnType<typeof setTimeout> | undefined
  private isSlow = false

  constructor(openDoor: (name: string) => Door) {
    this.openDoor = openDoor
  }

  ask<N extends AskName>(
    name: N,
    ask: Asks[N]['ask'],
    transfer: Transferable[] = [],
  ): Promise<Asks[N]['answer']> {
    return new Promise((resolve, reject) => {
      const recipe = recipeFor(name, ask)
      this.send({ name, ask, recipe, resolve: resolve as (answer: never) => void, reject }, transfer)
    })
  }

  watch(listener: (event: EngineEvent) => void): void {
    this.listeners.push(listener)
  }

  stop(): void {
    if (this.life) this.fall(this.life, 'You stopped it')
  }

  private tell(event: EngineEvent): void {
    for (const listener of this.listeners) listener(event)
  }

  private start(): Life {
    const life: Life = new Life(this.openDoor, {
      onTurn: () => this.watchClock(),
      onAnswer: (asked, answer) => this.take(life, asked, answer),
      onNews: (news) => this.tell(news),
      onDeath: (why) => this.fall(life, why),
    })
    return life
  }

  private send(one: Waiting, transfer: Transferable[] = []): void {
    this.life ??= this.start()
    const { life } = this
    const key = keyIn(one.ask)
    const recipe = key === undefined ? undefined : this.recipes.get(key)
    if (key === undefined || !recipe || life.open.has(key)) life.post(one, transfer)
    else
      this.reopen(life, key, recipe).then(
        () => this.send(one, transfer),
        (error: Error) => one.reject(error),
      )
  }

  /** Opens in this life what an earlier one had open. */
  private reopen(life: Life, key: string, recipe: Recipe): Promise<void> {
    const underWay = life.opening.get(key)
    if (underWay) return underWay
    const opening = recipe().then(
      ({ name, ask, transfer }) =>
        new Promise<void>((resolve, reject) => {
          const judge = (answer: unknown) =>
            openedIn(answer) === key ? resolve() : reject(new Error(NOT_AGAIN))
          this.send({ name, ask, recipe, resolve: judge, reject }, transfer)
        }),
    )
    life.opening.set(key, opening)
    // What stopped the engine when it was opened again would stop it each time.
    opening.catch((error: Error) => this.recipes.set(key, () => Promise.reject(error)))
    return opening
  }

  private take(life: Life, asked: Waiting, answer: Answer): void {
    if (answer.ok) {
      const key = openedIn(answer.answer)
      if (key !== undefined) {
        this.recipes.set(key, asked.recipe)
        this.forgetEdits(key)
        life.open.add(key)
      }
      asked.resolve(answer.answer as never)
    } else asked.reject(new Error(answer.problem))
  }

  /** Each edit carries its whole text: of those of one transcript, only the latest may be wanted again. */
  private forgetEdits(latest: string): void {
    const [original, edit] = latest.split('~')
    if (edit === undefined) return
    const others = [...this.recipes.keys()].filter((key) => key.startsWith(`${original}~`) && key !== latest)
    for (const key of others.slice(0, -KEPT_EDITS)) this.recipes.delete(key)
  }

  private fall(dead: Life, why: string): void {
    if (this.life !== dead) return
    dead.end()
    this.life = undefined
    this.watchClock()
    const [atWork, ...others] = dead.waiting.values()
    const sentence = sentenceOfDeath(atWork?.name, why)
    this.tell({ kind: 'lost', sentence })
    atWork?.reject(new Error(sentence))
    for (const one of others) this.sendAgain(one)
  }

  private sendAgain(one: Waiting): void {
    one.recipe().then(
      ({ ask, transfer }) => this.send({ ...one, ask }, transfer),
      (error: Error) => one.reject(error),
    )
  }

  /** The clock runs for the question that is worked at, and starts anew with each answer. */
  private watchClock(): void {
    clearTimeout(this.patience)
    if (this.isSlow) this.tell({ kind: 'free' })
    this.isSlow = false
    if (!this.life || this.life.waiting.size === 0) return
    this.patience = setTimeout(() => {
      this.isSlow = true
      this.tell({ kind: 'slow', seconds: PATIENCE / 1_000 })
    }, PATIENCE)
  }
}
