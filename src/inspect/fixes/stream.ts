import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { Body, BodyFrame } from './body.ts'
import { beside, insertFrames, mapFrames, put, valueAt, withoutFrames } from './body.ts'
import type { Fixer } from './fix.ts'
import { correction } from './fix.ts'

const typeOf = ({ json }: BodyFrame): string =>
  isObject(json) && typeof json.type === 'string' ? json.type : ''
const fieldOf = ({ json }: BodyFrame, key: string): Json | undefined =>
  isObject(json) ? json[key] : undefined
const frameAt = ({ frames }: Body, of: number | undefined): BodyFrame | undefined =>
  frames?.find((frame) => frame.of === of)

/** What is sure to stand there where the answer was given whole: never a reason that nobody gave. */
export const endStream: Fixer = ({ body, scene: { dialect }, place }) => {
  const last = body.frames?.findLast((frame) => typeOf(frame) !== 'ping')
  if (dialect === 'anthropic-messages' && last && typeOf(last) === 'message_delta')
    return correction(
      'End the stream with message_stop.',
      insertFrames(body, undefined, { type: 'message_stop' }),
    )
  const completed = frameAt(body, place.frame)
  return completed && typeOf(completed) === 'response.completed' ? endItems(body, completed) : undefined
}

/** Each item of the whole that was opened gets its end, as the whole has it. */
function endItems(body: Body, completed: BodyFrame) {
  const response = fieldOf(completed, 'response')
  const output = isObject(response) && Array.isArray(response.output) ? response.output : []
  const frames = body.frames ?? []
  const indexes = (type: string) =>
    frames.filter((frame) => typeOf(frame) === type).map((frame) => fieldOf(frame, 'output_index'))
  const done = indexes('response.output_item.done')
  const open = indexes('response.output_item.added').filter((index) => !done.includes(index))
  const ends = open.flatMap((index): Json[] => {
    const item = typeof index === 'number' ? (output[index] as Json | undefined) : undefined
    return item === undefined
      ? []
      : [{ type: 'response.output_item.done', output_index: index as number, item }]
  })
  return ends.length === open.length
    ? correction(
        'End each item before the response ends.',
        renumbered(insertFrames(body, completed.of, ...ends)),
      )
    : undefined
}

/** Of events that carry one: from 0, without a gap. */
const renumbered = (body: Body): Body => {
  let next = 0
  return mapFrames(body, (frame) => {
    const { json } = frame
    if (!isObject(json) || !typeOf(frame).startsWith('response.')) return frame
    return { ...frame, json: { ...json, sequence_number: next++ } }
  })
}

export const renumberSequence: Fixer = ({ body }) =>
  correction('Number the events from 0, without a gap.', renumbered(body))

export const dropHeartbeats: Fixer = ({ body, scene: { dialect } }) =>
  correction(
    'Leave the heartbeats out of the data.',
    withoutFrames(body, (frame) => {
      if (frame.json === undefined) return true
      const type = typeOf(frame)
      return (
        (type === 'keepalive' && dialect !== 'openai-responses') ||
        (type === 'ping' && dialect !== 'anthropic-messages')
      )
    }),
  )

/** Of two lives of one stream the second stays, which has an end; of a text that is said again, the first. */
export const sayOnce: Fixer = ({ body, place }) => {
  const title = 'Leave out what is delivered again.'
  const { frames } = body
  if (!frames) return halved(body, place.pointer)
  const again = frameAt(body, place.frame)
  if (again && typeOf(again) === 'response.created')
    return correction(
      title,
      withoutFrames(body, ({ of = -1 }) => of < (place.frame ?? 0)),
    )
  const delta = valueAt(body, place)
  return typeof delta === 'string'
    ? correction(
        title,
        withoutFrames(body, ({ of }) => of === place.frame),
      )
    : undefined
}

function halved(body: Body, pointer: string | undefined) {
  const text = valueAt(body, { pointer: pointer ?? '' })
  if (typeof text !== 'string' || text.length % 2 === 1) return undefined
  const once = text.slice(0, text.length / 2)
  return once + once === text
    ? correction('Leave out what is delivered again.', put(body, { pointer: pointer ?? '' }, once))
    : undefined
}

/** Blocks one after another, each from its start to its stop; ends of blocks that never began, and a second opening, go. */
export const sortBlocks: Fixer = ({ body, scene: { dialect } }) => {
  const { frames } = body
  if (!frames || dialect !== 'anthropic-messages') return undefined
  const isOfBlock = (frame: BodyFrame) => typeOf(frame).startsWith('content_block_')
  const started = new Set(
    frames.filter((frame) => typeOf(frame) === 'content_block_start').map((frame) => fieldOf(frame, 'index')),
  )
  const starts = frames.filter((frame) => typeOf(frame) === 'content_block_start').length
  if (starts !== started.size) return undefined
  const ofBlocks = frames.filter((frame) => isOfBlock(frame) && started.has(fieldOf(frame, 'index') as Json))
  const first = frames.findIndex(isOfBlock)
  const sorted = [...started].flatMap((index) =>
    ofBlocks.filter((frame) => fieldOf(frame, 'index') === index),
  )
  const opening = frames.find((frame) => typeOf(frame) === 'message_start')
  const others = (part: readonly BodyFrame[]) =>
    part.filter((frame) => !isOfBlock(frame) && (typeOf(frame) !== 'message_start' || frame === opening))
  const at = first < 0 ? frames.length : first
  return correction('Send one block after another, each from its start to its stop.', {
    ...body,
    frames: [...others(frames.slice(0, at)), ...sorted, ...others(frames.slice(at))],
  })
}

/** The announcements that a delta needs, from what it says of itself. */
export const announceItem: Fixer = ({ body, place }) => {
  const delta = frameAt(body, place.frame)
  const { json } = delta ?? {}
  const type = delta ? typeOf(delta) : ''
  if (!isObject(json) || !type.endsWith('.delta')) return undefined
  const isKnown = (body.frames ?? []).some(
    (frame) =>
      typeOf(frame) === 'response.output_item.added' && fieldOf(frame, 'output_index') === json.output_index,
  )
  const frames = [...(isKnown ? [] : [itemAdded(type, json)]), partAdded(type, json)]
  const missing = frames.filter((one) => one !== undefined)
  return missing.length > 0
    ? correction(
        'Announce the item before its first delta.',
        renumbered(insertFrames(body, place.frame, ...missing)),
      )
    : undefined
}

function itemAdded(type: string, { item_id, output_index }: JsonObject): JsonObject | undefined {
  if (type !== 'response.output_text.delta' && type !== 'response.refusal.delta') return undefined
  const item = { type: 'message', id: item_id ?? '', status: 'in_progress', role: 'assistant', content: [] }
  return { type: 'response.output_item.added', output_index: output_index ?? 0, item }
}

function partAdded(type: string, { item_id, output_index, content_index, summary_index }: JsonObject) {
  const at = { item_id: item_id ?? '', output_index: output_index ?? 0 }
  if (type === 'response.reasoning_summary_text.delta') {
    const part = { type: 'summary_text', text: '' }
    return { type: 'response.reasoning_summary_part.added', ...at, summary_index: summary_index ?? 0, part }
  }
  const isRefusal = type === 'response.refusal.delta'
  if (!isRefusal && type !== 'response.output_text.delta') return undefined
  const part = isRefusal
    ? { type: 'refusal', refusal: '' }
    : { type: 'output_text', text: '', annotations: [] }
  return { type: 'response.content_part.added', ...at, content_index: content_index ?? 0, part }
}

/** JSON that stands bare in the stream, or runs into the next event. */
export const frameBareJson: Fixer = ({ body, place, scene: { reply } }) => {
  const frame = frameAt(body, place.frame)
  const problem = reply?.kind === 'stream' ? reply.frames[place.frame ?? -1]?.frame.problem : undefined
  if (!frame || frame.json === undefined || problem === undefined) return undefined
  return correction(
    'Frame it as an event of its own.',
    mapFrames(body, (one) => (one === frame ? { ...one, isReframed: true } : one)),
  )
}

/** The id under which the stream announced itself. */
export const keepResponseId: Fixer = ({ body, place }) => {
  const first = body.frames?.map((frame) => fieldOf(frame, 'response')).find(isObject)?.id
  return typeof first === 'string' && place.pointer === '/response/id'
    ? correction('Keep the id under which the stream began.', put(body, place, first))
    : undefined
}

/** The usage chunk as Chat defines it, with no choices; not at all where nobody asked for it. */
export const shapeUsageChunk: Fixer = ({ body, place, scene: { request } }) => {
  const chunk = valueAt(body, { ...place, pointer: '' })
  if (!isObject(chunk) || place.frame === undefined) return undefined
  if (!('choices' in chunk))
    return correction(
      'Give the usage chunk its empty list of choices.',
      put(body, beside(place, 'choices'), []),
    )
  const wish = isObject(request?.json) ? request.json.stream_options : undefined
  const isAsked = isObject(wish) && wish.include_usage === true
  return request && !isAsked
    ? correction(
        'Leave the chunk out that nobody asked for.',
        withoutFrames(body, ({ of }) => of === place.frame),
      )
    : undefined
}
