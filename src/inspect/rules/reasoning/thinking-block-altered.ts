import type { FoldedPart } from '../../../hub/fold.ts'
import { foldReply } from '../../../hub/fold.ts'
import type { Leaf } from '../../../hub/leaf.ts'
import type { ReasoningPart, Seal, TextPart } from '../../../hub/part.ts'
import type { Message } from '../../../hub/request.ts'
import { atPointer } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt, hitOf } from '../../hits.ts'
import { listAt, rootOf, textAt } from '../../json-places.ts'
import { placeAt } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'
import { firstDifference, sameSoFar } from './encrypted-reasoning-changed.ts'

function find(scene: Scene): Hit[] {
  const { continues, request } = scene
  if (!continues || !request) return []
  const { parts } = foldReply(continues.reply?.events ?? [])
  const calls = new Set(
    parts.flatMap((part) => (part?.head.kind === 'tool-call' ? [part.head.id?.value] : [])),
  )
  // Thoughts may be dropped from turns that are over; in a turn with calls they belong to what follows.
  const message = request.hub.messages.find(({ parts: own }) =>
    own.some((part) => part.kind === 'tool-call' && calls.has(part.id?.value)),
  )
  if (!message) return []
  return parts
    .filter((part) => part?.head.kind === 'reasoning' && part.seal !== undefined)
    .flatMap((part, i) => altered(scene, message, part, i))
    .map((hit) => ({ ...hit, places: [...hit.places, placeAt(continues.exchange, 'reply')] }))
}

function altered(scene: Scene, { parts, role }: Message, { text, seal }: FoldedPart, index: number): Hit[] {
  const thoughts = parts.filter((part): part is ReasoningPart => part.kind === 'reasoning')
  const same = thoughts.find((one) => one.seal?.value.value === seal?.value.value)
  const told = (leaf: Leaf<unknown> | undefined, message: string): Hit[] => [
    hitOf(scene, 'request', leaf, message),
  ]
  if (same) {
    const [before, after] = [text?.value ?? '', same.text?.value ?? '']
    const leaf = same.text ?? same.seal?.value
    if (before !== after)
      return told(
        leaf,
        `${ordinal(index)} thinking block of the turn differs from what Anthropic sent: ${sameSoFar(firstDifference(before, after))}.`,
      )
    return parts.indexOf(same) > parts.findIndex(({ kind }) => kind === 'tool-call') &&
      !isBehindCall(scene, seal)
      ? told(
          leaf,
          `${ordinal(index)} thinking block of the turn stands behind the call, before which Anthropic sent it.`,
        )
      : []
  }
  const signature = thoughts[index]?.seal?.value
  if (signature)
    return told(
      signature,
      `${ordinal(index)} thinking block of the turn has another signature than Anthropic sent.`,
    )
  const shown = parts.find(
    (part): part is TextPart => part.kind === 'text' && part.text.value.trim() === text?.value.trim(),
  )
  if (shown && text?.value)
    return told(
      shown.text,
      `${ordinal(index)} thinking block of the turn came back as text: private reasoning is now part of what the assistant said.`,
    )
  return [missing(scene, role, index)]
}

/** In the reply, the thought came after a call. */
const isBehindCall = ({ continues }: Scene, seal: Seal | undefined): boolean => {
  const { parts } = foldReply(continues?.reply?.events ?? [])
  const thought = parts.findIndex((part) => part?.seal?.value.value === seal?.value.value)
  return thought > parts.findIndex((part) => part?.head.kind === 'tool-call')
}

/** Where the account or the model does not hold it against the client, the thoughts are silently lost. */
function missing(scene: Scene, role: Message['role'], index: number): Hit {
  const message = (role.from[0]?.pointer ?? '').replace(/\/role$/, '')
  const [first] = listAt(
    { value: atPointer(scene.request?.json ?? null, message) ?? null, pointer: message },
    'content',
  )
  const status = scene.exchange.reply?.status
  const isRefusable =
    scene.request?.hub.reasoning?.isOn?.value === true && !(status !== undefined && status < 400)
  return hitAt(
    scene,
    'request',
    first ?? { pointer: message },
    `${ordinal(index)} thinking block of the turn with this call was not sent back${isRefusable ? ', though thinking is on' : ''}.`,
    isRefusable ? 'error' : 'warning',
  )
}

/** The thinking of the last assistant message, which must come back untouched. */
function lastThinking({ request }: Scene): string[] {
  const messages = listAt(rootOf(request?.json), 'messages')
  const last = messages.findLast((message) => textAt(message, 'role') === 'assistant')
  const blocks = last ? listAt(last, 'content') : []
  const thoughts = blocks.filter((block) => /thinking$/.test(textAt(block, 'type') ?? ''))
  return (thoughts.length > 0 ? thoughts : blocks.slice(0, 1)).map(({ pointer }) => pointer)
}

/** From an index: `The first`. */
const ordinal = (index: number): string =>
  ['The first', 'The second', 'The third', 'The fourth'][index] ?? 'A later'

export const thinkingBlockAltered: Rule = {
  id: 'THINKING_BLOCK_ALTERED',
  number: 43,
  title: 'Signed thinking changed or removed',
  severity: 'error',
  evidence: ['two-turns', 'one-side'],
  dialects: ['anthropic-messages'],
  texts: [
    /Invalid `?signature`? in `?thinking`? block/,
    /blocks? .*cannot be modified/,
    /Expected `?thinking`? or `?redacted_thinking`?/,
  ],
  suspects: lastThinking,
  consequence: 'Anthropic refuses the request; the session is stuck until its history is cut.',
  clients: refusalIn('@anthropic-ai/sdk'),
  fix: 'Send thinking blocks back byte for byte and in their place, or none of them for the turn.',
  references: [
    'https://github.com/mnfst/llm-gateway/issues/1658',
    'https://github.com/lbjlaq/Antigravity-Manager/issues/139',
    'https://github.com/maximhq/bifrost/issues/6342',
  ],
  find,
}
