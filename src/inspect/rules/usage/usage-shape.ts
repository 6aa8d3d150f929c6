import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { fieldAt, hasKey, listAt, rootOf } from '../../json-places.ts'
import { tellingFrames } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { isUnfinished } from '../stream/terminal-missing.ts'

function find(scene: Scene): Hit[] {
  const counted = tellingFrames(scene).filter((chunk) => fieldAt(chunk, 'usage'))
  const [first] = counted
  const last = counted.at(-1)
  if (!first || !last) return []
  const at = (frame: number) => ({ frame, pointer: '/usage' })
  if (!fieldAt(last, 'choices')) {
    const what = hasKey(last, 'choices') ? 'null for choices' : 'no choices key'
    return [hitAt(scene, 'reply', at(last.frame), `The usage chunk has ${what}; strict clients refuse it.`)]
  }
  const isAlone = listAt(last, 'choices').length === 0
  if (isAlone && brokeAt(scene))
    return [
      hitAt(
        scene,
        'reply',
        at(last.frame),
        'The stream of the client breaks off exactly where this usage chunk without choices came.',
      ),
    ]
  const options = fieldAt(rootOf(scene.request?.json), 'stream_options')
  const isAsked = !options ? false : fieldAt(options, 'include_usage')?.value === true
  const hits: Hit[] = []
  // On the finish chunk it is the normal form of DeepSeek, Mistral and Groq (bugs.md §3.3, rule 27).
  if (!isAlone && isAsked)
    hits.push(
      hitAt(
        scene,
        'reply',
        at(last.frame),
        'The usage comes together with a choice, not in a chunk of its own.',
        'info',
      ),
    )
  if (scene.request && !isAsked && isAlone)
    hits.push(
      hitAt(
        scene,
        'reply',
        at(last.frame),
        'A usage chunk without choices came, though the request did not ask for it; naive clients read choices[0].',
      ),
    )
  return hits
}

/** The whole answer was there, and the client has no end of it (bugs.md §1.4 V6). */
function brokeAt(scene: Scene): boolean {
  const { client } = scene
  if (!client?.reply || isUnfinished(scene)) return false
  return isUnfinished(client) || client.reply.events.some(({ kind }) => kind === 'error')
}

export const usageShape: Rule = {
  id: 'USAGE_CHUNK_SHAPE',
  number: 27,
  title: 'Usage chunk in an unexpected form',
  severity: 'warning',
  evidence: ['one-side', 'two-sides'],
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
