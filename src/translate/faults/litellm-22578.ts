import { added } from '../../hub/leaf.ts'
import type { ToolCallPart } from '../../hub/part.ts'
import type { Message } from '../../hub/request.ts'
import type { Fault } from '../fault.ts'
import { replace } from '../fault.ts'
import { pythonRepr } from '../python-repr.ts'
import type { RequestStep } from '../step.ts'
import { Refusal } from '../step.ts'

const textOf = (message: Message): string =>
  message.parts
    .flatMap((part) => (part.kind === 'tool-result' ? part.content : [part]))
    .map((part) => (part.kind === 'text' ? part.text.value : ''))
    .join('')

/** A call as LiteLLM holds it in a chat message. */
const chatCall = (call: ToolCallPart, index: number): object => ({
  id: call.id?.value ?? '',
  type: 'function',
  function: { name: call.name.value, arguments: call.arguments.value },
  index,
})

const assistantRepr = (message: Message | undefined): string => {
  if (!message) return 'None'
  const calls = message.parts.filter((part) => part.kind === 'tool-call')
  return pythonRepr({
    role: 'assistant',
    content: textOf(message) || null,
    tool_calls: calls.map((call) => chatCall(call as ToolCallPart, 0)),
  })
}

/** Looks only into the last assistant message; each call of a Responses history is an assistant message of its own. bugs.md §1.1 */
const lastAssistantCursor: RequestStep = {
  name: 'name-results',
  why: 'Fault: the name of a result is looked up in the last assistant message only.',
  run(request) {
    let cursor: Message | undefined
    const messages = request.messages.map((message): Message => {
      if (message.role.value === 'assistant' && !saysNoCalls(message)) cursor = message
      return {
        ...message,
        parts: message.parts.map((part) => {
          if (part.kind !== 'tool-result' || part.name) return part
          const call = cursor?.parts.find(
            (other) => other.kind === 'tool-call' && other.id?.value === part.callId?.value,
          ) as ToolCallPart | undefined
          if (call) return { ...part, name: call.name }
          throw new Refusal(refusal(message, part.callId?.value ?? '', cursor))
        }),
      }
    })
    return { ...request, messages }
  },
}

/** Only `tool_calls: null` leaves the cursor where it is: without the key, or with an empty list, the message takes it. */
const saysNoCalls = ({ extras }: Message): boolean =>
  extras?.entries.some(([key, leaf]) => key === 'tool_calls' && leaf.value === null) ?? false

const refusal = (message: Message, callId: string, cursor: Message | undefined) => ({
  status: added(500, 'fault', 'The gateway shows its own failure as a server error.'),
  message: added(
    `litellm.APIConnectionError: Missing corresponding tool call for tool response message. Received - message=${pythonRepr({ role: 'tool', content: textOf(message), tool_call_id: callId })}, last_message_with_tool_calls=${assistantRepr(cursor)}`,
    'fault',
    'What the gateway raised instead of sending the request on.',
  ),
  code: added('500', 'fault', 'LiteLLM gives the status as a string.'),
})

export const lastAssistantFault: Fault = {
  id: 'litellm-22578',
  title: 'Parallel results lose their call: only the last assistant message is searched for it.',
  issue: 'https://github.com/BerriAI/litellm/issues/22578',
  mended: 'PR #22599 gathers the calls of neighbouring assistant messages.',
  stage: 'name-results',
  half: 'request',
  rule: 'CALL_RESULT_UNPAIRED',
  shownBy: 'a turn of two calls, each a message of its own',
  from: ['openai-responses', 'openai-chat'],
  to: ['gemini'],
  requestSteps: (right) => replace(right, 'name-results', lastAssistantCursor),
}
