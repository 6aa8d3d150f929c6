import type { Json } from '../../wire/json.ts'
import { atPointer } from '../../wire/json.ts'
import { dropAt, putAt } from '../../wire/json-change.ts'
import type { Scene } from '../evidence.ts'
import type { Place } from '../finding.ts'

/** A half under correction: the JSON of a request or a whole reply, or the frames of a stream. Changed by making another one. */
export interface Body {
  readonly half: Place['half']
  readonly root?: Json
  readonly frames?: readonly BodyFrame[]
}

export interface BodyFrame {
  /** Which frame of the source it is; absent for a new one. */
  readonly of?: number
  /** Absent where the data is no JSON. */
  readonly json?: Json
  /** It is to be framed as its neighbours are. */
  readonly isReframed?: true
}

export type Spot = Pick<Place, 'frame' | 'pointer'>

export function bodyOf({ request, reply }: Scene, half: Place['half']): Body | undefined {
  if (half === 'request') return request && { half, root: request.json }
  if (!reply || reply.kind === 'unreadable') return undefined
  if (reply.kind !== 'stream') return { half, root: reply.json }
  return {
    half,
    frames: reply.frames.map(({ json, frame }) => ({
      of: frame.index,
      ...(json === undefined ? {} : { json }),
    })),
  }
}

const jsonAt = ({ root, frames }: Body, frame: number | undefined): Json | undefined =>
  frame === undefined ? root : frames?.find(({ of }) => of === frame)?.json

export function valueAt(body: Body, { frame, pointer = '' }: Spot): Json | undefined {
  const json = jsonAt(body, frame)
  return json === undefined ? undefined : atPointer(json, pointer)
}

function withJson(body: Body, frame: number | undefined, work: (json: Json) => Json): Body {
  if (frame === undefined) return body.root === undefined ? body : { ...body, root: work(body.root) }
  return mapFrames(body, (one) =>
    one.of === frame && one.json !== undefined ? { ...one, json: work(one.json) } : one,
  )
}

export const put = (body: Body, { frame, pointer = '' }: Spot, value: Json): Body =>
  withJson(body, frame, (json) => putAt(json, pointer, value))

export const drop = (body: Body, { frame, pointer = '' }: Spot): Body =>
  withJson(body, frame, (json) => dropAt(json, pointer))

export const mapFrames = (body: Body, work: (frame: BodyFrame) => BodyFrame): Body =>
  body.frames ? { ...body, frames: body.frames.map(work) } : body

export const withoutFrames = (body: Body, isGone: (frame: BodyFrame, at: number) => boolean): Body =>
  body.frames ? { ...body, frames: body.frames.filter((frame, at) => !isGone(frame, at)) } : body

/** New frames before the one named; behind all others where none is. */
export function insertFrames(body: Body, before: number | undefined, ...jsons: readonly Json[]): Body {
  const { frames } = body
  if (!frames) return body
  const at = before === undefined ? -1 : frames.findIndex(({ of }) => of === before)
  const to = at < 0 ? frames.length : at
  return {
    ...body,
    frames: [...frames.slice(0, to), ...jsons.map((json) => ({ json })), ...frames.slice(to)],
  }
}

/** All JSON of a body, changed alike. */
export const mapAll = (body: Body, work: (json: Json) => Json): Body => ({
  ...body,
  ...(body.root === undefined ? {} : { root: work(body.root) }),
  ...(body.frames
    ? { frames: body.frames.map((one) => (one.json === undefined ? one : { ...one, json: work(one.json) })) }
    : {}),
})

/** Where a sibling of a value stands. */
export const beside = ({ frame, pointer = '' }: Spot, key: string): Spot => ({
  ...(frame === undefined ? {} : { frame }),
  pointer: pointer.replace(/[^/]*$/, key),
})

/** Where what holds a value stands, so many levels up. */
export const above = ({ frame, pointer = '' }: Spot, levels = 1): Spot => ({
  ...(frame === undefined ? {} : { frame }),
  pointer: pointer.split('/').slice(0, -levels).join('/'),
})
