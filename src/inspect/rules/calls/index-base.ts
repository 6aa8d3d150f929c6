import type { Json } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, hasKey, textAt } from '../../json-places.ts'
import type { InFrame } from '../../reply-facts.ts'
import { callPieces } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

function find(scene: Scene): Hit[] {
  const pieces = callPieces(scene)
  const bare = pieces.find((call) => typeof fieldAt(call, 'index')?.value !== 'number')
  if (bare) return [withoutIndex(scene, bare, pieces.every(isWhole))]
  const byChoice = new Map<Json, (typeof pieces)[number][]>()
  for (const piece of pieces) {
    const choice = fieldAt(piece.choice, 'index')?.value ?? 0
    byChoice.set(choice, [...(byChoice.get(choice) ?? []), piece])
  }
  return [...byChoice.values()].flatMap((own) => misnumbered(scene, own))
}

function withoutIndex(scene: Scene, bare: InFrame, areWhole: boolean): Hit {
  const at = { ...bare, pointer: hasKey(bare, 'index') ? `${bare.pointer}/index` : bare.pointer }
  const index = fieldAt(bare, 'index')?.value
  if (index !== undefined) {
    const words = `The index of a call is ${JSON.stringify(index)}, which is no number; clients cannot tell which call the piece goes on with.`
    return hitAt(scene, 'reply', at, words)
  }
  // Gemini's compatible end point and Mistral send each call whole (bugs.md §3.3, rule 40).
  const words = areWhole
    ? 'A call comes without an index, but whole; clients that collect by index may still stumble.'
    : 'A piece of a call comes without an index, so clients cannot tell which call it goes on with.'
  return hitAt(scene, 'reply', at, words, areWhole ? 'info' : 'error')
}

/** The pieces of one choice: their indexes count from 0, and leave none out. */
function misnumbered(scene: Scene, pieces: readonly InFrame[]): Hit[] {
  const indexes = new Set(pieces.map((call) => fieldAt(call, 'index')?.value as number))
  const missing = [...indexes.keys()].findIndex((_, i) => !indexes.has(i))
  if (missing < 0) return []
  const first = pieces.find((call) => (fieldAt(call, 'index')?.value as number) > missing)
  if (!first) return []
  const index = fieldAt(first, 'index')?.value
  const words =
    missing === 0
      ? `The first call has index ${Math.min(...indexes)}; clients count from 0.`
      : `A call has index ${index}, and none has ${missing}; clients that keep calls in a list find a hole there.`
  return [hitAt(scene, 'reply', { frame: first.frame, pointer: `${first.pointer}/index` }, words)]
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
  clients: {
    openai:
      'A call without an index is not there at all; one that begins at index 1 makes it throw OpenAIError.',
    AstrBot: 'It stops with “list index out of range”.',
  },
  fix: 'Number the calls of a reply from 0, on every piece of them.',
  references: [
    'https://github.com/ollama/ollama/issues/7881',
    'https://github.com/AstrBotDevs/AstrBot/issues/9590',
  ],
  find,
}
