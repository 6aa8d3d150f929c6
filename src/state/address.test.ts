import { describe, expect, it } from 'vitest'
import type { Address } from './address.ts'
import { createAddress, formatAddress, parseAddress } from './address.ts'
import { memoryBar } from './memory-bar.ts'

const ADDRESSES: readonly Address[] = [
  { origin: { kind: 'library' }, view: {} },
  {
    origin: { kind: 'sample', id: 'litellm-25836' },
    view: { exchange: 'x1', tab: 'events', row: 5, problem: 0 },
  },
  { origin: { kind: 'local', key: '1sun441cd5ib7' }, view: { exchange: 'x2', tab: 'source' } },
  {
    origin: { kind: 'link', fragment: 'v1.gemini.KvDoIMOd_MDp-zQ' },
    view: { exchange: 'x1', tab: 'request' },
  },
  {
    origin: { kind: 'sample', id: 'litellm-25836' },
    view: { exchange: 'x1', tab: 'request', row: 0, search: 'a&b=c', filter: "part:tool-call 'two words'" },
  },
  { origin: { kind: 'local', key: 'k' }, view: { exchange: 'x1', tab: 'source', row: 3 } },
  { origin: { kind: 'sample', id: 's' }, view: { exchange: 'x1', tab: 'source' }, edit: 'KvDoIM_-' },
  { origin: { kind: 'rules' }, view: {} },
  { origin: { kind: 'rule', id: 'TOOL_ARGS_LOST' }, view: {} },
  { origin: { kind: 'example', rule: 'EMPTY_ID', index: 2 }, view: { exchange: 'x1', panel: 'pairing' } },
]

describe('the fragment', () => {
  it.each(ADDRESSES)('comes home: $origin.kind', (address) => {
    expect(parseAddress(`#${formatAddress(address)}`)).toEqual(address)
  })

  it.each([
    '#',
    '',
    '#&',
    '#&&at=',
    '#sample=../../etc',
    '#v1',
    '#%',
    '#at=x1',
    '#v1.a.b&at=x1.nonsense.-3&problem=9e9',
  ])('is read without a throw: %j', (hash) => {
    const { view } = parseAddress(hash)
    expect(view.tab).toBeUndefined()
    expect(view.row).toBeUndefined()
    expect(view.problem).toBeUndefined()
  })
})

it('names rows by their handles, and still reads addresses that did not', () => {
  const at = { exchange: 'x1', tab: 'events', row: 3 } as const
  expect(formatAddress({ origin: { kind: 'sample', id: 's' }, view: at })).toBe('sample=s&at=x1.e4')
  expect(parseAddress('#sample=s&at=x1.events.3').view).toEqual(at)
  expect(parseAddress('#sample=s&at=p2').view).toEqual({ problem: 1 })
})

describe('Back', () => {
  it('leads from tab to tab, past rows, and out of the transcript', () => {
    const bar = memoryBar()
    const address = createAddress(bar)
    address.open({ kind: 'local', key: 'k' }, { exchange: 'x1', tab: 'events' })
    address.move({ exchange: 'x1', tab: 'events', row: 1 })
    address.move({ exchange: 'x1', tab: 'events', row: 2 })
    address.move({ exchange: 'x1', tab: 'source', row: 2 })
    bar.back()
    expect(address.getState().view).toEqual({ exchange: 'x1', tab: 'events', row: 2 })
    bar.back()
    expect(address.getState()).toEqual({ origin: { kind: 'library' }, view: {} })
  })

  it('leads from filter to filter, which stays from row to row', () => {
    const bar = memoryBar()
    const address = createAddress(bar)
    address.open({ kind: 'local', key: 'k' }, { exchange: 'x1', tab: 'events' })
    address.seek({ filter: 'lost' })
    address.move({ exchange: 'x1', tab: 'events', row: 1 })
    expect(address.getState().view.filter).toBe('lost')
    address.seek({ filter: '' })
    expect(address.getState().view).toEqual({ exchange: 'x1', tab: 'events', row: 1 })
    bar.back()
    expect(address.getState().view.filter).toBe('lost')
    bar.back()
    expect(address.getState().view).toEqual({ exchange: 'x1', tab: 'events' })
  })
})

describe('an edit', () => {
  const SAMPLE = { kind: 'sample', id: 's' } as const
  const start = () => {
    const bar = memoryBar()
    const address = createAddress(bar)
    address.open(SAMPLE, { exchange: 'x1', tab: 'source' })
    return { bar, address, shown: () => bar.trail.at(-1) }
  }

  it('is in the address wherever one goes in what was edited, and nowhere else', () => {
    const { address, shown } = start()
    address.hold(SAMPLE, 'E')
    expect(shown()).toBe('sample=s&at=x1.source&edit=E')
    address.move({ exchange: 'x1', tab: 'assembled' })
    expect(shown()).toBe('sample=s&at=x1.assembled&edit=E')
    address.open({ kind: 'sample', id: 'other' })
    expect(shown()).toBe('sample=other')
    address.open(SAMPLE)
    expect(shown()).toBe('sample=s&edit=E')
    address.hold(SAMPLE, undefined)
    expect(shown()).toBe('sample=s')
  })

  it('is not taken back by Back, which leads to the place with what is written by now', () => {
    const { bar, address, shown } = start()
    address.move({ exchange: 'x1', tab: 'assembled' })
    address.hold(SAMPLE, 'E')
    bar.back()
    expect(address.getState()).toEqual({ origin: SAMPLE, view: { exchange: 'x1', tab: 'source' }, edit: 'E' })
    expect(shown()).toBe('sample=s&at=x1.source&edit=E')
    expect(address.wished()).toBeUndefined()
  })

  it('is a wish where somebody follows an address that holds another', () => {
    const { bar, address } = start()
    address.hold(SAMPLE, 'E')
    bar.follow('sample=s&at=x1.source&edit=F')
    expect(address.wished()).toBe('F')
    address.hold(SAMPLE, 'F')
    expect(address.wished()).toBeUndefined()
  })
})
