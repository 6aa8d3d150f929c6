import type { Flaw } from '../../argument-text.ts'
import { flawOf } from '../../argument-text.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { pieceAt } from '../../pieces.ts'
import { callsIn } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

const WORDS: { readonly [K in Flaw['kind']]: (flaw: Flaw & { kind: K }) => string } = {
  several: ({ values }) => `hold ${values} JSON values one after another`,
  cut: () => 'end in the middle',
  'not-object': ({ type }) => `are ${type}, where an object is wanted`,
  invalid: ({ problem }) => `are no JSON: ${problem}`,
}

function find(scene: Scene): Hit[] {
  const { folded, pairs } = scene
  const words = (name: string, flaw: Flaw): string =>
    `The arguments of ${name} ${(WORDS[flaw.kind] as (one: Flaw) => string)(flaw)}.`
  // Cut short under an honest reason, or broken off, it was never said to be complete (bugs.md §3.3, rule 31 against 38).
  const isComplete =
    folded.finish !== undefined && !['length', 'content-filter', 'malformed'].includes(folded.finish.value)
  return [
    ...callsIn(scene).flatMap((call) => {
      const { head, text } = call
      const flaw = head.isCustom || !isComplete ? undefined : flawOf(text?.value ?? '')
      // Two calls of a whole reply under one id: that is another rule's.
      const isJoined = scene.reply?.kind === 'whole' && (text?.from.length ?? 0) > 1
      if (!flaw || isJoined) return []
      const leaf = pieceAt(scene, call, flaw.at) ?? head.name
      return [hitOf(scene, 'reply', leaf, words(head.name.value, flaw))]
    }),
    ...pairs.calls.flatMap(({ part }) => {
      const flaw = part.isCustom ? undefined : flawOf(part.arguments.value)
      return flaw ? [hitOf(scene, 'request', part.arguments, words(part.name.value, flaw))] : []
    }),
  ]
}

export const argumentsNotJson: Rule = {
  id: 'TOOL_ARGS_NOT_JSON',
  number: 38,
  title: 'Arguments are not one JSON object',
  severity: 'error',
  evidence: ['one-side'],
  texts: [/Extra data: line 1 column/],
  consequence:
    'The client cannot run the tool; sent back in the history, the call makes the next turn fail at gateways that parse it.',
  clients: {
    openai: 'It hands the text out as it is; JSON.parse in the program throws SyntaxError.',
    '@anthropic-ai/sdk':
      'Arguments that are cut become an input without what was cut, and nothing is thrown; two values in a row throw AnthropicError.',
  },
  fix: 'Collect arguments by call, and pass a call on as complete only when they parse.',
  references: [
    'https://github.com/BerriAI/litellm/issues/33678',
    'https://github.com/sgl-project/sglang/issues/39782',
    'https://github.com/router-for-me/CLIProxyAPI/issues/5836',
  ],
  find,
}
