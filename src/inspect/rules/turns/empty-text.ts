import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { fieldAt, listAt, rootOf, textAt } from '../../json-places.ts'
import { tellingFrames } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'

const find = (scene: Scene): Hit[] => [...sent(scene), ...opened(scene)]

function sent(scene: Scene): Hit[] {
  return listAt(rootOf(scene.request?.json), 'messages').flatMap((message, i) =>
    listAt(message, 'content').flatMap((block): Hit[] =>
      textAt(block, 'type') === 'text' && textAt(block, 'text') === ''
        ? [
            hitAt(
              scene,
              'request',
              fieldAt(block, 'text') ?? block,
              `Message ${i} holds an empty text block; Anthropic refuses it.`,
            ),
          ]
        : [],
    ),
  )
}

/** A gateway opens a text block in advance, and nothing comes. Anthropic itself never does. */
function opened(scene: Scene): Hit[] {
  let open: number | undefined
  return tellingFrames(scene).flatMap(({ frame, value }): Hit[] => {
    if (!isObject(value)) return []
    const { type, content_block: block } = value
    if (type === 'content_block_start')
      open = isObject(block) && block.type === 'text' && block.text === '' ? frame : undefined
    if (type === 'content_block_delta') open = undefined
    if (type !== 'content_block_stop' || open === undefined) return []
    const at = open
    open = undefined
    return [
      hitAt(
        scene,
        'reply',
        { frame: at },
        'A text block opens and closes with nothing in it; sent back in the history, it is refused.',
        'warning',
      ),
    ]
  })
}

export const emptyText: Rule = {
  id: 'EMPTY_TEXT_BLOCK',
  number: 49,
  title: 'Empty text block',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['anthropic-messages'],
  texts: [/text content blocks must (?:be non-empty|contain non-whitespace)/],
  consequence: 'Anthropic refuses the request, and every later one with this history.',
  clients: refusalIn('@anthropic-ai/sdk'),
  fix: 'Leave empty texts out, on the way in and on the way out.',
  references: ['https://github.com/vercel/ai/issues/5576', 'https://github.com/BerriAI/litellm/pull/27962'],
  find,
}
