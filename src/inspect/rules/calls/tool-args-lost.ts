import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { placeOf } from '../../places.ts'
import { framesOf } from '../../reading-facts.ts'
import type { FoldedCall } from '../../reply-facts.ts'
import { callsIn, countOf, isReply, quoted, requiredArguments, tellingFrames } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { grammarRun } from '../../stream-grammar.ts'
import { lostCalls } from './lost-calls.ts'
import { upstreamCalls } from './upstream-calls.ts'

const isEmptyCall = ({ head, text }: FoldedCall): boolean =>
  head.isCustom !== true && /^\s*(?:\{\s*\})?\s*$/.test(text?.value ?? '')

function find(scene: Scene): Hit[] {
  // A call cut off by an honest length reason is neither lost nor complete (bugs.md §3.3, rule 31 against 38).
  if (!isReply(scene) || scene.folded.finish?.value === 'length') return []
  const sent = upstreamCalls(scene)
  // The last call of a stream that breaks off had its arguments still to come.
  const torn = grammarRun(scene).missing === undefined ? undefined : scene.folded.parts.at(-1)
  const empty = callsIn(scene).flatMap((call) =>
    call !== torn && isEmptyCall(call) ? emptyCall(scene, call, sent?.of(call)) : [],
  )
  return [...empty, ...lostCalls(scene, sent)]
}

function emptyCall(scene: Scene, call: FoldedCall, sent: FoldedCall | undefined): Hit[] {
  const { exchange, reply, request, dialect, upstream } = scene
  const name = call.head.name.value
  const places = [placeOf(exchange, 'reply', call.head.name)]
  const hit = (message: string): Hit[] => [{ places, message }]
  if (upstream && sent && !isEmptyCall(sent)) {
    places.push(placeOf(upstream.exchange, 'reply', sent.text ?? sent.head.name))
    return hit(
      `The model called ${name} with ${countArguments(sent.text?.value ?? '')}; the client received an empty call.`,
    )
  }
  const required = requiredArguments(request?.hub, name)
  if (required && required.length > 0)
    return hit(`The call ${name} arrived without its arguments, though it needs ${quoted(required)}.`)
  // Anthropic sends at least one empty input_json_delta in each call block; none at all means that a chunk was dropped.
  const hasNoEvent = dialect === 'anthropic-messages' && reply?.kind === 'stream'
  if (required !== undefined || !hasNoEvent || sent || hasInputAtStart(scene, call)) return []
  return hit(
    `The call ${name} was opened and closed without a single input_json_delta: its arguments did not arrive. The request would tell whether it needs any.`,
  )
}

/** An empty delta leaves no event in the hub, so the frames themselves are asked. */
function hasInputAtStart(scene: Scene, { head }: FoldedCall): boolean {
  const start = head.name.from[0]?.frame ?? -1
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
    return countOf(Object.keys(JSON.parse(text) as object).length, 'argument')
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
  clients: {
    '@anthropic-ai/sdk': 'It hands out the call with the input {}, and throws nothing.',
    openai:
      'It hands out the call with an empty string for arguments; JSON.parse in the program throws SyntaxError.',
    'Claude Code': 'It reports missing parameters, and the model tries the same call again.',
  },
  fix: 'Emit the delta of the chunk that opens a block as well, for each call of the chunk. Until the gateway is mended: ask for whole replies (stream: false), or a provider that sends name and arguments in separate chunks.',
  references: [
    'https://github.com/BerriAI/litellm/issues/25836',
    'https://github.com/BerriAI/litellm/pull/24355',
    'https://github.com/vllm-project/vllm/pull/34053',
  ],
  find,
}
