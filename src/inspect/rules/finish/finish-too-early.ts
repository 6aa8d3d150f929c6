import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, listAt, textAt } from '../../json-places.ts'
import { framesOf } from '../../reading-facts.ts'
import type { InFrame } from '../../reply-facts.ts'
import { choicesIn, framesHolding, inFrame, tellingFrames } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

const find = (scene: Scene): Hit[] => (scene.dialect === 'gemini' ? onEachChunk(scene) : inChat(scene))

interface Finish {
  readonly at: InFrame
  readonly reason: string
  /** How many chunks with content follow. */
  after: number
  /** A word that another chunk says later. Servers may repeat the same one beside the usage. */
  other?: string
}

function inChat(scene: Scene): Hit[] {
  const [first] = framesHolding(scene, /"finish_reason"\s*:\s*"/)
  const rest = first ? framesOf(scene).slice(first.frame).flatMap(inFrame) : []
  if (rest.length < 2) return []
  const finishes = new Map<unknown, Finish>()
  for (const choice of rest.flatMap(choicesIn)) {
    const index = fieldAt(choice, 'index')?.value ?? 0
    const delta = fieldAt(choice, 'delta')
    const reason = textAt(choice, 'finish_reason')
    const finish = finishes.get(index)
    if (finish && delta && holdsNews(delta)) finish.after++
    if (finish && reason && reason !== finish.reason) finish.other ??= reason
    if (reason && !finish)
      finishes.set(index, { at: { ...choice, pointer: `${choice.pointer}/finish_reason` }, reason, after: 0 })
  }
  return [...finishes.values()].flatMap(({ at, reason, after, other }) => {
    if (after === 0 && other === undefined) return []
    const then = after > 0 ? moreChunks(after) : `“${other}” follows it as another`
    return [hitAt(scene, 'reply', at, `The finish_reason “${reason}” comes before the end: ${then}.`)]
  })
}

const moreChunks = (count: number): string =>
  count === 1 ? 'one more chunk with content follows' : `${count} more chunks with content follow`

const CONTENT_KEYS = ['content', 'reasoning_content', 'reasoning', 'refusal']

const holdsNews = (delta: At): boolean =>
  CONTENT_KEYS.some((key) => textAt(delta, key)) ||
  listAt(delta, 'tool_calls').length > 0 ||
  fieldAt(delta, 'function_call') !== undefined

/**
 * Early Vertex said STOP in every chunk. Gemini’s own clients wait for the end of the stream, and its server runs MCP tools
 * between two finishes, so only a finish on each chunk is told.
 */
function onEachChunk(scene: Scene): Hit[] {
  // A chunk with a finish repeats no other.
  if (framesOf(scene).some(({ repeats }) => repeats)) return []
  const full = tellingFrames(scene).flatMap((chunk) => {
    const [candidate] = listAt(chunk, 'candidates')
    const content = candidate && fieldAt(candidate, 'content')
    const isFull = content && listAt(content, 'parts').some((part) => textAt(part, 'text'))
    return isFull ? [{ ...candidate, frame: chunk.frame }] : []
  })
  const [first] = full
  if (!first || full.length < 2 || !full.every((candidate) => textAt(candidate, 'finishReason'))) return []
  const at = { frame: first.frame, pointer: `${first.pointer}/finishReason` }
  const message = `Each chunk of text ends with a finishReason: behind the first, ${moreChunks(full.length - 1)}.`
  // From the provider itself it is an old habit; from a gateway it is made up.
  return [hitAt(scene, 'reply', at, message, scene.exchange.side === 'client' ? 'warning' : 'info')]
}

export const finishTooEarly: Rule = {
  id: 'FINISH_TOO_EARLY',
  number: 33,
  title: 'Content after the finish, or several finishes',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat', 'gemini'],
  consequence: 'Clients that stop at the finish lose the rest of the answer: text, or whole calls.',
  clients: {
    openai:
      'It goes on to the end of the stream and hands out all of the text; programs that read chunk by chunk and stop at the reason do not.',
  },
  fix: 'Write the finish reason once, in the last chunk of its choice.',
  references: [
    'https://github.com/BerriAI/litellm/issues/2195',
    'https://github.com/BerriAI/litellm/pull/31634',
  ],
  find,
}
