import type { Request } from '../../../hub/request.ts'
import { errorWordsOf } from '../../error-words.ts'
import type { Scene } from '../../evidence.ts'
import { callsOf, resultsOf } from '../../evidence.ts'
import { placeOf } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

const LOST_CALL = 'Missing corresponding tool call for tool response message'

const find = (scene: Scene): Hit[] => [...fromError(scene), ...orphans(scene), ...unanswered(scene)]

/** The gateway says that a call is missing; the request tells whether it is. */
function fromError(scene: Scene): Hit[] {
  const { exchange, request } = scene
  const words = errorWordsOf(scene)
  const said = words?.texts.filter((text) => text.includes(LOST_CALL)).at(-1)
  // Without the request nobody knows whether the call was in it: the words alone are told.
  if (!words || said === undefined || !request) return []
  const named = /['"]tool_call_id['"]: ?['"]([^'"]*)['"]/.exec(said)?.[1]
  const call = callsOf(request?.hub.messages ?? []).find(({ id }) => id?.value === named)
  const result = resultsOf(request?.hub.messages ?? []).find(({ callId }) => callId?.value === named)
  const places = [
    ...(result ? [placeOf(exchange, 'request', result.callId)] : []),
    ...(call ? [placeOf(exchange, 'request', call.id)] : []),
    words.place,
  ]
  const message = call
    ? `The gateway found no call for the result ${named}, but the call is in this very request (${call.name.value}): it looked at the last assistant message only.`
    : `The gateway found no call for the result ${named ?? 'it names'}, and this request holds none.`
  return [{ places, message }]
}

/** A result that answers no call of this request; with a chain the call may stand in an earlier turn. */
function orphans({ exchange, request, pairs: { troubles } }: Scene): Hit[] {
  if (!request || request.hub.chain?.previousResponseId || request.hub.chain?.conversation) return []
  if (holdsOpaqueCalls(request.hub)) return []
  return troubles.flatMap((trouble): Hit[] => {
    if (trouble.kind !== 'orphan') return []
    const { callId, name } = trouble.result.part
    const { itemOf } = trouble
    const hint = itemOf
      ? ` It names the id of the item; the id that pairs is ${itemOf.part.id?.value || 'its call_id'}.`
      : ''
    return [
      {
        places: [placeOf(exchange, 'request', callId ?? name)],
        message: `The result ${callId?.value || name?.value || 'without an id'} answers no call in this request.${hint}`,
      },
    ]
  })
}

/** Calls that were kept raw (hosted tools, forms not understood) may be what a result answers. */
const holdsOpaqueCalls = ({ messages, dialect }: Request): boolean =>
  dialect === 'openai-responses' && messages.some(({ parts }) => parts.some((part) => part.kind === 'opaque'))

/** A call with turns behind it and no result among them. */
function unanswered({ exchange, dialect, pairs: { troubles } }: Scene): Hit[] {
  if (dialect === 'gemini') return []
  return troubles.flatMap((trouble): Hit[] => {
    if (trouble.kind !== 'unanswered') return []
    const { id, name, extras } = trouble.call.part
    if (!id?.value || extras?.entries.some(([key]) => key === 'async')) return []
    return [
      {
        places: [placeOf(exchange, 'request', id)],
        message: `The call ${id.value} (${name.value}) is never answered.`,
      },
    ]
  })
}

export const callResultUnpaired: Rule = {
  id: 'CALL_RESULT_UNPAIRED',
  number: 10,
  title: 'Call without result, or result without call',
  severity: 'error',
  evidence: ['one-side', 'two-turns'],
  texts: [
    /Missing corresponding tool call for tool response message/,
    /tool_use_id` found in `\w*tool_result/,
    /without `?tool_result`? blocks? immediately after/,
    /must be followed by tool messages/,
    /messages with role 'tool' must be a response/,
    /No tool output found for function call/,
    /No tool call found for function call output/,
    /Name cannot be empty/,
  ],
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
