import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { isInCode, pieceAt } from '../../pieces.ts'
import { visibleText } from '../../reading-facts.ts'
import { isReply, textsIn } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

const NAMES = 'think|thinking|thought|reasoning'
/** At the beginning: in the middle of a text people may write about such tags. */
const OPENING = new RegExp(String.raw`^\s*(<(?:${NAMES})>)`)
/** An end alone; prompts ask for answers between tags, so that one counts only without its beginning. */
const CLOSING = new RegExp(`</(${NAMES}|answer)>`, 'g')

interface Tag {
  readonly tag: string
  readonly at: number
}

function find(scene: Scene): Hit[] {
  return textsIn(scene).flatMap((part) => {
    const found = tagIn(part.text.value)
    if (!found || isMended(scene, found.tag)) return []
    const message = `The visible answer contains ${found.tag}: private reasoning was not separated from the answer.`
    return [hitOf(scene, 'reply', pieceAt(scene, part, found.at) ?? part.text, message)]
  })
}

/** The provider wrote it, and the gateway took it out. */
const isMended = ({ client }: Scene, tag: string): boolean =>
  client !== undefined && isReply(client) && !visibleText(client).includes(tag)

function tagIn(text: string): Tag | undefined {
  const [, tag] = OPENING.exec(text) ?? []
  if (tag) return { tag, at: text.indexOf(tag) }
  for (const found of text.matchAll(CLOSING)) {
    const isOpened = text.slice(0, found.index).includes(`<${found[1]}>`)
    if (!isOpened && !isInCode(text, found.index)) return { tag: found[0], at: found.index }
  }
  return undefined
}

export const thinkTagLeak: Rule = {
  id: 'THINK_TAG_LEAK',
  number: 42,
  title: 'Reasoning tags in visible text',
  severity: 'warning',
  evidence: ['one-side'],
  consequence: 'People read the model’s private thoughts, and the next turn sends them back as what it said.',
  fix: 'Switch on the reasoning parser that belongs to the model, or mend its template.',
  references: [
    'https://github.com/vllm-project/vllm/issues/58127',
    'https://github.com/sgl-project/sglang/pull/8149',
  ],
  find,
}
