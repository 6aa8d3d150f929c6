import type { Scene } from '../../evidence.ts'
import { hitAt, hitOf } from '../../hits.ts'
import { fieldAt, rootOf } from '../../json-places.ts'
import { placeOf } from '../../places.ts'
import { framesOf } from '../../reading-facts.ts'
import type { FoldedCall } from '../../reply-facts.ts'
import { callsIn, countOf, finishesIn, quoted } from '../../reply-facts.ts'
import type { Hit } from '../../rule.ts'
import { isUnfinished } from '../stream/terminal-missing.ts'
import type { UpstreamCalls } from './upstream-calls.ts'

/** Calls that did not arrive at all: the surest sign first, and one is enough. */
export function lostCalls(scene: Scene, sent: UpstreamCalls | undefined): Hit[] {
  if (scene.failure || isUnfinished(scene)) return []
  const vanished = sent ? vanishedCalls(scene, sent) : []
  if (vanished.length > 0) return vanished
  const promised = promisedCalls(scene)
  return promised.length > 0 ? promised : billedForNothing(scene)
}

/** The provider sent more calls than the client got. A hidden tool of the gateway’s own is no call of the client’s. */
function vanishedCalls(scene: Scene, { all, of }: UpstreamCalls): Hit[] {
  const { exchange, request, upstream, folded } = scene
  const arrived = new Set(callsIn(scene).map(of))
  const isDeclared = ({ head }: FoldedCall): boolean =>
    request === undefined ||
    request.hub.tools.some((tool) => tool.kind === 'function' && tool.name.value === head.name.value)
  const lost = all.filter((call) => !arrived.has(call) && isDeclared(call))
  const [first] = lost
  if (!first || !upstream || arrived.has(undefined)) return []
  const names = quoted(lost.map(({ head }) => head.name.value))
  return [
    {
      places: [
        placeOf(exchange, 'reply', folded.finish),
        placeOf(upstream.exchange, 'reply', first.head.name),
      ],
      message: `The model made ${countOf(all.length, 'call')}; ${arrived.size === 0 ? 'none' : `only ${arrived.size}`} reached the client: ${names} ${lost.length === 1 ? 'is' : 'are'} missing.`,
    },
  ]
}

/** A finish that announces calls, where there are none. */
function promisedCalls(scene: Scene): Hit[] {
  const { dialect, folded } = scene
  if (dialect !== 'openai-chat' && dialect !== 'anthropic-messages') return []
  const finish = finishesIn(scene).find(
    ({ reason, choice = 0 }) =>
      reason.value === 'tool-calls' &&
      !folded.parts.some(
        (part) => part?.choice === choice && (part.head.kind === 'tool-call' || part.head.kind === 'opaque'),
      ),
  )
  if (!finish) return []
  return [
    hitOf(
      scene,
      'reply',
      finish.reason,
      'The answer ends as if tools were called, but holds no call: the gateway dropped it on the way.',
    ),
  ]
}

/** Responses: a completed answer with nothing in it, for which tokens are billed. */
function billedForNothing(scene: Scene): Hit[] {
  const { dialect, reply, folded } = scene
  const output = folded.usage?.output?.value ?? 0
  if (dialect !== 'openai-responses' || folded.parts.length > 0 || folded.finish?.value !== 'stop') return []
  if (output <= (folded.usage?.reasoning?.value ?? 0)) return []
  const last =
    reply?.kind === 'whole' ? undefined : framesOf(scene).findLast(({ json }) => json !== undefined)
  const root = rootOf(reply?.kind === 'whole' ? reply.json : last?.json)
  const pointer = fieldAt(last ? (fieldAt(root, 'response') ?? root) : root, 'output')?.pointer
  return [
    hitAt(
      scene,
      'reply',
      { ...(pointer === undefined ? {} : { pointer }), ...(last ? { frame: last.frame.index } : {}) },
      `The answer is completed and counts ${output} output tokens, but holds nothing: a call or a text did not arrive.`,
      'warning',
    ),
  ]
}
