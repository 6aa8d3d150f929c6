import type { FoldedPart } from '../../../hub/fold.ts'
import { foldReply } from '../../../hub/fold.ts'
import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { placeOf } from '../../places.ts'
import { framesOf } from '../../reading-facts.ts'
import type { CallHead } from '../../reply-facts.ts'
import { quoted, requiredArguments, tellingFrames } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { grammarRun } from '../../stream-grammar.ts'

const isEmptyCall = (part: FoldedPart): part is FoldedPart & { head: CallHead } =>
  part.head.kind === 'tool-call' &&
  part.head.isCustom !== true &&
  /^\s*(?:\{\s*\})?\s*$/.test(part.text?.value ?? '')

/** What the other side of the gateway saw of the same call. */
function upstreamArguments({ upstream }: Scene, name: string): string | undefined {
  const parts = upstream?.reply ? foldReply(upstream.reply.events).parts : []
  const call = parts.find(
    (part) => part?.head.kind === 'tool-call' && part.head.name.value === name && !isEmptyCall(part),
  )
  return call?.text?.value
}

function find(scene: Scene): Hit[] {
  const { exchange, reply, request, dialect, folded } = scene
  if (!reply || (reply.kind !== 'stream' && reply.kind !== 'whole')) return []
  // A call cut off by an honest length reason is neither lost nor complete (bugs.md §3.3, rule 31 against 38).
  if (folded.finish?.value === 'length') return []
  // The last call of a stream that breaks off had its arguments still to come.
  const torn = grammarRun(scene).missing === undefined ? undefined : folded.parts.at(-1)
  return folded.parts
    .filter((part) => part !== undefined && part !== torn && isEmptyCall(part))
    .flatMap((part): Hit[] => {
      const { name } = part.head as CallHead
      const places = [placeOf(exchange, 'reply', name)]
      const sent = upstreamArguments(scene, name.value)
      if (sent !== undefined)
        return [
          {
            places,
            message: `The model called ${name.value} with ${countArguments(sent)}; the client received an empty call.`,
          },
        ]
      const required = requiredArguments(request?.hub, name.value)
      if (required && required.length > 0)
        return [
          {
            places,
            message: `The call ${name.value} arrived without its arguments, though it needs ${quoted(required)}.`,
          },
        ]
      // Anthropic sends at least one empty input_json_delta in each call block; none at all means that a chunk was dropped.
      const hasNoEvent = dialect === 'anthropic-messages' && reply.kind === 'stream'
      if (required !== undefined || !hasNoEvent || hasInputAtStart(scene, part)) return []
      return [
        {
          places,
          message: `The call ${name.value} was opened and closed without a single input_json_delta: its arguments did not arrive. The request would tell whether it needs any.`,
        },
      ]
    })
}

/** An empty delta leaves no event in the hub, so the frames themselves are asked. */
function hasInputAtStart(scene: Scene, part: FoldedPart): boolean {
  const start = (part.head as CallHead).name.from[0]?.frame ?? -1
  const opening = framesOf(scene)[start]?.json
  const index = isObject(opening) ? opening.index : undefined
  return tellingFrames(scene).some(
    ({ value }) =>
      isObject(value) &&
      value.index === index &&
      isObject(value.delta) &&
      value.delta.type === 'input_json_delta',
  )
}

function countArguments(text: string): string {
  try {
    const count = Object.keys(JSON.parse(text) as object).length
    return `${count} argument${count === 1 ? '' : 's'}`
  } catch {
    return 'arguments'
  }
}

export const toolArgsLost: Rule = {
  id: 'TOOL_ARGS_LOST',
  number: 1,
  title: 'Tool call arrives without its arguments',
  severity: 'error',
  evidence: ['one-side', 'two-sides'],
  consequence:
    'The client runs the tool with nothing, or refuses the call; the model is told that arguments are missing and tries again.',
  clients: { 'Claude Code': 'It reports missing parameters, and the model tries the same call again.' },
  fix: 'Emit the delta of the chunk that opens a block as well. Until the gateway is mended: ask for whole replies (stream: false), or a provider that sends name and arguments in separate chunks.',
  references: [
    'https://github.com/BerriAI/litellm/issues/25836',
    'https://github.com/BerriAI/litellm/pull/24355',
    'https://github.com/vllm-project/vllm/pull/34053',
  ],
  find,
}
