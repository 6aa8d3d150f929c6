import type { FoldedPart } from '../../../hub/fold.ts'
import { foldReply } from '../../../hub/fold.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { countOf, opening } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

type Kind = 'text' | 'reasoning'
type Spoken = FoldedPart & { readonly text: NonNullable<FoldedPart['text']> }

const WORDS: Readonly<Record<Kind, string>> = { text: 'answer', reasoning: 'thinking' }

function find(scene: Scene): Hit[] {
  const { upstream, folded } = scene
  if (!upstream) return []
  const source = foldReply(upstream.reply?.events ?? [])
  return (['text', 'reasoning'] as const).flatMap((kind) => {
    const [sent, received] = [spokenIn(source.parts, kind), spokenIn(folded.parts, kind)]
    // Blocks may be joined on the way: then they are looked at as one.
    const pairs =
      sent.length === received.length ? received.map((one, i) => [[sent[i]], [one]]) : [[sent, received]]
    return pairs.flatMap(([before = [], after = []]) => lostBetween(scene, kind, before, after))
  })
}

const spokenIn = (parts: readonly (FoldedPart | undefined)[], kind: Kind): Spoken[] =>
  parts.filter((part): part is Spoken => part?.head.kind === kind && (part.text?.value ?? '') !== '')

const joined = (parts: readonly (Spoken | undefined)[]): string =>
  parts.map((part) => part?.text.value ?? '').join('')

function lostBetween(
  scene: Scene,
  kind: Kind,
  before: readonly (Spoken | undefined)[],
  after: readonly (Spoken | undefined)[],
): Hit[] {
  const [sent, received] = [joined(before).trimStart(), joined(after)]
  const [first] = after
  const lost = sent.slice(0, Math.max(0, sent.length - received.length))
  if (!first || received === '' || lost.trim() === '' || !sent.endsWith(received)) return []
  // Thinking between tags was taken out of the text, as it should be.
  if (/^<think(?:ing)?>[\s\S]*<\/think(?:ing)?>\s*$/.test(lost)) return []
  const message = `The first ${lost.length === 1 ? 'character' : countOf(lost.length, 'character')} of the ${WORDS[kind]}, “${opening(lost, 40)}”, did not reach the client.`
  return [hitOf(scene, 'reply', first.text, message)]
}

export const firstTokensLost: Rule = {
  id: 'FIRST_TOKENS_LOST',
  number: 36,
  title: 'Beginning of the text missing',
  severity: 'warning',
  evidence: ['two-sides'],
  consequence:
    'Answers begin in the middle of a word (“’m happy to help”), and so does the history of the next turn.',
  fix: 'Emit the delta of the chunk that opens a block as well as the opening.',
  references: [
    'https://github.com/BerriAI/litellm/issues/20097',
    'https://github.com/BerriAI/litellm/issues/30014',
    'https://github.com/BerriAI/litellm/pull/24767',
  ],
  find,
}
