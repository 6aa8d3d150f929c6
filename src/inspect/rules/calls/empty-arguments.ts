import type { Leaf } from '../../../hub/leaf.ts'
import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { replyValueAt } from '../../reading-facts.ts'
import { callsIn, requiredArguments } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

const sentence = (name: string): string =>
  `${name} was called without arguments, and the call holds an empty string, which is no JSON.`

/** The empty string leaves nothing in the hub: it stands beside the name. */
const beside = ({ value, from: [origin] }: Leaf<string>): Leaf<string> => ({
  value,
  from: origin ? [{ ...origin, pointer: origin.pointer.replace(/name$/, 'arguments') }] : [],
})

const find = (scene: Scene): Hit[] => [...inReply(scene), ...inRequest(scene)]

function inReply(scene: Scene): Hit[] {
  const { request, folded } = scene
  if (folded.finish === undefined || folded.finish.value === 'length') return []
  // Where the tool needs arguments, they were lost: that is another rule.
  const needsSome = (name: string): boolean => (requiredArguments(request?.hub, name)?.length ?? 0) > 0
  return callsIn(scene).flatMap(({ head: { isCustom, name }, text }): Hit[] => {
    if (isCustom || (text?.value ?? '') !== '' || needsSome(name.value)) return []
    const at = text ?? beside(name)
    const there = replyValueAt(scene, at)
    // Arguments of another type than a string are another rule's.
    if (isObject(there)) return []
    return [hitOf(scene, 'reply', there === undefined ? name : at, sentence(name.value))]
  })
}

const inRequest = (scene: Scene): Hit[] =>
  scene.pairs.calls.flatMap(({ part }) =>
    !part.isCustom && part.arguments.value === ''
      ? [hitOf(scene, 'request', part.arguments, sentence(part.name.value))]
      : [],
  )

export const emptyArguments: Rule = {
  id: 'EMPTY_ARGUMENTS_STRING',
  number: 23,
  title: 'No-argument call has "" instead of "{}"',
  severity: 'warning',
  evidence: ['one-side'],
  dialects: ['openai-chat', 'openai-responses'],
  consequence:
    'Clients parse the arguments as JSON and stop with “Unexpected end of JSON input”, or drop the call.',
  clients: {
    openai: 'It hands the empty string out; JSON.parse in the program throws SyntaxError.',
    'OpenAI Agents SDK': 'It stops with “Unexpected end of JSON input”.',
  },
  fix: 'Send “{}” where a call has no arguments: Anthropic sends no input_json_delta then, or an empty one.',
  references: [
    'https://github.com/BerriAI/litellm/issues/5063',
    'https://github.com/vercel/ai/issues/6687',
    'https://github.com/openai/openai-agents-js/issues/664',
  ],
  find,
}
