import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, textAt } from '../../json-places.ts'
import { callPieces } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

function find(scene: Scene): Hit[] {
  const pieces = callPieces(scene)
  const [first] = pieces
  if (!first) return []
  const bare = pieces.find((call) => typeof fieldAt(call, 'index')?.value !== 'number')
  if (bare) {
    // Gemini's compatible end point and Mistral send each call whole (bugs.md §3.3, rule 40).
    const severity = pieces.every(isWhole) ? 'info' : 'error'
    const words =
      severity === 'info'
        ? 'A call comes without an index, but whole; clients that collect by index may still stumble.'
        : 'A piece of a call comes without an index, so clients cannot tell which call it goes on with.'
    return [hitAt(scene, 'reply', bare, words, severity)]
  }
  const indexes = pieces.map((call) => fieldAt(call, 'index')?.value as number)
  const lowest = indexes.reduce((least, index) => Math.min(least, index))
  if (lowest === 0) return []
  return [
    hitAt(
      scene,
      'reply',
      { frame: first.frame, pointer: `${first.pointer}/index` },
      `The first call has index ${lowest}; clients count from 0.`,
    ),
  ]
}

const isWhole = (call: At): boolean => {
  const body = fieldAt(call, 'function')
  return Boolean(
    textAt(call, 'id') && body && textAt(body, 'name') && textAt(body, 'arguments') !== undefined,
  )
}

export const indexBase: Rule = {
  id: 'TOOL_INDEX_BASE',
  number: 40,
  title: 'Tool index missing or not from zero',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat'],
  consequence: 'The arguments are dropped, or an empty call with no id appears in front of the real one.',
  clients: { AstrBot: 'It stops with “list index out of range”.' },
  fix: 'Number the calls of a reply from 0, on every piece of them.',
  references: [
    'https://github.com/ollama/ollama/issues/7881',
    'https://github.com/AstrBotDevs/AstrBot/issues/9590',
  ],
  find,
}
