import type { ToolCallPart } from '../../../hub/part.ts'
import type { Request } from '../../../hub/request.ts'
import type { Scene } from '../../evidence.ts'
import { callsOf, resultsOf } from '../../evidence.ts'
import { placeOf } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

const LOST_CALL = 'Missing corresponding tool call for tool response message'

function find(scene: Scene): Hit[] {
  return [...fromError(scene), ...orphans(scene), ...unanswered(scene)]
}

/** The gateway says that a call is missing; the request tells whether it is. */
function fromError({ exchange, reply, request }: Scene): Hit[] {
  const failure = reply?.events.find((event) => event.kind === 'error')?.failure
  if (!failure?.message.value.includes(LOST_CALL)) return []
  const named = /'tool_call_id': '([^']*)'/.exec(failure.message.value)?.[1]
  const call = callsOf(request?.hub.messages ?? []).find(({ id }) => id?.value === named)
  const result = resultsOf(request?.hub.messages ?? []).find(({ callId }) => callId?.value === named)
  const places = [
    ...(result ? [placeOf(exchange, 'request', result.callId)] : []),
    ...(call ? [placeOf(exchange, 'request', call.id)] : []),
    placeOf(exchange, 'reply', failure.message),
  ]
  if (call)
    return [
      {
        places,
        message: `The gateway found no call for the result ${named}, but the call is in this very request (${call.name.value}): it looked at the last assistant message only.`,
      },
    ]
  return [
    {
      places,
      message: `The gateway found no call for the result ${named ?? 'it names'}, and this request holds none.`,
    },
  ]
}

/** A result that answers no call of this request; with a chain the call may stand in an earlier turn. */
function orphans({ exchange, dialect, request }: Scene): Hit[] {
  if (!request || request.hub.chain?.previousResponseId || request.hub.chain?.conversation) return []
  const ids = new Set(callsOf(request.hub.messages).map(({ id }) => id?.value))
  const names = new Set(callsOf(request.hub.messages).map(({ name }) => name.value))
  return resultsOf(request.hub.messages).flatMap((result): Hit[] => {
    const { callId, name } = result
    const isPaired = callId?.value
      ? ids.has(callId.value)
      : dialect === 'gemini' && name !== undefined && names.has(name.value)
    // Gemini pairs by name where ids are missing on either half (anthropic-gemini.md G.2).
    const isPairedByName =
      dialect === 'gemini' && name !== undefined && names.has(name.value) && ids.has(undefined)
    if (isPaired || isPairedByName || opaqueCalls(request.hub)) return []
    return [
      {
        places: [placeOf(exchange, 'request', callId ?? name)],
        message: `The result ${callId?.value || name?.value || 'without an id'} answers no call in this request.`,
      },
    ]
  })
}

/** Calls that were kept raw (hosted tools, forms not understood) may be what a result answers. */
const opaqueCalls = ({ messages, dialect }: Request): boolean =>
  dialect === 'openai-responses' && messages.some(({ parts }) => parts.some((part) => part.kind === 'opaque'))

/** A call with turns behind it and no result among them. */
function unanswered({ exchange, dialect, request }: Scene): Hit[] {
  if (!request || dialect === 'gemini') return []
  const { messages } = request.hub
  const answered = new Set(resultsOf(messages).map(({ callId }) => callId?.value))
  const isLate = (call: ToolCallPart): boolean =>
    messages.findIndex(({ parts }) => parts.includes(call)) <
    messages.findLastIndex(({ role }) => role.value !== 'assistant')
  return callsOf(messages)
    .filter(
      (call) =>
        call.id?.value &&
        !answered.has(call.id.value) &&
        isLate(call) &&
        !call.extras?.entries.some(([key]) => key === 'async'),
    )
    .map((call) => ({
      places: [placeOf(exchange, 'request', call.id)],
      message: `The call ${call.id?.value} (${call.name.value}) is never answered.`,
    }))
}

export const callResultUnpaired: Rule = {
  id: 'CALL_RESULT_UNPAIRED',
  number: 10,
  title: 'Call without result, or result without call',
  severity: 'error',
  evidence: ['one-side', 'two-turns'],
  consequence:
    'Every provider refuses the request; a gateway that fails by itself shows it as a server error, and clients retry in vain.',
  fix: 'Look results up by id over all calls of the history, not in the last assistant message; keep both halves of a pair or drop both.',
  references: [
    'https://github.com/BerriAI/litellm/issues/22578',
    'https://github.com/BerriAI/litellm/pull/22599',
    'https://github.com/router-for-me/CLIProxyAPI/issues/2132',
  ],
  find,
}
