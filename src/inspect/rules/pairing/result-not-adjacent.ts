import type { Scene } from '../../evidence.ts'
import type { Trouble } from '../../pairing/request-pairs.ts'
import { placeOf } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'

function find(scene: Scene): Hit[] {
  return scene.pairs.troubles.flatMap((trouble) => hitOf(scene, trouble))
}

function hitOf({ exchange, request }: Scene, trouble: Trouble): Hit[] {
  if (trouble.kind !== 'late' && trouble.kind !== 'early' && trouble.kind !== 'not-first') return []
  const { call, result } = trouble
  const id = result.part.callId?.value ?? ''
  const places = [
    placeOf(exchange, 'request', result.part.callId),
    placeOf(exchange, 'request', call.part.id),
  ]
  if (trouble.kind === 'early')
    return [{ places, message: `The result for ${id} stands before the call that it answers.` }]
  // Trap 7: refused by Anthropic today, accepted in older captures.
  if (trouble.kind === 'not-first')
    return [
      {
        places,
        severity: 'warning',
        message: `The result for ${id} comes after other content of the same message; Anthropic wants results first.`,
      },
    ]
  const role = request?.hub.messages[trouble.between]?.role
  return [
    {
      places: [...places, placeOf(exchange, 'request', role)],
      message: `The result for ${id} comes after a message of the ${role?.value ?? 'other'} role; the provider wants it straight after the call.`,
    },
  ]
}

export const resultNotAdjacent: Rule = {
  id: 'TOOL_RESULT_NOT_ADJACENT',
  number: 9,
  title: 'Something stands between call and result',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat', 'anthropic-messages'],
  texts: [
    /without `?tool_result`? blocks? immediately after/,
    /must be followed by tool messages/,
    /messages with role 'tool' must be a response/,
    /tool_result` block\(s\) at the beginning of this message/,
  ],
  consequence:
    'The provider refuses the request; once it stands in the history, every later turn is refused as well.',
  clients: refusalIn('openai', '@anthropic-ai/sdk'),
  fix: 'Write the results first, and the rest of the user’s turn behind them.',
  references: [
    'https://github.com/apache/apisix/pull/13674',
    'https://github.com/BerriAI/litellm/issues/28995',
    'https://github.com/router-for-me/CLIProxyAPI/issues/3366',
  ],
  find,
}
