import { expect, it } from 'vitest'
import type { Door } from './client.ts'
import { createEngineClient } from './client.ts'
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

it('rejects what a dying worker leaves open, and starts another', async () => {
  const { puppets, client } = stage()
  const lost = client.ask('masks', { key: 'a' })
  puppets[0]?.die('out of memory')
  await expect(lost).rejects.toThrow(/The engine stopped \(out of memory\)/)
  expect(puppets[0]?.isTerminated).toBe(true)
  const next = client.ask('masks', { key: 'b' })
  puppets[1]?.say({ id: puppets[1].asked[0]?.id, ok: true, answer: [] })
  expect(await next).toEqual([])
})
