import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Panel, Tab, View } from '../engine/view.ts'
import { parseHandle, rowHandle } from '../transcript/handle.ts'

/** Where the transcript on the screen comes from. A local one lives in this tab only. */
export type Origin =
  | { readonly kind: 'library' }
  | { readonly kind: 'local'; readonly key: string }
  | { readonly kind: 'sample'; readonly id: string }
  | { readonly kind: 'link'; readonly fragment: string }
  /** The page of one rule, or the list of all. */
  | { readonly kind: 'rules' }
  | { readonly kind: 'rule'; readonly id: string }
  /** One of a rule's own captures, from 0. */
  | { readonly kind: 'example'; readonly rule: string; readonly index: number }

export interface Address {
  readonly origin: Origin
  readonly view: View
  /** What a person wrote over it, packed by the worker. */
  readonly edit?: string
}

const TABS: readonly string[] = [
  'request',
  'events',
  'assembled',
  'client',
  'source',
  'headers',
] satisfies Tab[]
const PANELS: readonly string[] = [
  'problems',
  'sides',
  'difference',
  'pairing',
  'chain',
  'bytes',
  'notes',
] satisfies Panel[]

/**
 * The fragment: first what is open, then where the screen stands.
 *
 *     #v1.eJxT…&at=x2.e4&problem=0&filter=lost
 *     #sample=gemini-args-lost&at=x1.events
 *     #sample=litellm-25836&at=x1.e6&edit=KvDoIMOd
 *     #rule=TOOL_ARGS_LOST
 */
export function parseAddress(hash: string): Address {
  const [first = '', ...rest] = hash.replace(/^#/, '').split('&')
  const origin = parseOrigin(first)
  const fields = new URLSearchParams(rest.join('&'))
  const search = fields.get('search')
  const filter = fields.get('filter')
  const problem = fields.get('problem')
  const panel = fields.get('panel') ?? ''
  const edit = fields.get('edit')
  return {
    origin,
    view: {
      ...parsePlace(fields.get('at') ?? ''),
      ...(problem && /^\d{1,6}$/.test(problem) ? { problem: Number(problem) } : {}),
      ...(PANELS.includes(panel) ? { panel: panel as Panel } : {}),
      ...(search ? { search } : {}),
      ...(filter ? { filter } : {}),
    },
    ...(edit ? { edit } : {}),
  }
}

/** A handle of a row (`x1.e4`) or a finding (`p2`), or an exchange with its tab; `x1.events.3`, with the row from 0, stands in older addresses. */
function parsePlace(at: string): View {
  const handle = parseHandle(at)
  if (handle?.kind === 'event' || handle?.kind === 'entry')
    return {
      exchange: handle.exchange,
      tab: handle.kind === 'entry' ? 'request' : 'events',
      row: handle.number - 1,
    }
  if (handle?.kind === 'finding') return { problem: handle.number - 1 }
  const [exchange, tab, row] = at.split('.')
  return {
    ...(exchange ? { exchange } : {}),
    ...(tab && TABS.includes(tab) ? { tab: tab as Tab } : {}),
    ...(row && /^\d{1,9}$/.test(row) ? { row: Number(row) } : {}),
  }
}

function formatPlace({ exchange, tab, row }: View): string {
  const half = tab === 'request' ? 'request' : 'reply'
  return exchange !== undefined && row !== undefined && (tab === 'request' || tab === 'events')
    ? rowHandle(exchange, half, row)
    : [exchange, tab, row].filter((step) => step !== undefined).join('.')
}

function parseOrigin(text: string): Origin {
  const [name, value = ''] = text.split('=')
  if (name === 'sample' && /^[\w.-]+$/.test(value)) return { kind: 'sample', id: value }
  if (text === 'rules') return { kind: 'rules' }
  if (name === 'rule' && /^\w+$/.test(value)) return { kind: 'rule', id: value }
  const example = name === 'example' ? /^(\w+)\.(\d{1,3})$/.exec(value) : null
  if (example) return { kind: 'example', rule: example[1] ?? '', index: Number(example[2]) }
  if (name === 'local' && /^\w+$/.test(value)) return { kind: 'local', key: value }
  // Anything else that is no empty address is taken for a link, so that a broken one is told and not passed over.
  return text === '' ? { kind: 'library' } : { kind: 'link', fragment: text }
}

export function formatAddress({ origin, view, edit }: Address): string {
  return [
    formatOrigin(origin),
    ...(view.exchange ? [`at=${formatPlace(view)}`] : []),
    ...(view.problem === undefined ? [] : [`problem=${view.problem}`]),
    ...(view.panel === undefined ? [] : [`panel=${view.panel}`]),
    ...(view.search ? [`search=${encodeURIComponent(view.search)}`] : []),
    ...(view.filter ? [`filter=${encodeURIComponent(view.filter)}`] : []),
    ...(edit ? [`edit=${encodeURIComponent(edit)}`] : []),
  ].join('&')
}

export function formatOrigin(origin: Origin): string {
  if (origin.kind === 'library') return ''
  if (origin.kind === 'link') return origin.fragment
  if (origin.kind === 'rules') return 'rules'
  if (origin.kind === 'rule') return `rule=${origin.id}`
  if (origin.kind === 'example') return `example=${origin.rule}.${origin.index}`
  return origin.kind === 'sample' ? `sample=${origin.id}` : `local=${origin.key}`
}

/** What the browser gives: its bar and its Back. Tests give their own. */
export interface Bar {
  read(): string
  write(hash: string, step: 'push' | 'replace'): void
  /** `isOurs`: what stands in the bar by now was written here, and not typed or followed. */
  onMove(listener: (isOurs: boolean) => void): void
}

/** Tells the places of the browser's trail that were written here. */
const OURS = 'interlinear'

export const browserBar = (): Bar => ({
  read: () => location.hash,
  write: (hash, step) => history[step === 'push' ? 'pushState' : 'replaceState'](OURS, '', `#${hash}`),
  onMove: (listener) => addEventListener('popstate', ({ state }) => listener(state === OURS)),
})

const stays = ({ panel, search, filter }: View): View => ({
  ...(panel === undefined ? {} : { panel }),
  ...(search === undefined ? {} : { search }),
  ...(filter === undefined ? {} : { filter }),
})

export interface AddressStore extends StoreApi<Address> {
  /** Goes to another origin; Back leads here again. */
  open(origin: Origin, view?: View): void
  /** Moves within what is open. Walking rows leaves no trail; changing place does. The dock, the search and the filter stay as they are. */
  move(view: View): void
  /** The same, to what was seen before with all that stood around it: nothing of what is seen now stays. */
  restore(view: View): void
  /** Another search or filter of the rows; empty: none. */
  seek(wishes: Pick<View, 'search' | 'filter'>, step?: 'push' | 'replace'): void
  /** The same place, under another name: leaves no trail. */
  settle(view: View): void
  /** What a person wrote over it by now: wherever one goes in it, Back as well, the address says so. */
  hold(origin: Origin, edit: string | undefined): void
  /** An edit that the address came with, and that is none of those that are held. */
  wished(): string | undefined
  /** Hears of an address that was typed, or of a link that was followed, where this document was open already. */
  onFollow(listener: (before: Address) => void): void
}

export function createAddress(bar: Bar): AddressStore {
  const store = createStore<Address>(() => parseAddress(bar.read()))
  /** By formatted origin. */
  const held = new Map<string, string | undefined>()
  const followers: ((before: Address) => void)[] = []
  const withHeld = ({ origin, view }: Address): Address => {
    const edit = held.get(formatOrigin(origin))
    return { origin, view, ...(edit === undefined ? {} : { edit }) }
  }
  const go = (to: Address, step: 'push' | 'replace') => {
    const next = withHeld(to)
    bar.write(formatAddress(next), step)
    store.setState(next, true)
  }
  bar.onMove((isOurs) => {
    const [there, before] = [parseAddress(bar.read()), store.getState()]
    // An edit is no place: going back does not take it back.
    const isOutdated = isOurs && held.has(formatOrigin(there.origin)) && withHeld(there).edit !== there.edit
    if (isOutdated) go(there, 'replace')
    else store.setState(there, true)
    if (!isOurs) for (const listener of followers) listener(before)
  })
  const goWithin = (view: View, step: 'push' | 'replace') => {
    const { origin, view: before } = store.getState()
    if (formatAddress({ origin, view }) !== formatAddress({ origin, view: before }))
      go({ origin, view }, step)
  }
  return Object.assign(store, {
    open: (origin: Origin, view: View = {}) => go({ origin, view }, 'push'),
    seek(wishes: Pick<View, 'search' | 'filter'>, step: 'push' | 'replace' = 'push') {
      const { view: before } = store.getState()
      const view = Object.fromEntries(
        Object.entries({ ...before, ...wishes }).filter(([, value]) => value !== ''),
      ) as View
      goWithin(view, step)
    },
    settle: (view: View) => goWithin(view, 'replace'),
    hold(origin: Origin, edit: string | undefined) {
      held.set(formatOrigin(origin), edit)
      const here = store.getState()
      const isHere = formatOrigin(here.origin) === formatOrigin(origin)
      if (isHere && here.edit !== edit) go(here, 'replace')
    },
    wished() {
      const { origin, edit } = store.getState()
      return edit !== held.get(formatOrigin(origin)) ? edit : undefined
    },
    onFollow: (listener: (before: Address) => void) => void followers.push(listener),
    // What the dock shows and what is looked for stays as it is, wherever one looks.
    move: (to: View) => moveTo({ ...stays(store.getState().view), ...to }),
    restore: (view: View) => moveTo(view),
  })

  function moveTo(view: View): void {
    const { origin, view: before } = store.getState()
    // The first place in a transcript is no step of its own: Back must leave the transcript.
    const isStep =
      before.exchange !== undefined && (before.exchange !== view.exchange || before.tab !== view.tab)
    go({ origin, view }, isStep ? 'push' : 'replace')
  }
}
