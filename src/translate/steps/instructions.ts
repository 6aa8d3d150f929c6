import { added, also, spell } from '../../hub/leaf.ts'
import type { Message, Request } from '../../hub/request.ts'
import type { RequestStep } from '../step.ts'

const isInstruction = (message: Message): boolean =>
  message.role.value === 'system' || message.role.value === 'developer'

/** Instructions at the head of the list go into the field of their own. Later ones stay where they are: hoisting would change their meaning. */
export const hoistInstructions: RequestStep = {
  name: 'hoist-instructions',
  why: 'This dialect keeps instructions in a field of their own, not among the messages.',
  run(request) {
    const end = request.messages.findIndex((message) => !isInstruction(message))
    const head = request.messages.slice(0, end < 0 ? request.messages.length : end)
    if (head.length === 0) return request
    const hoisted = head.flatMap((message) => {
      const [first, ...rest] = message.parts
      // The role and type of the message are said by the field it now stands in.
      return first?.kind === 'text'
        ? [{ ...first, text: also({ ...first.text }, message.role, message.tag) }, ...rest]
        : message.parts
    })
    const before = request.instructions?.parts ?? []
    const parts = [...before, ...hoisted]
    return {
      ...request,
      instructions: {
        ...request.instructions,
        parts,
        isBare: before.length === 0 && head.length === 1 && head[0]?.isBare === true,
      },
      messages: request.messages.slice(head.length),
    }
  },
}

/** The field's text becomes the first message. */
export const placeInstructions: RequestStep = {
  name: 'place-instructions',
  why: 'This dialect has no field for instructions: they open the list of messages.',
  run(request, { capabilities }) {
    if (!request.instructions) return request
    const { parts, isBare, tag } = request.instructions
    const role = added(
      capabilities.instructionRole,
      'role-required',
      'A message needs a role; the source said it by the field.',
    )
    const message: Message = { role, parts, ...(isBare ? { isBare } : {}), ...(tag ? { tag } : {}) }
    const { instructions: _, ...rest } = request
    return { ...rest, messages: [message, ...request.messages] }
  },
}

/** Instructions between turns, where the dialect has none, are put as the user's words: authority is lost, place is kept. */
export const demoteInstructions: RequestStep = {
  name: 'demote-instructions',
  why: 'This dialect knows no instructions here between turns: they are put as user text in the same place.',
  run(request: Request, { capabilities }) {
    const messages: Message[] = []
    for (const [i, message] of request.messages.entries()) {
      const isKept =
        !isInstruction(message) ||
        capabilities.allowsMidInstructions === true ||
        (capabilities.allowsMidInstructions === 'before-answer' &&
          isBeforeAnswer(messages.at(-1), request.messages[i + 1]))
      messages.push(
        isKept ? message : { ...message, role: spell(message.role, 'user' as const, 'demote-instructions') },
      )
    }
    return messages.every((message, i) => message === request.messages[i])
      ? request
      : { ...request, messages }
  },
}

/** anthropic-gemini.md §A.2: after a user turn, and before the assistant's or at the end. */
const isBeforeAnswer = (before: Message | undefined, next: Message | undefined): boolean =>
  (before?.role.value === 'user' || before?.role.value === 'tool') &&
  (next === undefined || next.role.value === 'assistant')
