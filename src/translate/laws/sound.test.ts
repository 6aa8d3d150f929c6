import { describe, expect, it } from 'vitest'
import type { Kind } from '../../../bench/corpus.ts'
import { framesOf, recorded, recordedBodies, share, tell } from '../../../bench/corpus.ts'
import { judgeLaw } from '../../../bench/exceptions.ts'
import { dialectOf } from '../../dialects/catalogue.ts'
import { Cursor } from '../../hub/cursor.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import { bare, isLeaf } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Message } from '../../hub/request.ts'
import type { Json } from '../../wire/json.ts'
import { atPointer, isObject, parseJson } from '../../wire/json.ts'
import { StreamTranslation } from '../stream.ts'
import { runReply, runRequest } from '../translate.ts'

/** A reply's events are in order: parts are numbered as they open, go on only while open, and all end. */
function unsoundEvent(events: readonly ReplyEvent[]): string {
  const open = new Set<number>()
  let count = 0
  for (const event of events) {
    if (!('part' in event)) continue
    const { kind, part } = event
    if (kind === 'part-start') {
      if (part !== count) return `part ${part} opens where ${count} is next`
      count++
      open.add(part)
    } else if (!open.has(part)) return `${kind} for part ${part}, which is not open`
    else if (kind === 'part-end') open.delete(part)
  }
  return open.size > 0 ? `part ${[...open][0]} never ends` : ''
}

/** Every origin names a place in the source. */
function strayOrigin(hub: unknown, sources: ReadonlyMap<number | undefined, Json>): string {
  const nodes: unknown[] = [hub]
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (typeof node !== 'object' || node === null) continue
    if (!isLeaf(node)) {
      nodes.push(...Object.values(node).filter((below) => below !== undefined))
      continue
    }
    for (const { frame, pointer } of node.from) {
      const root = sources.get(frame)
      if (root === undefined || atPointer(root, pointer) === undefined)
        return `nothing stands at ${frame ?? ''}${pointer}`
    }
  }
  return ''
}

function repeatedId(events: readonly ReplyEvent[]): string {
  const ids = events.flatMap((event) =>
    event.kind === 'part-start' && event.head.kind === 'tool-call' && event.head.id
      ? [event.head.id.value]
      : [],
  )
  const twice = ids.find((id, at) => id !== '' && ids.indexOf(id) !== at)
  return twice === undefined ? '' : `the call id ${twice} is given twice`
}

/** Results that answer no call before them. */
function unpaired(messages: readonly Message[]): number {
  const calls = new Set<string>()
  let count = 0
  for (const { parts } of messages)
    for (const part of parts) {
      if (part.kind === 'tool-call' && part.id) calls.add(part.id.value)
      if (part.kind === 'tool-result' && part.callId && !calls.has(part.callId.value)) count++
    }
  return count
}

const readFrames = (text: string, dialect: DialectId) => {
  const { reader } = dialectOf(dialect)
  const state = reader.start()
  const sources = new Map<number | undefined, Json>()
  const events: ReplyEvent[] = []
  for (const { index, data, event } of framesOf(text)) {
    const parsed = data === '[DONE]' ? { problem: data } : parseJson(data)
    if ('problem' in parsed) continue
    sources.set(index, parsed.value)
    events.push(...reader.read(state, Cursor.root(parsed.value, true, index), event))
  }
  events.push(...reader.end(state))
  return { events, sources }
}

describe('law 9: sound', () => {
  it('replies open and end their parts, give each call one id, and know where they come from', {
    timeout: 120_000,
  }, () => {
    const broken = new Map<string, string>()
    const seen = new Set<string>()
    const judge = (
      file: string,
      events: readonly ReplyEvent[],
      sources: ReadonlyMap<number | undefined, Json>,
    ): void => {
      seen.add(file)
      const found = unsoundEvent(events) || repeatedId(events) || strayOrigin(events, sources)
      if (found !== '') broken.set(file, found)
    }
    for (const body of recorded('stream')) {
      const { events, sources } = readFrames(body.text(), body.dialect)
      judge(body.file, events, sources)
    }
    for (const { body, json } of recordedBodies('response'))
      judge(
        body.file,
        dialectOf(body.dialect).readReply(Cursor.root(json, true)),
        new Map([[undefined, json]]),
      )
    tell(`law 9, replies: ${share(seen.size - broken.size, seen.size)} are sound`)
    expect(judgeLaw('sound-replies', broken, seen)).toEqual([])
  })

  it('requests know where they come from, and no translation parts a result from its call', {
    timeout: 120_000,
  }, () => {
    const broken = new Map<string, string>()
    const seen = new Set<string>()
    for (const { body, json } of recordedBodies('request')) {
      const hub = dialectOf(body.dialect).readRequest(Cursor.root(json, true))
      const stray = strayOrigin(hub, new Map([[undefined, json]]))
      const before = unpaired(hub.messages)
      for (const to of DIALECT_IDS) {
        const pair = `${body.file} → ${to}`
        seen.add(pair)
        const written = bare(runRequest(json, { from: body.dialect, to }).written)
        const after = unpaired(dialectOf(to).readRequest(Cursor.root(written, false)).messages)
        if (stray !== '') broken.set(pair, stray)
        else if (after > before) broken.set(pair, `${after - before} results lost their call`)
      }
    }
    tell(`law 9, requests: ${share(seen.size - broken.size, seen.size)} are sound`)
    expect(judgeLaw('sound-requests', broken, seen)).toEqual([])
  })
})

const VENDOR: Readonly<Record<DialectId, string>> = {
  'openai-chat': 'openai',
  'openai-responses': 'openai',
  'anthropic-messages': 'anthropic',
  gemini: 'google',
}

const SEALED_KEYS = new Set(['signature', 'thoughtSignature', 'thought_signature', 'encrypted_content'])
/** Shorter strings under these keys are no ciphers, and could stand anywhere by chance. */
const SHORTEST = 16

/** A string with the vendor in whose name it stands: the dialect's own, or the one that a key names (`extra_content.google`). */
interface Standing {
  readonly vendor: string
  readonly key: string
  readonly text: string
}

function stringsIn(json: Json, vendor: string): Standing[] {
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [
          {
            vendor,
            key: key === 'data' && isObject(json) && json.type === 'redacted_thinking' ? 'signature' : key,
            text: value,
          },
        ]
      : stringsIn(value as Json, Object.values(VENDOR).includes(key) ? key : vendor),
  )
}

const sealsIn = (json: Json, from: DialectId): Standing[] =>
  stringsIn(json, VENDOR[from]).filter(({ key, text }) => text.length >= SHORTEST && SEALED_KEYS.has(key))

describe('law 10: sealed', () => {
  it('no seal of one vendor is written to another', { timeout: 240_000 }, () => {
    const broken = new Map<string, string>()
    const seen = new Set<string>()
    let seals = 0
    const judge = (
      kind: Kind,
      file: string,
      from: DialectId,
      sources: readonly Json[],
      write: (to: DialectId) => readonly Json[],
    ): void => {
      const found = sources.flatMap((json) => sealsIn(json, from))
      if (found.length === 0) return
      seals += found.length
      for (const to of DIALECT_IDS) {
        if (VENDOR[to] === VENDOR[from]) continue
        const pair = `${file} → ${to}`
        seen.add(pair)
        const written = write(to).flatMap((json) => stringsIn(json, VENDOR[to]))
        const seal = found.find(({ vendor, text }) =>
          written.some((place) => place.vendor !== vendor && place.text.includes(text)),
        )
        if (seal !== undefined) broken.set(pair, `${kind}: ${seal.text.slice(0, 40)}… is there`)
      }
    }
    for (const kind of ['request', 'response'] as const)
      for (const { body, json } of recordedBodies(kind))
        judge(kind, body.file, body.dialect, [json], (to) => [
          bare((kind === 'request' ? runRequest : runReply)(json, { from: body.dialect, to }).written),
        ])
    for (const body of recorded('stream')) {
      const frames = framesOf(body.text())
      const { sources } = readFrames(body.text(), body.dialect)
      judge('stream', body.file, body.dialect, [...sources.values()], (to) => {
        const translation = new StreamTranslation({ from: body.dialect, to })
        return [...frames.map((frame) => translation.take(frame)), translation.end()]
          .flatMap(({ written }) => written)
          .map(({ data }) => (typeof data === 'string' ? data : bare(data)))
      })
    }
    tell(
      `law 10: ${share(seen.size - broken.size, seen.size)} translations keep ${seals} seals to their vendor`,
    )
    expect(judgeLaw('sealed', broken, seen)).toEqual([])
  })
})
