import type { Leaf } from '../../hub/leaf.ts'
import { added, made, spell } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { Part } from '../../hub/part.ts'
import type { Message, Request } from '../../hub/request.ts'
import type { RequestStep } from '../step.ts'

/** The very request where no part was changed: a step that did nothing is not named. */
export function mapParts(
  request: Request,
  change: (part: Part, message: number, index: number) => Part,
): Request {
  const messages = request.messages.map((message, m): Message => {
    const parts = message.parts.map((part, p) => change(part, m, p))
    return parts.every((part, p) => part === message.parts[p]) ? message : { ...message, parts }
  })
  return messages.every((message, m) => message === request.messages[m]) ? request : { ...request, messages }
}

/** Each result is given the name of the call it answers, looked up over the whole history before it. */
export const nameResults: RequestStep = {
  name: 'name-results',
  why: 'In this dialect each result repeats the name of the tool that was called.',
  run(request, { losses }) {
    const nameOf = new Map<string, Leaf<string>>()
    return mapParts(request, (part) => {
      if (part.kind === 'tool-call' && part.id) nameOf.set(part.id.value, part.name)
      if (part.kind !== 'tool-result' || part.name) return part
      const name = part.callId && nameOf.get(part.callId.value)
      if (name) return { ...part, name }
      lose(
        losses,
        'unpaired',
        'No call in the history has this id, so the tool of the result cannot be named.',
        part.callId,
      )
      return part
    })
  },
}

/**
 * Calls without an id (Gemini up to 2.5) get one from their place in the history, and their results the same: by name, in
 * order. A longer history keeps the ids of the shorter one (law 7).
 */
export const deriveIds: RequestStep = {
  name: 'derive-ids',
  why: 'This dialect pairs calls and results by id; the source has none, so it is made from the place of the call.',
  run(request) {
    const open: { readonly name: string; readonly id: Leaf<string> }[] = []
    return mapParts(request, (part, m, p) => {
      if (part.kind === 'tool-call') {
        const id = part.id?.value ? part.id : derived(`call_${m}_${p}`, part.id)
        open.push({ name: part.name.value, id })
        return part.id === id ? part : { ...part, id }
      }
      if (part.kind !== 'tool-result') return part
      if (part.callId?.value) return answered(open, part.callId.value, part)
      const at = open.findIndex(({ name }) => name === part.name?.value)
      const found = at < 0 ? undefined : open.splice(at, 1)[0]
      if (found)
        return {
          ...part,
          callId: made(
            found.id.value,
            'derive-ids',
            part.callId,
            found.id.from.length > 0 ? found.id : undefined,
          ),
          ...addedIdOf(found.id),
        }
      return { ...part, callId: derived(`call_${m}_${p}`, part.callId) }
    })
  },
}

const derived = (id: string, empty: Leaf<string> | undefined): Leaf<string> =>
  empty && empty.from.length > 0
    ? spell(empty, id, 'derive-ids')
    : added(id, 'derived-id', 'The source has no id here; it is made from the place in the history.')

const addedIdOf = (id: Leaf<string>): { callId?: Leaf<string> } =>
  id.from.length === 0 ? { callId: id } : {}

function answered(open: { readonly id: Leaf<string> }[], id: string, part: Part): Part {
  const at = open.findIndex((call) => call.id.value === id)
  if (at >= 0) open.splice(at, 1)
  return part
}
