import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { fieldAt, listAt, rootOf } from '../../json-places.ts'
import { tellingFrames } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

function find(scene: Scene): Hit[] {
  const counted = tellingFrames(scene).filter((chunk) => fieldAt(chunk, 'usage'))
  const [first] = counted
  const last = counted.at(-1)
  if (!first || !last) return []
  const at = (frame: number) => ({ frame, pointer: '/usage' })
  if (!fieldAt(last, 'choices'))
    return [
      hitAt(scene, 'reply', at(last.frame), 'The usage chunk has no choices key; strict clients refuse it.'),
    ]
  const options = fieldAt(rootOf(scene.request?.json), 'stream_options')
  const isAsked = !options ? false : fieldAt(options, 'include_usage')?.value === true
  const hits: Hit[] = []
  // On the finish chunk it is the normal form of DeepSeek, Mistral and Groq (bugs.md §3.3, rule 27).
  if (listAt(last, 'choices').length > 0 && isAsked)
    hits.push(
      hitAt(
        scene,
        'reply',
        at(last.frame),
        'The usage comes together with a choice, not in a chunk of its own.',
        'info',
      ),
    )
  if (scene.request && !isAsked && listAt(last, 'choices').length === 0)
    hits.push(
      hitAt(
        scene,
        'reply',
        at(last.frame),
        'A usage chunk without choices came, though the request did not ask for it; naive clients read choices[0].',
        'info',
      ),
    )
  return hits
}

export const usageShape: Rule = {
  id: 'USAGE_CHUNK_SHAPE',
  number: 27,
  title: 'Usage chunk in an unexpected form',
  severity: 'warning',
  evidence: ['one-side'],
  dialects: ['openai-chat'],
  consequence:
    'Clients that read choices[0] without looking, or add numbers to nothing, break at the very end of a good answer.',
  clients: {
    openai:
      'Where the key choices is missing it throws OpenAIError “chunk.choices is not iterable”, behind a whole answer.',
  },
  fix: 'Send usage in a chunk of its own with “choices”: [], last, and only where stream_options.include_usage asks for it.',
  references: [
    'https://github.com/BerriAI/litellm/issues/36553',
    'https://github.com/router-for-me/CLIProxyAPI/issues/796',
    'https://github.com/cline/cline/issues/8384',
  ],
  find,
}
