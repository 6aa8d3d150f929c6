import { lose } from '../../hub/losses.ts'
import type { Part } from '../../hub/part.ts'
import type { Message } from '../../hub/request.ts'
import type { RequestStep } from '../step.ts'

const WHY = 'Only its own dialect knows this.'

/**
 * What only its own dialect can say is left out before turns are put in order: what stands around it then stands together,
 * as it will when it is read again. A message of nothing else goes with it.
 */
export const dropForeign: RequestStep = {
  name: 'drop-foreign',
  why: 'Parts and items that only the dialect of the source knows have no counterpart.',
  run(request, { target, losses }) {
    const isForeign = (part: Part): boolean => part.kind === 'opaque' && part.dialect !== target.dialect
    const messages = request.messages.flatMap((message): Message[] => {
      if (!message.parts.some(isForeign)) return [message]
      for (const part of message.parts)
        if (part.kind === 'opaque') lose(losses, 'foreign-part', WHY, part.raw)
      const parts = message.parts.filter((part) => !isForeign(part))
      if (parts.length > 0) return [{ ...message, parts }]
      lose(losses, 'foreign-part', WHY, message.role, message.tag, message.id, message.name)
      return []
    })
    return messages.every((message, i) => message === request.messages[i])
      ? request
      : { ...request, messages }
  },
}
