import { added } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { Part } from '../../hub/part.ts'
import type { Message } from '../../hub/request.ts'
import type { RequestStep } from '../step.ts'

const WHY_OPENED =
  'Gemini refuses a conversation that the model opens; the source has no user turn before it.'

/** A history that was cut in the middle opens with the assistant: what came before is not known, and it is said so. */
export const openWithUser: RequestStep = {
  name: 'open-with-user',
  why: 'In this dialect the first turn must be the user’s.',
  run(request) {
    if (request.messages[0]?.role.value !== 'assistant') return request
    const opening: Message = {
      role: added('user', 'opens-with-user', WHY_OPENED),
      parts: [{ kind: 'text', text: added('(earlier turns are not given)', 'opens-with-user', WHY_OPENED) }],
    }
    return { ...request, messages: [opening, ...request.messages] }
  },
}

const isWords = (part: Part): boolean => part.kind === 'text' || part.kind === 'reasoning'

const WHY_NO_PREFILL =
  'These models refuse a last turn of the assistant; nothing is put after it that nobody said.'

/** The beginning of an answer that the model was to go on with. Calls stay: what they lack is a result, not a turn. */
export const dropPrefill: RequestStep = {
  name: 'drop-prefill',
  why: 'These models answer a user: they do not go on with the beginning of an answer.',
  run(request, { losses }) {
    const last = request.messages.at(-1)
    if (last?.role.value !== 'assistant' || request.messages.length < 2) return request
    if (!last.parts.every(isWords)) return request
    lose(losses, 'prefill-refused', WHY_NO_PREFILL, last.role, last.tag, last.id, last.name)
    for (const part of last.parts) {
      if (part.kind !== 'text' && part.kind !== 'reasoning') continue
      lose(losses, 'prefill-refused', WHY_NO_PREFILL, part.text, part.tag, part.seal?.value)
      if (part.kind === 'reasoning')
        for (const { text, tag } of part.summaries ?? [])
          lose(losses, 'prefill-refused', WHY_NO_PREFILL, text, tag)
    }
    return { ...request, messages: request.messages.slice(0, -1) }
  },
}
