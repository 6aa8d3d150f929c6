import { spell } from '../../hub/leaf.ts'
import type { Part } from '../../hub/part.ts'
import type { Message } from '../../hub/request.ts'
import type { RequestStep } from '../step.ts'

const isResult = ({ kind }: Part): boolean => kind === 'tool-result'

/** Gemini’s servers may run a tool themselves: the model’s turn then holds its calls, their results and what came after. */
export const partRounds: RequestStep = {
  name: 'part-rounds',
  why: 'Results stand in turns of their own here: a turn of the model that holds some is parted around them.',
  run(request) {
    const isMixed = ({ role, parts }: Message): boolean => role.value === 'assistant' && parts.some(isResult)
    if (!request.messages.some(isMixed)) return request
    return {
      ...request,
      messages: request.messages.flatMap((message) => (isMixed(message) ? roundsOf(message) : [message])),
    }
  },
}

/** Runs of results, and of all else, in their order; what is said of the message stays with the first. */
function roundsOf(message: Message): Message[] {
  const rounds: Message[] = []
  let run: Part[] = []
  for (const [i, part] of message.parts.entries()) {
    const before = message.parts[i - 1]
    if (!before || isResult(before) !== isResult(part)) {
      run = []
      const role = isResult(part) ? spell(message.role, 'user' as const, 'part-rounds') : message.role
      rounds.push(rounds.length === 0 ? { ...message, role, parts: run } : { role, parts: run })
    }
    run.push(part)
  }
  return rounds
}
