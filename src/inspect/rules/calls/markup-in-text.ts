import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { isInCode, pieceAt } from '../../pieces.ts'
import { visibleText } from '../../reading-facts.ts'
import { isReply, opening, textsIn } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/**
 * What models write for their own tool parsers; a parser that is missing or confused lets it through. A bare tag in a sentence
 * may be spoken of: a call has a name, a bracket or another tag behind it, or the text ends there.
 */
const MARKUP = new RegExp(
  [
    String.raw`<\|?tool_calls?\|?>(?=\s*(?:[{[<]|$)|\s*\w+\s*[\n{(])`,
    String.raw`<function=\w[\w.-]*>`,
    String.raw`<(?:antml:)?function_calls>\s*<(?:antml:)?invoke name=`,
    '<(?:antml:)?invoke name="[^"]+">',
    '<｜tool▁calls?▁begin｜>',
    String.raw`<\|tool_calls?_(?:section_)?begin\|>`,
    String.raw`\[TOOL_CALLS\]`,
    String.raw`<\|python_tag\|>`,
    String.raw`<\|channel\|>commentary to=`,
    '```tool_code\\s',
  ].join('|'),
  'g',
)

function find(scene: Scene): Hit[] {
  if (!scene.request || scene.request.hub.tools.length === 0) return []
  return textsIn(scene).flatMap((part) => {
    const { value } = part.text
    const found = [...value.matchAll(MARKUP)].find(({ index }) => !isInCode(value, index))
    if (!found || isMended(scene, found[0])) return []
    const message = `A call was delivered as text: “${opening(found[0].trim())}” stands in the answer.`
    return [hitOf(scene, 'reply', pieceAt(scene, part, found.index) ?? part.text, message)]
  })
}

/** The provider wrote it, and the gateway made a call of it. */
const isMended = ({ client }: Scene, markup: string): boolean =>
  client !== undefined && isReply(client) && !visibleText(client).includes(markup.trim())

export const markupInText: Rule = {
  id: 'TOOL_MARKUP_IN_TEXT',
  number: 41,
  title: 'Tool call leaked as text',
  severity: 'error',
  evidence: ['one-side'],
  consequence: 'The tool is not run, and people see raw markup in the answer.',
  fix: 'Switch on the tool parser that belongs to the model; where a reasoning parser runs as well, both must see the text.',
  references: [
    'https://github.com/vllm-project/vllm/issues/29725',
    'https://github.com/vllm-project/vllm/issues/36435',
  ],
  find,
}
