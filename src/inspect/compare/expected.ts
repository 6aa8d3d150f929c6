import { dialectOf } from '../../dialects/catalogue.ts'
import { Cursor } from '../../hub/cursor.ts'
import type { DialectId } from '../../hub/dialect.ts'
import type { Origin, Written } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Role } from '../../hub/request.ts'
import { numbersIn } from '../../hub/text.ts'
import type { Turn } from '../../translate/history.ts'
import { leavesAt } from '../../translate/origins.ts'
import type { Reading, ReplyReading, RequestReading } from '../../translate/reading.ts'
import { sentAs } from '../../translate/reading.ts'
import { StreamTranslation } from '../../translate/stream.ts'
import type { Options } from '../../translate/translate.ts'
import { runError, runReply, runRequest } from '../../translate/translate.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, isObject } from '../../wire/json.ts'
import type { Numbers } from '../../wire/json-numbers.ts'
import type { TurnSpelling, Unit } from './units.ts'
import { unitsOfReply, unitsOfRequest } from './units.ts'

/** What should stand on the far side of a gateway, each thing with its place in what it was made of. */

/** A reply as the right translation gives it to a client of another dialect, read as that client reads. */
export function expectedReply(reply: ReplyReading, from: DialectId, to: DialectId): readonly Unit[] {
  if (reply.kind === 'unreadable') return []
  if (reply.kind !== 'stream') {
    const run = reply.kind === 'error' ? runError : runReply
    const { written } = run(reply.json, { from, to, numbers: reply.numbers, record: true })
    return traced(unitsOfReply(eventsOf(written, to, reply.kind === 'error')), () => written)
  }
  const translation = new StreamTranslation({ from, to, record: true })
  const steps = [...reply.frames.map(({ frame }) => translation.take(frame)), translation.end()]
  const written = steps.flatMap((step) => step.written)
  const { reader } = dialectOf(to)
  const state = reader.start()
  const events = written.flatMap(({ data, name }, frame) =>
    typeof data === 'string' ? [] : reader.read(state, rootOf(data, frame), name),
  )
  return traced(unitsOfReply([...events, ...reader.end(state)]), (frame = 0) => {
    const data = written[frame]?.data
    return typeof data === 'string' ? undefined : data
  })
}

const rootOf = (tree: Written, frame?: number): Cursor =>
  Cursor.root(bare(tree), true, frame, numbersIn(tree))

function eventsOf(written: Written, dialect: DialectId, isError: boolean): readonly ReplyEvent[] {
  const body = rootOf(written)
  if (!isError) return dialectOf(dialect).readReply(body)
  return [{ kind: 'error', failure: dialectOf(dialect).readError(body) }]
}

/** Each unit's place in what was written, followed to the place in the source that it was written from. */
const traced = (units: readonly Unit[], treeAt: (frame?: number) => Written): readonly Unit[] =>
  units.map(({ origin, end, ...unit }) => {
    const [source, last] = [origin, end].map((one) => one && sourceOf(treeAt(one.frame), one))
    return { ...unit, ...(source ? { origin: source } : {}), ...(last ? { end: last } : {}) }
  })

const sourceOf = (tree: Written, { pointer }: Origin): Origin | undefined =>
  leavesAt(tree, pointer).flatMap((leaf) => leaf.from)[0]

/** A request as the right translation gives it to a provider of another dialect. */
export function expectedRequest(
  { exchange }: Reading,
  { json, numbers }: RequestReading,
  route: Pick<Options, 'from' | 'to' | 'history'>,
): readonly Unit[] {
  const { to } = route
  const { written } = runRequest(json, { ...route, ...sentAs(exchange), numbers, record: true })
  const units = traced(readUnits(bare(written), to, numbersIn(written)), () => written)
  return units.map((unit) => (unit.origin ? unit : { ...unit, ...placeInHistory(unit, route.history ?? []) }))
}

/** What the client did not send again was said in an earlier turn. */
function placeInHistory(unit: Unit, history: readonly Turn[]): Pick<Unit, 'origin' | 'earlier'> {
  const isIt = ({ kind, name, value }: Unit): boolean =>
    kind === unit.kind && name === unit.name && deepEqual(value, unit.value)
  for (const { exchange, request, events } of history.toReversed()) {
    const asked = unitsOfRequest(request, PLAIN).find(isIt)
    const said = asked ?? unitsOfReply(events).find(isIt)
    if (said?.origin) return { origin: said.origin, earlier: { exchange, half: asked ? 'request' : 'reply' } }
  }
  return {}
}

const PLAIN: TurnSpelling = { roleAt: (_, role) => role, groupsResults: false }

export const unitsOfReading = (reading: Reading, half: 'request' | 'reply'): readonly Unit[] => {
  if (half === 'reply') return unitsOfReply(reading.reply?.events ?? [])
  return reading.request && reading.dialect
    ? readUnits(reading.request.json, reading.dialect, reading.request.numbers)
    : []
}

export function readUnits(json: Json, dialect: DialectId, numbers?: Numbers): readonly Unit[] {
  const hub = dialectOf(dialect).readRequest(Cursor.root(json, true, undefined, numbers))
  return unitsOfRequest(hub, {
    roleAt: (index, role) => roleOnWire(json, index, role),
    groupsResults: dialect === 'gemini',
  })
}

/** Gemini's readers take a missing or an unknown role for `user`; whether it is right is the very question. */
function roleOnWire(json: Json, index: number, role: Role): string {
  const contents = isObject(json) ? json.contents : undefined
  if (!Array.isArray(contents)) return role
  const content = contents[index] as Json | undefined
  return isObject(content) && typeof content.role === 'string' ? content.role : ''
}
