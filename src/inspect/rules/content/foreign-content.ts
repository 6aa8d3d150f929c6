import type { FoldedPart } from '../../../hub/fold.ts'
import type { Leaf } from '../../../hub/leaf.ts'
import type { Reading } from '../../../translate/reading.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { pieceAt } from '../../pieces.ts'
import { placeAt } from '../../places.ts'
import type { FoldedCall } from '../../reply-facts.ts'
import { callsIn, isReply, opening } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Shorter than this, a gateway’s own word or a repaired space is likelier than another person’s answer. Characters. */
const LEAST = 16

function find(scene: Scene): Hit[] {
  const { upstream } = scene
  if (!upstream || !isReply(upstream)) return []
  const source = everythingSaid(upstream)
  const told = (leaf: Leaf<unknown> | undefined, message: string): Hit => {
    const hit = hitOf(scene, 'reply', leaf, message)
    return { ...hit, places: [...hit.places, placeAt(upstream.exchange, 'reply')] }
  }
  return [
    ...spokenIn(scene).flatMap((part): Hit[] => {
      const foreign = foreignMiddle(part.text.value, source, sourcesIn(upstream))
      if (foreign === undefined) return []
      const leaf = pieceAt(scene, part, part.text.value.indexOf(foreign))
      const message = `The text “${opening(foreign)}” is not in the upstream answer: the gateway made it up, or mixed two requests.`
      return [told(leaf, message)]
    }),
    ...foreignCalls(scene, source).map(({ head, text }) => {
      const call = `${head.name.value}(${opening(text?.value ?? '')})`
      return told(
        head.name,
        `The call ${call} is not in the upstream answer: the gateway made it up, or mixed two requests.`,
      )
    }),
  ]
}

type Spoken = FoldedPart & { readonly text: NonNullable<FoldedPart['text']> }

const spokenIn = ({ folded }: Scene): Spoken[] =>
  folded.parts.filter(
    (part): part is Spoken =>
      (part?.head.kind === 'text' || part?.head.kind === 'reasoning') && part.text !== undefined,
  )

/** Calls of a tool that the provider’s answer does not name, with arguments that it does not hold. */
function foreignCalls(scene: Scene, source: string): FoldedCall[] {
  const { upstream } = scene
  const names = new Set(
    (upstream?.reply?.events ?? []).flatMap((event) =>
      event.kind === 'part-start' && event.head.kind === 'tool-call' ? [event.head.name.value] : [],
    ),
  )
  return callsIn(scene).filter(
    ({ head, text }) =>
      !names.has(head.name.value) &&
      (text?.value.length ?? 0) >= LEAST &&
      !holdsEach(source, text?.value ?? ''),
  )
}

/** A call that was taken out of text may be spaced in another way. */
const holdsEach = (source: string, json: string): boolean =>
  (json.match(/\w{2,}/g) ?? []).every((word) => source.includes(word))

/** Text, thoughts and arguments: a gateway may show one as the other, and that is nothing foreign. */
const everythingSaid = ({ reply }: Reading): string =>
  (reply?.events ?? []).flatMap((event) => (event.kind === 'part-delta' ? [event.text.value] : [])).join('')

/** Addresses and titles that citations name: gateways write them out as notes. */
const sourcesIn = ({ reply }: Reading): string[] =>
  (reply?.events ?? []).flatMap((event) =>
    event.kind === 'part-citation'
      ? [event.citation.url, event.citation.title, event.citation.filename].flatMap(
          (leaf) => leaf?.value ?? [],
        )
      : [],
  )

/** What stands between the beginning and the end that both have in common. */
function foreignMiddle(shown: string, source: string, notes: readonly string[]): string | undefined {
  if (source.includes(shown)) return undefined
  let start = 0
  while (start < shown.length && shown[start] === source[start]) start++
  let end = 0
  while (end < shown.length - start && shown.at(-1 - end) === source.at(-1 - end)) end++
  const middle = shown.slice(start, shown.length - end).trim()
  const bare = notes.reduce(
    (left, note) => (note === '' ? left : left.replaceAll(note, '')),
    withoutTags(middle),
  )
  return bare.trim().length < LEAST || squeezed(source).includes(squeezed(bare)) ? undefined : middle
}

/** Thoughts may be shown between tags, and spaced in another way. */
const withoutTags = (text: string): string =>
  text.replace(/<\/?(?:think|thinking|thought|reasoning)>/g, '').trim()
const squeezed = (text: string): string => text.replace(/\s+/g, '')

export const foreignContent: Rule = {
  id: 'FOREIGN_CONTENT',
  number: 60,
  title: 'Client text not produced by this upstream stream',
  severity: 'error',
  evidence: ['two-sides'],
  consequence: 'One person may be reading another’s answer: treat it as a leak until it is explained.',
  fix: 'Keep buffers and queues per request, never per class or process.',
  references: ['https://github.com/BerriAI/litellm/issues/25836'],
  find,
}
