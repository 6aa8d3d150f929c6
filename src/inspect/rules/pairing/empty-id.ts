import type { Leaf } from '../../../hub/leaf.ts'
import type { Scene } from '../../evidence.ts'
import type { Place } from '../../finding.ts'
import { fieldAt, listAt, rootOf, textAt } from '../../json-places.ts'
import { placeAt, placeOf } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

const find = (scene: Scene): Hit[] => (scene.dialect === 'gemini' ? namelessCalls(scene) : missingIds(scene))

function missingIds({ exchange, pairs: { calls, results }, folded }: Scene): Hit[] {
  const hit = (half: Place['half'], words: string, leaf: Leaf<unknown> | undefined): Hit => ({
    places: [placeOf(exchange, half, leaf)],
    message: words,
  })
  const ofCall = (name: string): string => `The call ${name} has no id; its result cannot be matched to it.`
  return [
    ...calls.flatMap(({ part: { id, name } }) =>
      id?.value ? [] : [hit('request', ofCall(name.value), id ?? name)],
    ),
    ...results.flatMap(({ part: { callId, content } }) => {
      const [first] = content
      return callId?.value
        ? []
        : [
            hit(
              'request',
              'A result says with an empty id, or none, which call it answers.',
              callId ?? (first?.kind === 'text' ? first.text : undefined),
            ),
          ]
    }),
    ...folded.parts.flatMap((part) =>
      part?.head.kind !== 'tool-call' || part.head.id?.value
        ? []
        : [hit('reply', ofCall(part.head.name.value), part.head.id ?? part.head.name)],
    ),
  ]
}

/** Gemini's calls may lack an id, never a name: a piece of streamed arguments was kept as a call (bugs.md §2 A17). */
function namelessCalls({ exchange, request }: Scene): Hit[] {
  return listAt(rootOf(request?.json), 'contents').flatMap((content) =>
    listAt(content, 'parts').flatMap((part): Hit[] => {
      const half = ['functionCall', 'function_call', 'functionResponse', 'function_response']
        .map((key) => fieldAt(part, key))
        .find((found) => found !== undefined)
      if (!half || textAt(half, 'name')) return []
      return [
        {
          places: [placeAt(exchange, 'request', half)],
          message: 'A call or result has no name, by which Gemini pairs the two.',
        },
      ]
    }),
  )
}

export const emptyId: Rule = {
  id: 'EMPTY_ID',
  number: 46,
  title: 'Empty or missing call id',
  severity: 'error',
  evidence: ['one-side'],
  texts: [/Name cannot be empty/, /function call output without a call_id/],
  consequence:
    'The result of the tool cannot be sent back: providers refuse it, or pair it with another call.',
  fix: 'Make an id once, where the call is made, and write it on both halves of the pair.',
  references: [
    'https://github.com/openai/codex/issues/42088',
    'https://github.com/vercel/ai/issues/6663',
    'https://github.com/smallmain/vscode-unify-chat-provider/issues/48',
  ],
  find,
}
