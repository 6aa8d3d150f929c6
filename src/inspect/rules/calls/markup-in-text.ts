import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { textsIn } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** What models write for their own tool parsers; a parser that is missing or confused lets it through. */
const MARKUP =
  /<tool_call>|<function=\w|<｜tool▁call|<\|tool_calls?_(?:begin|section)|\[TOOL_CALLS\]|<\|python_tag\|>/

function find(scene: Scene): Hit[] {
  if (!scene.request || scene.request.hub.tools.length === 0) return []
  return textsIn(scene).flatMap(({ text }) => {
    const found = MARKUP.exec(text.value)
    return found
      ? [hitOf(scene, 'reply', text, `The call was delivered as text: “${found[0]}” stands in the answer.`)]
      : []
  })
}

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
