import type { Scene } from '../../evidence.ts'
import { generationOf } from '../../gemini-generation.ts'
import { hitAt } from '../../hits.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'
import type { ContentTurn } from './gemini-contents.ts'
import { contentTurns } from './gemini-contents.ts'

function find(scene: Scene): Hit[] {
  const turns = contentTurns(scene)
  const hits = turns.flatMap((turn, i): Hit[] => {
    const before = turns[i - 1]
    // Both in one content are borne, as Google's own client for MCP writes them.
    if (turn.calls.length > 0 && turn.results.length > 0) return []
    const words = wrongCall(turn, before) ?? wrongResult(turn, before, i)
    return words ? [hitAt(scene, 'request', turn, `contents[${i}]: ${words}`)] : []
  })
  const last = turns.at(-1)
  if (last?.role === 'model' && last.calls.length > 0)
    hits.push(
      hitAt(
        scene,
        'request',
        last,
        'The history ends with a call of the model that nobody answers.',
        'warning',
      ),
    )
  // What the model said last is a prefill to old models, an error to new ones (bugs.md §2 D06).
  else if (last?.role === 'model' && last.calls.length === 0 && (generationOf(scene) ?? 0) >= 3)
    hits.push(
      hitAt(
        scene,
        'request',
        last,
        'The history ends with a turn of the model; newer models of Gemini want to answer a user turn.',
        'warning',
      ),
    )
  return hits
}

function wrongCall({ calls }: ContentTurn, before: ContentTurn | undefined): string | undefined {
  if (calls.length === 0) return undefined
  if (!before) return 'the history opens with a call turn; it must follow a user turn.'
  if (before.role !== 'model') return undefined
  return 'a call turn must follow a user turn or the results of a call turn; here it follows another turn of the model.'
}

function wrongResult(
  { results }: ContentTurn,
  before: ContentTurn | undefined,
  index: number,
): string | undefined {
  if (results.length === 0) return undefined
  if (!before) return 'the history opens with results of calls that are not there.'
  // Results in several contents are another rule's.
  if (before.calls.length > 0 || before.results.length > 0) return undefined
  return `results must come straight after their call turn; here contents[${index - 1}] (${before.role ?? 'no role'}) stands between.`
}

export const geminiTurnOrder: Rule = {
  id: 'GEMINI_TURN_ORDER',
  number: 20,
  title: 'Function call or response turn in a place Gemini refuses',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['gemini'],
  texts: [
    /function call turn comes immediately after a user turn/,
    /function response turn comes immediately after a function call turn/,
  ],
  consequence: 'Gemini refuses the request, and all that follow with this history.',
  clients: refusalIn('@google/genai'),
  fix: 'Begin the history with a user turn and keep it where history is cut; merge neighbouring turns of the model.',
  references: [
    'https://github.com/google-gemini/gemini-cli/issues/26486',
    'https://github.com/BerriAI/litellm/issues/26755',
    'https://github.com/crewAIInc/crewAI/pull/6973',
  ],
  find,
}
