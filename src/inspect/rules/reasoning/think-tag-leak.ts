import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { textsIn } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** At the beginning, or an end alone: in the middle of a text people may write about such tags. */
const TAG = /^\s*(<think(?:ing)?>)|(<\/think(?:ing)?>)/

function find(scene: Scene): Hit[] {
  return textsIn(scene).flatMap(({ text }) => {
    const found = TAG.exec(text.value)
    return found
      ? [
          hitOf(
            scene,
            'reply',
            text,
            `The visible answer contains ${found[1] ?? found[2]}: private reasoning was not separated from the answer.`,
          ),
        ]
      : []
  })
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
