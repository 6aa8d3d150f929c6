import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Input, Opened } from '../engine/answers/opened.ts'
import type { EngineClient } from '../engine/client.ts'
import type { View } from '../engine/view.ts'
import type { Report } from '../imports/report.ts'
import type { Address, AddressStore, Origin } from './address.ts'
import { formatOrigin } from './address.ts'
import type { Resumed } from './edits.ts'
import type { Kept } from './recents.ts'
import { fetchSample } from './samples.ts'
import { maskedLine } from './shelf.ts'

/** Why what was given could not be opened, with what was given, for a person to mend and try again. */
export interface Refusal {
  readonly sentence: string
  readonly reasons: readonly string[]
  readonly notes: Report['notes']
  readonly head: string
  /** How much stands behind the head, not shown: characters of a text, bytes of a file. */
  readonly rest: number
  /** What stands behind the head of a pasted text; none of a file. */
  readonly tail?: string
}

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
  dismiss(): void
  /** What the rules found in what was opened before they came to it. */
  judged(opened: Opened): void
  /** Puts in the place of what is open there what became of it by hand. */
  show(origin: string, opened: Opened): void
}

const NO_NOTES: Report['notes'] = []
const GONE =
  'This address points into a transcript that was open in another tab or before a reload, and this browser has not kept it: paste it again. The library keeps what you open, if you say so there; “Share” makes an address that holds the transcript itself.'

const WHAT_IS_READ: Readonly<Partial<Record<Origin['kind'], string>>> = {
  link: 'the link',
  local: 'what is kept here',
}

const refuse = (sentence: string, head = '', reasons: readonly string[] = []): Refusal => ({
  sentence,
  reasons,
  notes: NO_NOTES,
  head,
  rest: 0,
})

interface Surroundings {
  readonly engine: EngineClient
  readonly address: AddressStore
  /** What was opened in this browser before, and is kept there. */
  kept(key: string): Promise<Kept | undefined>
  /** What was written over what was opened, as the address and this browser hold it. */
  resume(at: Address, opened: Opened): Promise<Resumed>
}

export function createSession({ engine, address, kept, resume }: Surroundings): SessionStore {
  /** What the rules said in the end, by key. */
  const verdicts = new Map<string, Opened>()
  const store = createStore<Session>(() => ({ opened: {} }))
  let latest = 0

  /** Only the latest wish is granted: a slow one that comes in late changes nothing. */
  async function attempt(what: string, work: () => Promise<(() => void) | Refusal>): Promise<void> {
    const turn = ++latest
    store.setState(({ opened }) => ({ opened, reading: what }), true)
    const outcome = await work().catch((error: Error) => refuse(error.message))
    if (turn !== latest) return
    if (typeof outcome === 'function') {
      store.setState(({ opened }) => ({ opened }), true)
      outcome()
    } else store.setState(({ opened }) => ({ opened, refusal: outcome }), true)
  }

  const dismiss = () => {
    latest++
    store.setState(({ opened }) => ({ opened }), true)
  }

  const keep = (origin: Origin, opened: Opened) =>
    store.setState((before) => ({ opened: { ...before.opened, [formatOrigin(origin)]: opened } }))

  async function readOrigin(at: Address): Promise<(() => void) | Refusal> {
    const { origin } = at
    const original = await (origin.kind === 'local'
      ? restore(engine, await kept(origin.key))
      : fetchOrigin(engine, origin))
    if ('sentence' in original) return original
    const { opened, settle } = await resume(at, original)
    const wished = await placeOf(engine, opened, address.getState().view)
    return () => {
      keep(origin, opened)
      settle(formatOrigin(origin))
      const here = address.getState()
      if (formatOrigin(here.origin) === formatOrigin(origin)) address.move(wished ?? here.view)
    }
  }

  /** A link that is pasted goes where it would lead in the address bar, also when it did not open there before. */
  function follow(fragment: string): Promise<void> {
    const origin: Origin = { kind: 'link', fragment }
    if (formatOrigin(address.getState().origin) !== fragment) address.open(origin)
    return attempt('the link', () => readOrigin({ origin, view: {} }))
  }

  return Object.assign(store, {
    async openInputs(inputs: readonly Input[]) {
      const fragment = inputs.length === 1 ? linkIn(inputs[0]?.content) : undefined
      if (fragment !== undefined) return follow(fragment)
      return attempt(describeInputs(inputs), async () => {
        const head =
          inputs.length === 1 && typeof inputs[0]?.content === 'string' ? inputs[0].content : undefined
        const buffers = inputs
          .map(({ content }) => content)
          .filter((content) => content instanceof ArrayBuffer)
        const answer = await engine.ask('open', { inputs }, buffers)
        if ('refused' in answer) {
          const { refused, ...shown } = answer
          const tail = head === undefined ? {} : { tail: head.slice(shown.head.length) }
          return {
            sentence: refused.sentence,
            reasons: refused.reasons,
            notes: refused.notes,
            ...shown,
            ...tail,
          }
        }
        return () => {
          const origin: Origin = { kind: 'local', key: answer.key }
          keep(origin, answer)
          address.open(origin, answer.view)
        }
      })
    },
    async arrive() {
      const here = address.getState()
      const { origin } = here
      if (isPage(origin) || store.getState().opened[formatOrigin(origin)]) return dismiss()
      await attempt(WHAT_IS_READ[origin.kind] ?? 'the case', () => readOrigin(here))
    },
    dismiss,
    judged(judged: Opened) {
      verdicts.set(judged.key, judged)
      const { opened } = store.getState()
      const known = Object.entries(opened).filter(([, one]) => one.key === judged.key && one.isJudging)
      if (known.length === 0) return
      // Nobody is led away from where the eye is by now.
      const fresh = known.map(([origin, { view }]) => [origin, { ...judged, view }] as const)
      store.setState({ opened: { ...opened, ...Object.fromEntries(fresh) } })
    },
    show(origin: string, opened: Opened) {
      // It may have been judged while something else was shown in its place.
      const verdict = opened.isJudging ? verdicts.get(opened.key) : undefined
      const shown = verdict ? { ...verdict, view: opened.view } : opened
      store.setState((before) => ({ ...before, opened: { ...before.opened, [origin]: shown } }), true)
    },
  })
}

/** Where an address leads that names no row: to its finding; else, where it names no exchange, to where one begins. */
async function placeOf(engine: EngineClient, opened: Opened, view: View): Promise<View | undefined> {
  const { problem, row, exchange, tab } = view
  if (row !== undefined) return undefined
  const isOfRows = tab === undefined || tab === 'request' || tab === 'events'
  if (isOfRows && problem !== undefined && problem < opened.findings.length)
    return engine.ask('locate', { key: opened.key, problem, place: 0 })
  return exchange === undefined ? opened.view : undefined
}

/** Where nothing is opened: a page to be read. */
export const isPage = (origin: Origin): origin is Extract<Origin, { kind: 'library' | 'rules' | 'rule' }> =>
  origin.kind === 'library' || origin.kind === 'rules' || origin.kind === 'rule'

/** As it was taken for when it was opened first; what stands masked in it is told. */
async function restore(engine: EngineClient, kept: Kept | undefined): Promise<Opened | Refusal> {
  if (!kept) return refuse(GONE)
  const { text, recent } = kept
  const opened = await engine.ask('restore', { text })
  if ('problem' in opened) return refuse(opened.problem, text.slice(0, SHOWN))
  const { sentence, reasons, masked } = recent
  const told = maskedLine(masked)
  return {
    ...opened,
    report: { ...opened.report, sentence, reasons },
    notes: told ? [...opened.notes, told] : opened.notes,
  }
}

/** Of a kept text that can no longer be read. Characters. */
const SHOWN = 100_000

async function fetchOrigin(engine: EngineClient, origin: Origin): Promise<Opened | Refusal> {
  if (isPage(origin) || origin.kind === 'local') return refuse(GONE)
  if (origin.kind === 'example') {
    const answer = await engine.ask('example', { rule: origin.rule, index: origin.index })
    return 'problem' in answer ? refuse(answer.problem) : answer
  }
  if (origin.kind === 'sample') {
    const transcript = await fetchSample(origin.id)
    return 'problem' in transcript ? refuse(transcript.problem) : engine.ask('sample', { transcript })
  }
  const answer = await engine.ask('follow', { fragment: origin.fragment })
  return 'problem' in answer ? refuse(answer.problem, origin.fragment) : answer
}

/** The fragment, where what was pasted is nothing but one of our links. */
function linkIn(content: string | ArrayBuffer | undefined): string | undefined {
  if (typeof content !== 'string' || content.length > LONGEST_LINK) return undefined
  return /^(?:https?:\/\/[^\s#]*#|#)?(v\d+\.[\w.-]+)$/.exec(content.trim())?.[1]
}

/** Beyond any link a browser opens; longer texts are not even looked at. */
const LONGEST_LINK = 2_000_000

const describeInputs = (inputs: readonly Input[]): string =>
  inputs.map(({ name }) => name ?? 'what you pasted').join(', ')
