import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { countOf } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'
import { contentTurns } from './gemini-contents.ts'

function find(scene: Scene): Hit[] {
  const turns = contentTurns(scene)
  return turns.flatMap((turn, i): Hit[] => {
    const next = turns[i + 1]
    const { calls, results } = turn
    if (calls.length === 0 || results.length > 0 || !next || next.results.length === 0) return []
    if (next.results.length === calls.length) return []
    return [
      hitAt(
        scene,
        'request',
        next,
        `${countOf(calls.length, 'call')} of contents[${i}] ${calls.length === 1 ? 'is' : 'are'} answered by ${countOf(next.results.length, 'result')} in the next content; Gemini wants as many there.`,
      ),
    ]
  })
}

export const geminiNotGrouped: Rule = {
  id: 'GEMINI_PARALLEL_NOT_GROUPED',
  number: 21,
  title: 'Parallel results in several contents',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['gemini'],
  texts: [/number of function response parts is equal to the number of function call parts/],
  consequence: 'Gemini refuses the request whenever the model has called two tools at once.',
  clients: refusalIn('@google/genai'),
  fix: 'Put the results of one call turn into one user content, in the order of the calls.',
  references: [
    'https://github.com/mlflow/mlflow/issues/25788',
    'https://github.com/cloudwego/eino-ext/issues/571',
    'https://github.com/microsoft/vscode/issues/299295',
  ],
  find,
}
