import { expect, it, vi } from 'vitest'
import { createEngineClient } from './client.ts'
import type { Door } from './life/life.ts'
import type { Ask } from './protocol.ts'

/** A worker that is moved by hand. */
class Puppet implements Door {
  onmessage: Door['onmessage'] = null
  onerror: Door['onerror'] = null
  onmessageerror: Door['onmessageerror'] = null
  readonly asked: Ask[] = []
  isTerminated = false
  postMessage(ask: Ask): void {
    this.asked.push(ask)
  }
  terminate(): void {
    this.isTerminated = true
  }
  say(data: object): void {
    this.onmessage?.call(this as never, { data } as MessageEvent)
  }
  die(message: string): void {
    this.onerror?.call(this as never, { message, preventDefault() {} } as ErrorEvent)
  }
}

function stage() {
  const puppets: Puppet[] = []
  const client = createEngineClient(() => {
    const puppet = new Puppet()
    puppets.push(puppet)
    return puppet
  })
  return { puppets, client }
}

it('gives each question its own answer, in whatever order they come', async () => {
  const { puppets, client } = stage()
  const first = client.ask('masks', { key: 'a' })
  const second = client.ask('masks', { key: 'b' })
  const [one, two] = puppets[0]?.asked ?? []
  puppets[0]?.say({ id: two?.id, ok: true, answer: ['b'] })
  puppets[0]?.say({ id: one?.id, ok: true, answer: ['a'] })
  expect([await first, await second]).toEqual([['a'], ['b']])
  expect(puppets).toHaveLength(1)
})

it('tells a bug of the engine as a sentence', async () => {
  const { puppets, client } = stage()
  const question = client.ask('masks', { key: 'a' })
  puppets[0]?.say({ id: puppets[0].asked[0]?.id, ok: false, problem: 'This is a bug.' })
  await expect(question).rejects.toThrow('This is a bug.')
})

const opened = (key: string) => ({ key, exchanges: [] })
const answerTo = (puppet: Puppet | undefined, at: number, answer: unknown) =>
  puppet?.say({ id: puppet.asked[at]?.id, ok: true, answer })
const settled = () => new Promise((resolve) => setTimeout(resolve))

it('answers with the death what the worker was at, and asks the rest of another', async () => {
  const { puppets, client } = stage()
  const told: unknown[] = []
  client.watch((event) => told.push(event))
  const lost = client.ask('masks', { key: 'a' })
  const spared = client.ask('rules', {})
  puppets[0]?.die('out of memory')
  await expect(lost).rejects.toThrow(/stopped while it looked for keys\. Out of memory\./)
  expect(puppets[0]?.isTerminated).toBe(true)
  await settled()
  answerTo(puppets[1], 0, [])
  expect(await spared).toEqual([])
  expect(told).toEqual([{ kind: 'lost', sentence: expect.stringContaining('Out of memory') }])
})

it('opens again what was open before it asks about it', async () => {
  const { puppets, client } = stage()
  const file = new Blob(['bytes'])
  const opening = client.ask('open', { inputs: [{ content: await file.arrayBuffer(), file }] })
  answerTo(puppets[0], 0, opened('k'))
  await opening
  puppets[0]?.die('')
  const [one, two] = [client.ask('masks', { key: 'k' }), client.ask('chain', { key: 'k' })]
  await settled()
  expect(puppets[1]?.asked.map(({ name }) => name)).toEqual(['open'])
  expect(puppets[1]?.asked[0]?.ask).toMatchObject({ inputs: [{ content: await file.arrayBuffer() }] })
  answerTo(puppets[1], 0, opened('k'))
  await settled()
  expect(puppets[1]?.asked.map(({ name }) => name)).toEqual(['open', 'masks', 'chain'])
  answerTo(puppets[1], 1, ['m'])
  answerTo(puppets[1], 2, 'c')
  expect([await one, await two]).toEqual([['m'], 'c'])
})

it.each([
  ['kills the worker again', (puppet: Puppet | undefined) => puppet?.die('too much')],
  ['is refused', (puppet: Puppet | undefined) => answerTo(puppet, 0, { refused: {} })],
])('gives up a transcript whose opening %s', async (_, end) => {
  const { puppets, client } = stage()
  const opening = client.ask('open', { inputs: [{ content: '{}' }] })
  answerTo(puppets[0], 0, opened('k'))
  await opening
  puppets[0]?.die('')
  const question = client.ask('masks', { key: 'k' })
  const fails = expect(question).rejects.toThrow(/stopped|could not open/)
  await settled()
  end(puppets[1])
  await fails
  await expect(client.ask('masks', { key: 'k' })).rejects.toThrow(/stopped|could not open/)
  expect(puppets.flatMap(({ asked }) => asked)).toHaveLength(2)
})

it('asks for patience with a long answer, and can be stopped', async () => {
  vi.useFakeTimers()
  const { client } = stage()
  const kinds: string[] = []
  client.watch(({ kind }) => kinds.push(kind))
  const question = client.ask('masks', { key: 'a' })
  const fails = expect(question).rejects.toThrow(/You stopped it/)
  vi.advanceTimersByTime(21_000)
  expect(kinds).toEqual(['slow'])
  client.stop()
  vi.useRealTimers()
  await fails
  expect(kinds).toEqual(['slow', 'free', 'lost'])
})
