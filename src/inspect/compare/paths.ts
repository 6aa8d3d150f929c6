import type { Reading } from '../../translate/reading.ts'
import type { Canonical } from '../chains/units.ts'
import { canonicalJson } from '../chains/units.ts'
import type { Scene } from '../evidence.ts'
import { relationOf } from '../sides/relation.ts'

/** From the client to the provider: the exchanges that tell of one request, in the order of its way. */
export function pathsOf(scenes: readonly Scene[]): readonly (readonly Scene[])[] {
  const canonical = canonicalJson()
  return scenes.flatMap((client, at) => {
    const first = client.upstream?.exchange.id
    if (client.exchange.side !== 'client' || first === undefined) return []
    const nextClient = scenes.findIndex(({ exchange }, index) => index > at && exchange.side === 'client')
    const until = nextClient < 0 ? scenes.length : nextClient
    const rest = scenes
      .slice(at + 1, until)
      .filter((one) => one.exchange.side === 'upstream' && !isOfOther(one, client))
    const start = rest.findIndex(({ exchange }) => exchange.id === first)
    const upstream = scenes.find(({ exchange }) => exchange.id === first)
    const way = start < 0 ? (upstream ? [upstream] : []) : rest.slice(start)
    return [[client, ...withoutFallbacks(client, withoutRetries(whileRelated(way, canonical)))]]
  })
}

/** It was made for what another client asked. */
const isOfOther = ({ client }: Scene, own: Scene): boolean =>
  client !== undefined && client.exchange.id !== own.exchange.id

/** A further gateway tells of the same request: where another conversation begins, the way has ended. */
function whileRelated(way: readonly Scene[], canonical: Canonical): readonly Scene[] {
  const [first] = way
  const end = way.findIndex(
    (one) => first !== undefined && relationOf(first, one, canonical).kind === 'strangers',
  )
  return end < 0 ? way : way.slice(0, end)
}

/** A gateway that asked again said the same: only its last try counts. */
const withoutRetries = (way: readonly Scene[]): Scene[] =>
  way.filter((scene, index) => {
    const next = way[index + 1]
    return (
      !next || next.dialect !== scene.dialect || next.exchange.request?.body !== scene.exchange.request?.body
    )
  })

/** What failed was asked of another provider, where the client got an answer all the same: no gateway of the way, but a try. */
const withoutFallbacks = (client: Reading, way: readonly Scene[]): Scene[] =>
  way.filter((scene, index) => {
    const next = way[index + 1]
    return !next || hasFailed(client) || !hasFailed(scene) || hasFailed(next)
  })

const hasFailed = ({ exchange, reply }: Reading): boolean =>
  (exchange.reply?.status ?? 200) >= 400 || (reply?.events.some(({ kind }) => kind === 'error') ?? false)
