import type { ToolCallPart } from '../../../hub/part.ts'
import { deepEqual, parseJson } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { callsOf } from '../../evidence.ts'
import { placeOf } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

function find(scene: Scene): Hit[] {
  const { exchange, request, upstream } = scene
  if (!upstream?.request) return []
  const known = new Map<string, ToolCallPart>()
  const seen = [
    ...scene.history.flatMap((turn) => [...turn.request.messages, ...(turn.reply ? [turn.reply] : [])]),
    ...(request?.hub.messages ?? []),
  ]
  for (const call of callsOf(seen)) if (call.id?.value) known.set(call.id.value, call)
  return callsOf(upstream.request.hub.messages).flatMap((sent): Hit[] => {
    const received = known.get(sent.id?.value ?? '')
    if (!received || isSame(received, sent)) return []
    return [
      {
        places: [
          placeOf(upstream.exchange, 'request', sent.name),
          ...(request ? [placeOf(exchange, 'request')] : []),
        ],
        message: `The model called ${received.name.value}(${short(received)}); the gateway now tells it that it called ${sent.name.value}(${short(sent)}).`,
      },
    ]
  })
}

const argumentsOf = (call: ToolCallPart) => {
  const parsed = parseJson(call.arguments.value || '{}')
  return 'value' in parsed ? parsed.value : call.arguments.value
}

const isSame = (left: ToolCallPart, right: ToolCallPart): boolean =>
  left.name.value === right.name.value && deepEqual(argumentsOf(left), argumentsOf(right))

const short = ({ arguments: { value } }: ToolCallPart): string =>
  value.length > 60 ? `${value.slice(0, 60)}…` : value

export const historyRewritten: Rule = {
  id: 'HISTORY_REWRITTEN',
  number: 35,
  title: 'Replayed call differs from the one received',
  severity: 'error',
  evidence: ['two-sides', 'two-turns'],
  consequence: 'The model reasons on from something that never happened; nothing fails, so nobody notices.',
  fix: 'Replay calls from the stored turn, and refuse the request where it is not found, rather than making one up.',
  references: ['https://github.com/BerriAI/litellm/issues/26167'],
  find,
}
