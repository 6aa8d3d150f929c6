import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { isObject } from '../../wire/json.ts'
import { readFailure } from './errors.ts'
import { endParts, finishItem } from './read-item.ts'
import type { ReaderState } from './reader-state.ts'
import { startReader } from './reader-state.ts'
import { readUsage } from './usage.ts'
import { FINAL_FIELDS, ID, INCOMPLETE_REASONS, ours } from './words.ts'

/** Opens the reply by what any lifecycle event says of it. */
export function startOf(response: Cursor): Extract<ReplyEvent, { kind: 'reply-start' }> {
  const tag = response.string('object')
  const id = response.string('id')
  const model = response.string('model')
  const created = response.number('created_at')
  return {
    kind: 'reply-start',
    ...(id && { id }),
    ...(model && { model }),
    ...(created && { created }),
    ...(tag && { tag }),
  }
}

/** Where a stream skipped an index, the list does not: then the id tells which item is meant. */
function indexById(state: ReaderState, item: Cursor): number | undefined {
  const id = item.peek('id')
  const found =
    typeof id === 'string' ? Object.entries(state.slots).find(([, slot]) => slot.id?.value === id) : undefined
  return found && Number(found[0])
}

/** The whole response: all there is of a reply, or the last event of its stream. openai.md §4. */
export function readResponse(state: ReaderState, response: Cursor): ReplyEvent[] {
  const start = startOf(response)
  const items =
    response
      .list('output')
      ?.flatMap((item, index) => finishItem(state, indexById(state, item) ?? index, item)) ?? []
  const usage = response.object('usage')
  const counted: ReplyEvent[] = usage ? [{ kind: 'usage', usage: readUsage(usage) }] : []
  const last = state.hasFailed ? undefined : (readFinish(response) ?? readFailed(response))
  const rest = response.rest(ID)?.entries ?? []
  const isWhole = !state.isStarted
  state.isStarted = true
  const atEnd = isWhole ? rest.filter(([key]) => FINAL_FIELDS.has(key)) : rest
  const atStart = last ? rest.filter(([key]) => !FINAL_FIELDS.has(key)) : rest
  const tier = last?.kind === 'finish' ? tierOf(rest) : firstTierOf(rest)
  const opening: ReplyEvent[] = isWhole ? [{ ...start, ...tier, extras: ours(atStart) }] : []
  const told = !isWhole && last?.kind === 'finish' ? { ...last, ...tier } : last
  return [...opening, ...items, ...endParts(state), ...counted, ...ending(told, ours(atEnd))]
}

/** What has not finished repeats the request, whose `auto` names no tier yet; the last event of a stream says which it was. */
export function firstTierOf(rest: Extras['entries']): { serviceTier?: Leaf<string> } {
  const tier = tierOf(rest)
  return tier.serviceTier?.value === 'auto' ? {} : tier
}

function tierOf(rest: Extras['entries']): { serviceTier?: Leaf<string> } {
  const leaf = rest.find(([key]) => key === 'service_tier')?.[1]
  return typeof leaf?.value === 'string' ? { serviceTier: leaf as Leaf<string> } : {}
}

type Last = Extract<ReplyEvent, { kind: 'finish' | 'error' }> | undefined

function ending(last: Last, extras: Extras): ReplyEvent[] {
  if (last?.kind === 'finish') return [{ ...last, extras }]
  return last ? [{ kind: 'error', failure: { ...last.failure, wrapExtras: extras } }] : []
}

/** Calls do not show in the status: the step latch-finish tells them. A status that ends nothing is left to the extras. */
function readFinish(response: Cursor): Last {
  const status = response.peek('status')
  if (status === 'completed') return { kind: 'finish', reason: spell(response.string('status'), 'stop') }
  if (status !== 'incomplete') return undefined
  const details = response.peek('incomplete_details')
  const word = isObject(details) && Object.keys(details).length === 1 ? details.reason : undefined
  const reason =
    typeof word === 'string' && Object.hasOwn(INCOMPLETE_REASONS, word) ? INCOMPLETE_REASONS[word] : undefined
  const told = response.string('status')
  if (!reason) return { kind: 'finish', reason: spell(told, 'other') }
  const why = response.object('incomplete_details')?.string('reason')
  return { kind: 'finish', reason: also(spell(why, reason), told) }
}

function readFailed(response: Cursor): Last {
  if (response.peek('status') !== 'failed') return undefined
  const error = response.object('error')
  const status = response.string('status')
  return error && { kind: 'error', failure: readFailure(error, status) }
}

export const readReply = (body: Cursor): readonly ReplyEvent[] => readResponse(startReader(), body)
