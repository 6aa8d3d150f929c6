import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Input, Opened } from '../engine/answers/opened.ts'
import type { EngineClient } from '../engine/client.ts'
import type { View } from '../engine/view.ts'
import type { Address, AddressStore, Origin } from './address.ts'
import { formatOrigin } from './address.ts'
import type { Resumed } from './editing/edits.ts'
import type { Kept } from './keeping/recents.ts'
import { fetchOrigin, isPage, linkIn, openGiven, restore } from './origins.ts'
import type { Refusal } from './refusal.ts'
import { refuse } from './refusal.ts'

interface Session {
  /** What was opened in this tab, by formatted origin: Back finds it again. */
  readonly opened: Readonly<Record<string, Opened>>
  /** What is being read just now. */
  readonly reading?: string
  readonly refusal?: Refusal
}

export interface SessionStore extends StoreApi<Session> {
  openInputs(inputs: readonly Input[]): Promise<void>
  /** Opens what the address says, where it is not open yet. */
  arrive(): Promise<void>
  /** Brings the eye to what an address means that was written over another one of what is open. */
  follow(before: Address): Promise<void>
  dismiss(): void
  /** What the rules found in what was opened before they came to it. */
  judged(opened: Opened): void
  /** Puts in the place of what is open there what became of it by hand. */
  show(origin: string, opened: Opened): void
}

/** What is to be done with what was opened; or why nothing was. */
type Outcome = (() => void) | Refusal

const WHAT_IS_READ: Readonly<Partial<Record<Origin['kind'], string>>> = {
  link: 'the link',
  local: 'what is kept here',
}

interface Surroundings {
  readonly engine: EngineClient
  readonly address: AddressStore
  /** What was opened in this browser before, and is kept there. */
  kept(key: string): Promise<Kept | undefined>
  /** What was written over what was opened, as the address and this browser hold it. */
  resume(at: Address, opened: Opened): Promise<Resumed>
}

export function createSession(around: Surroundings): SessionStore {
  const { engine, address } = around
  /** What the rules said in the end, by key. */
  const verdicts = new Map<string, Opened>()
  const store = createStore<Session>(() => ({ opened: {} }))
  const { grant, dismiss } = createGranting(store)

  const keep = (origin: Origin, opened: Opened) =>
    store.setState((before) => ({ opened: { ...before.opened, [formatOrigin(origin)]: opened } }))

  async function readOrigin(at: Address): Promise<Outcome> {
    const { origin } = at
    const found = await openAgain(around, at)
    if ('sentence' in found) return found
    const { opened, settle } = found
    const wished = await placeOf(engine, opened, address.getState().view)
    return () => {
      keep(origin, opened)
      settle(formatOrigin(origin))
      const here = address.getState()
      if (formatOrigin(here.origin) === formatOrigin(origin)) address.move(wished ?? here.view)
    }
  }

  /** A link that is pasted goes where it would lead in the address bar, also when it did not open there before. */
  function openLink(fragment: string): Promise<void> {
    const origin: Origin = { kind: 'link', fragment }
    if (formatOrigin(address.getState().origin) !== fragment) address.open(origin)
    return grant('the link', () => readOrigin({ origin, view: {} }))
  }

  return Object.assign(store, {
    async openInputs(inputs: readonly Input[]) {
      const fragment = inputs.length === 1 ? linkIn(inputs[0]?.content) : undefined
      if (fragment !== undefined) return openLink(fragment)
      return grant(describeInputs(inputs), async () => {
        const opened = await openGiven(engine, inputs)
        if ('sentence' in opened) return opened
        return () => {
          const origin: Origin = { kind: 'local', key: opened.key }
          keep(origin, opened)
          address.open(origin, opened.view)
        }
      })
    },
    async arrive() {
      const here = address.getState()
      const { origin } = here
      if (isPage(origin) || store.getState().opened[formatOrigin(origin)]) return dismiss()
      await grant(WHAT_IS_READ[origin.kind] ?? 'the case', () => readOrigin(here))
    },
    async follow(before: Address) {
      const here = address.getState()
      const opened = store.getState().opened[formatOrigin(here.origin)]
      if (!opened || formatOrigin(here.origin) !== formatOrigin(before.origin)) return
      const wished = await placeOf(engine, opened, meantBy(here.view, before.view))
      if (!wished || address.getState() !== here) return
      const { exchange: _, tab: __, row: ___, problem: ____, ...around } = here.view
      address.settle({ ...around, ...wished })
    },
    dismiss,
    judged(judged: Opened) {
      verdicts.set(judged.key, judged)
      const { opened } = store.getState()
      const fresh = judgedIn(opened, judged)
      if (fresh.length > 0) store.setState({ opened: { ...opened, ...Object.fromEntries(fresh) } })
    },
    show(origin: string, opened: Opened) {
      // It may have been judged while something else was shown in its place.
      const verdict = opened.isJudging ? verdicts.get(opened.key) : undefined
      const shown = verdict ? { ...verdict, view: opened.view } : opened
      store.setState((before) => ({ ...before, opened: { ...before.opened, [origin]: shown } }), true)
    },
  })
}

/** What an address says is open, with what was written over it. */
async function openAgain({ engine, kept, resume }: Surroundings, at: Address): Promise<Resumed | Refusal> {
  const { origin } = at
  const original = await (origin.kind === 'local'
    ? restore(engine, await kept(origin.key))
    : fetchOrigin(engine, origin))
  return 'sentence' in original ? original : resume(at, original)
}

/** Opens what a wish gives. Only the latest is granted: a slow one that comes in late changes nothing. */
function createGranting(store: StoreApi<Session>) {
  let latest = 0
  return {
    async grant(what: string, work: () => Promise<Outcome>): Promise<void> {
      const turn = ++latest
      store.setState(({ opened }) => ({ opened, reading: what }), true)
      const outcome = await work().catch((error: Error) => refuse(error.message))
      if (turn !== latest) return
      if (typeof outcome === 'function') {
        store.setState(({ opened }) => ({ opened }), true)
        outcome()
      } else store.setState(({ opened }) => ({ opened, refusal: outcome }), true)
    },
    dismiss() {
      latest++
      store.setState(({ opened }) => ({ opened }), true)
    },
  }
}

/** What was waiting for this verdict, with it, by formatted origin. Nobody is led away from where the eye is by now. */
const judgedIn = (opened: Session['opened'], judged: Opened): readonly (readonly [string, Opened])[] =>
  Object.entries(opened)
    .filter(([, one]) => one.key === judged.key && one.isJudging)
    .map(([origin, { view }]) => [origin, { ...judged, view }])

/** Where an address leads that names no row: to its finding; else, where it names no exchange, to where one begins. */
async function placeOf(engine: EngineClient, opened: Opened, view: View): Promise<View | undefined> {
  const { problem, row, exchange, tab } = view
  if (row !== undefined) return undefined
  const isOfRows = tab === undefined || tab === 'request' || tab === 'events'
  if (isOfRows && problem !== undefined && problem < opened.findings.length)
    return engine.ask('locate', { key: opened.key, problem, place: 0 })
  return exchange === undefined ? opened.view : undefined
}

/** Who writes another finding into an address, and leaves the place of the one before, means the finding. */
function meantBy(view: View, before: View): View {
  const { row, ...rest } = view
  const isElsewhere = row !== before.row || view.exchange !== before.exchange || view.tab !== before.tab
  return view.problem === undefined || view.problem === before.problem || isElsewhere ? view : rest
}

const describeInputs = (inputs: readonly Input[]): string =>
  inputs.map(({ name }) => name ?? 'what you pasted').join(', ')
