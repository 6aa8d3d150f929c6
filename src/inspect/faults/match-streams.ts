import { bare } from '../../hub/leaf.ts'
import { sharedQueueFault } from '../../translate/faults/shared-queue.ts'
import type { Reading } from '../../translate/reading.ts'
import { StreamTranslation } from '../../translate/stream.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, isObject } from '../../wire/json.ts'
import type { Scene } from '../evidence.ts'
import type { Place } from '../finding.ts'
import { placeAt } from '../places.ts'
import type { FaultMatch } from './match-fault.ts'
import { cameThrough } from './match-fault.ts'
import { findHomes } from './shuffle.ts'

/** A client's stream that holds events of another's message, or lacks its own. */
export interface MixedStream extends FaultMatch {
  readonly scene: Scene
  readonly upstream: Reading
  /** Events of the messages of other exchanges, in the order in which the client was given them. */
  readonly foreign: readonly Stray[]
  /** Events of its own message, that others were given. */
  readonly astray: readonly Stray[]
}

export interface Stray {
  readonly said: Place
  readonly given: Place
}

/** An event of the client's dialect by its meaning, and the frame that says it. */
interface Said {
  readonly key: string
  readonly frame: number
}

interface Stream {
  readonly scene: Scene
  readonly upstream: Reading
  readonly said: readonly Said[]
  readonly given: readonly Said[]
}

/** Streams that were dealt out of one queue: put together, their clients were given what their providers said, and none its own. */
export function matchStreams(scenes: readonly Scene[]): readonly MixedStream[] {
  const both = scenes.filter(({ dialect, upstream }) => dialect === 'anthropic-messages' && upstream)
  if (both.length < 2 || both.every((scene) => scene.upstream && cameThrough(scene, scene.upstream)))
    return []
  const events = mixedBy(both, wholeEvents)
  return events.length > 0 ? events : mixedBy(both, letters)
}

function mixedBy(scenes: readonly Scene[], keysOf: Spelling): readonly MixedStream[] {
  const streams = scenes.flatMap((scene) => streamOf(scene, keysOf))
  if (streams.length < 2) return []
  const homes = findHomes(
    streams.map(({ said }) => said.map(({ key }) => key)),
    streams.map(({ given }) => given.map(({ key }) => key)),
  )
  if (!homes) return []
  const strays = homes.flatMap((list, client) =>
    list.flatMap((home, at) => (home.list === client ? [] : [{ client, at, home }])),
  )
  return streams.map(({ scene, upstream }, index): MixedStream => {
    const asStray = ({ client, at, home }: (typeof strays)[number]): Stray => {
      const [from, to] = [streams[home.list], streams[client]] as [Stream, Stream]
      return {
        said: placeAt(from.upstream.exchange, 'reply', { frame: from.said[home.place]?.frame ?? 0 }),
        given: placeAt(to.scene.exchange, 'reply', { frame: to.given[at]?.frame ?? 0 }),
      }
    }
    return {
      fault: sharedQueueFault,
      alike: [],
      mixed: [],
      proof: 'streams',
      scene,
      upstream,
      foreign: strays.filter(({ client }) => client === index).map(asStray),
      astray: strays.filter(({ home }) => home.list === index).map(asStray),
    }
  })
}

/** A stream whose client was not given what its own provider said. */
function streamOf(scene: Scene, keysOf: Spelling): Stream[] {
  const { upstream, reply, dialect } = scene
  if (dialect !== 'anthropic-messages' || reply?.kind !== 'stream') return []
  if (!upstream?.dialect || upstream.reply?.kind !== 'stream') return []
  const given = reply.frames.flatMap(({ json, frame }) =>
    keysOf(json).map((key) => ({ key, frame: frame.index })),
  )
  const translation = new StreamTranslation({ from: upstream.dialect, to: dialect })
  const { frames } = upstream.reply
  const steps = [...frames.map(({ frame }) => translation.take(frame)), translation.end()]
  const said = steps.flatMap(({ written }, at) =>
    written.flatMap(({ data }) =>
      (typeof data === 'string' ? [] : keysOf(bare(data))).map((key) => ({
        key,
        frame: frames[Math.min(at, frames.length - 1)]?.frame.index ?? 0,
      })),
    ),
  )
  const isOwn = deepEqual(
    given.map(({ key }) => key),
    said.map(({ key }) => key),
  )
  return isOwn ? [] : [{ scene, upstream, said, given }]
}

/** What an event says, without ids, models and counts; nothing of a ping. */
type Spelling = (json: Json | undefined) => readonly string[]

function wholeEvents(json: Json | undefined): readonly string[] {
  if (!isObject(json) || typeof json.type !== 'string' || json.type === 'ping') return []
  const { type, index = null, content_block: block, delta } = json
  if (isObject(block)) return [JSON.stringify([type, index, block.type ?? null, block.name ?? null])]
  const said = isObject(delta) ? DELTA_KEYS.map((key) => delta[key] ?? null) : []
  return [JSON.stringify([type, index, ...said])]
}

const TEXT_KEYS = ['text', 'thinking', 'partial_json'] as const
const DELTA_KEYS = ['type', ...TEXT_KEYS, 'signature', 'citation', 'stop_reason', 'stop_sequence'] as const

/** Texts letter by letter: gateways cut them into events as they like. */
function letters(json: Json | undefined): readonly string[] {
  const delta = isObject(json) && isObject(json.delta) ? json.delta : undefined
  const key = TEXT_KEYS.find((one) => typeof delta?.[one] === 'string')
  if (!isObject(json) || !delta || !key) return wholeEvents(json)
  return [...(delta[key] as string)].flatMap((letter) =>
    wholeEvents({ ...json, delta: { ...delta, [key]: letter } }),
  )
}
