import { added, also, spell } from '../../hub/leaf.ts'
import type { Part } from '../../hub/part.ts'
import type { Instructions, Message, Request } from '../../hub/request.ts'
import type { RequestStep, StepContext } from '../step.ts'

const isInstruction = (message: Message): boolean =>
  message.role.value === 'system' || message.role.value === 'developer'

/** What stood as a message, as parts of a field: the field says the role and the type of the message. */
function partsOfMessage({ parts, role, tag }: Message): readonly Part[] {
  const [first, ...rest] = parts
  return first?.kind === 'text' ? [{ ...first, text: also({ ...first.text }, role, tag) }, ...rest] : parts
}

/** Instructions at the head of the list go into the field of their own. Later ones stay where they are: hoisting would change their meaning. */
export const hoistInstructions: RequestStep = {
  name: 'hoist-instructions',
  why: 'This dialect keeps instructions in a field of their own, not among the messages.',
  run(request) {
    const end = request.messages.findIndex((message) => !isInstruction(message))
    const head = request.messages.slice(0, end < 0 ? request.messages.length : end)
    if (head.length === 0) return request
    const before = request.instructions?.parts ?? []
    return {
      ...request,
      instructions: {
        ...request.instructions,
        parts: [...before, ...head.flatMap(partsOfMessage)],
        isBare: before.length === 0 && head.length === 1 && head[0]?.isBare === true,
      },
      messages: request.messages.slice(head.length),
    }
  },
}

/** Whether one string says all of it: an end of the cached prefix cannot stand in a string. */
const isOneText = ([first, ...more]: readonly Part[]): boolean =>
  first?.kind === 'text' && first.cacheMark === undefined && more.length === 0

/**
 * The field holds one text, and messages may instruct too: so one system message goes into the field, and all else stands
 * as a message. Nothing is joined, a developer stays one, and the way back finds what was there (law 5).
 */
export const fitInstructions: RequestStep = {
  name: 'fit-instructions',
  why: 'This dialect has a field for one instruction; further ones stand as messages, each with its own words.',
  run(request, context) {
    const { instructions, messages } = request
    if (instructions) return isOneText(instructions.parts) ? request : placed(request, instructions, context)
    const [first, ...rest] = messages
    if (first?.role.value !== 'system' || !isOneText(first.parts)) return request
    const parts = partsOfMessage(first)
    return { ...request, instructions: { parts, isBare: first.isBare === true }, messages: rest }
  },
}

/** The field's text becomes the first message. */
export const placeInstructions: RequestStep = {
  name: 'place-instructions',
  why: 'This dialect has no field for instructions: they open the list of messages.',
  run: (request, context) =>
    request.instructions ? placed(request, request.instructions, context) : request,
}

function placed(
  request: Request,
  { parts, isBare, tag, role: given }: Instructions,
  { capabilities }: StepContext,
): Request {
  const word = capabilities.instructionRole
  const why = 'A message needs a role; the source said it by the field.'
  const role = given ? spell(given, word) : added(word, 'role-required', why)
  const message: Message = { role, parts, ...(isBare ? { isBare } : {}), ...(tag ? { tag } : {}) }
  const { instructions: _, ...rest } = request
  return { ...rest, messages: [message, ...request.messages] }
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
