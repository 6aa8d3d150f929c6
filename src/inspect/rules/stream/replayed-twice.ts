import type { Leaf } from '../../../hub/leaf.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt, hitOf } from '../../hits.ts'
import { textAt } from '../../json-places.ts'
import { framesOf, visibleText } from '../../reading-facts.ts'
import type { InFrame } from '../../reply-facts.ts'
import { inFrame, opening, tellingFrames } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Below this, a text that says itself twice may just be one (“no, no”). */
const LEAST = 24
/** The same for one piece that says all before it, which is no way to stutter. */
const LEAST_PIECE = 8

const CREATED = 'response.created'

const find = (scene: Scene): Hit[] => [...twoLives(scene), ...saidTwice(scene)].slice(0, 1)

/** A gateway that tries again after the first byte begins anew in the same stream. Captures also hold several answers in a row. */
function twoLives(scene: Scene): Hit[] {
  if (scene.dialect !== 'openai-responses') return []
  if (tellingFrames(scene).filter((event) => textAt(event, 'type') === CREATED).length < 2) return []
  const lives: { readonly start: InFrame; text: string }[] = []
  for (const event of framesOf(scene).flatMap(inFrame)) {
    const type = textAt(event, 'type')
    if (type === CREATED) lives.push({ start: event, text: '' })
    const life = lives.at(-1)
    if (life && type === 'response.output_text.delta') life.text += textAt(event, 'delta') ?? ''
  }
  const [first, second] = lives
  if (!first || !second || first.text === '' || !second.text.startsWith(first.text)) return []
  return [
    hitAt(
      scene,
      'reply',
      second.start,
      `The stream begins ${lives.length} times, and “${opening(first.text, 40)}” is delivered again.`,
    ),
  ]
}

function saidTwice(scene: Scene): Hit[] {
  const { upstream, exchange } = scene
  if (exchange.side === 'upstream') return []
  const sent = upstream && visibleText(upstream)
  return [...textsByChoice(scene).values()].flatMap((pieces): Hit[] => {
    const all = pieces.map(({ leaf }) => leaf.value).join('')
    const found = wholeAgain(pieces, all) ?? halfAgain(pieces, all)
    if (!found || sent?.includes(all)) return []
    const { leaf, once, isSure } = found
    return [
      hitOf(
        scene,
        'reply',
        leaf,
        `The client received the whole answer twice: “${opening(once, 40)}”, and here the same again.`,
        // Without the other side, the model may have said it so: as two messages, models were seen to.
        isSure || sent !== undefined ? undefined : found.isNewPart ? 'info' : 'warning',
      ),
    ]
  })
}

interface Again {
  /** Where the text begins anew. */
  readonly leaf: Leaf<string>
  readonly once: string
  readonly isSure: boolean
  /** The repeat is a message or block of its own. */
  readonly isNewPart: boolean
}

/** A single piece that says all pieces before it: the text of a “done” event. */
function wholeAgain(pieces: readonly Piece[], all: string): Again | undefined {
  let length = 0
  for (const [i, { leaf, part }] of pieces.entries()) {
    if (i > 1 && length >= LEAST_PIECE && leaf.value.length === length && part === pieces[i - 1]?.part) {
      const once = all.slice(0, length)
      if (leaf.value === once) return { leaf, once, isSure: true, isNewPart: false }
    }
    length += leaf.value.length
  }
  return undefined
}

function halfAgain(pieces: readonly Piece[], all: string): Again | undefined {
  const once = all.slice(0, all.length / 2)
  if (all.length < LEAST || once !== all.slice(all.length / 2)) return undefined
  let length = 0
  const at = pieces.findIndex(({ leaf }) => {
    length += leaf.value.length
    return length > once.length
  })
  const piece = pieces[at]
  return (
    piece && {
      leaf: piece.leaf,
      once,
      isSure: false,
      isNewPart: piece.part !== pieces[at - 1]?.part && at > 0,
    }
  )
}

interface Piece {
  readonly leaf: Leaf<string>
  readonly part: number
}

/** The visible text as it came, each of several answers for itself. */
function textsByChoice({ reply }: Scene): ReadonlyMap<number, readonly Piece[]> {
  const choiceOf = new Map<number, number>()
  const pieces = new Map<number, Piece[]>()
  for (const event of reply?.events ?? []) {
    if (event.kind === 'part-start' && event.head.kind === 'text') choiceOf.set(event.part, event.choice ?? 0)
    if (event.kind !== 'part-delta') continue
    const choice = choiceOf.get(event.part)
    if (choice === undefined || event.text.value === '') continue
    const list = pieces.get(choice)
    const piece = { leaf: event.text, part: event.part }
    if (list) list.push(piece)
    else pieces.set(choice, [piece])
  }
  return pieces
}

export const replayedTwice: Rule = {
  id: 'CONTENT_REPLAYED_TWICE',
  number: 11,
  title: 'The answer is delivered twice',
  severity: 'error',
  evidence: ['one-side', 'two-sides'],
  consequence: 'People read everything twice, and the doubled answer goes into the history of the next turn.',
  fix: 'Pass over the text of “done” events, which repeats the deltas; begin a stream once, and do not fall back after its first byte.',
  references: [
    'https://github.com/mnfst/llm-gateway/issues/2072',
    'https://github.com/maximhq/bifrost/issues/2251',
    'https://github.com/BerriAI/litellm/issues/41109',
  ],
  find,
}
