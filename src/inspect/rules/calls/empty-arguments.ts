import type { Leaf } from '../../../hub/leaf.ts'
import { atPointer, isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { framesOf } from '../../reading-facts.ts'
import { callsIn, requiredArguments } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

const sentence = (name: string): string =>
  `${name} was called without arguments, and the call holds an empty string, which is no JSON.`

/** The empty string leaves nothing in the hub: it stands beside the name, where it stands at all. */
function beside(scene: Scene, name: Leaf<string>): Leaf<string> {
  const [origin] = name.from
  const pointer = origin?.pointer?.replace(/name$/, 'arguments')
  const body = scene.reply?.kind === 'whole' ? scene.reply.json : framesOf(scene)[origin?.frame ?? -1]?.json
  const isThere = pointer !== undefined && body !== undefined && atPointer(body, pointer) !== undefined
  return origin && isThere ? { value: '', from: [{ ...origin, pointer }] } : name
}

function find(scene: Scene): Hit[] {
  const { request, folded, pairs } = scene
  const isComplete = folded.finish !== undefined && folded.finish.value !== 'length'
  // Where the tool needs arguments, they were lost: that is another rule.
  const needsSome = (name: string): boolean => (requiredArguments(request?.hub, name)?.length ?? 0) > 0
  // Arguments of another type than a string are another rule's.
  const isOther = ({ from: [origin] }: Leaf<string>): boolean =>
    scene.reply?.kind === 'whole' &&
    isObject(atPointer(scene.reply.json, (origin?.pointer ?? '').replace(/name$/, 'arguments')))
  return [
    ...callsIn(scene).flatMap(({ head, text }) =>
      isComplete &&
      !head.isCustom &&
      (text?.value ?? '') === '' &&
      !needsSome(head.name.value) &&
      !isOther(head.name)
        ? [hitOf(scene, 'reply', text ?? beside(scene, head.name), sentence(head.name.value))]
        : [],
    ),
    ...pairs.calls.flatMap(({ part }) =>
      !part.isCustom && part.arguments.value === ''
        ? [hitOf(scene, 'request', part.arguments, sentence(part.name.value))]
        : [],
    ),
  ]
}

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
