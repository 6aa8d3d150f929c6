import type { Leaf } from '../../../hub/leaf.ts'
import type { Part } from '../../../hub/part.ts'
import type { Request } from '../../../hub/request.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { placeAt } from '../../places.ts'
import { countOf } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { isMedia, leafOfMedia } from './media.ts'

/** A picture as text: a data URL of some length, or a list of parts as Python prints it. */
const AS_TEXT =
  /data:(?:image|audio|video|application)\/[\w.+-]+;base64,[A-Za-z0-9+/=]{200,}|^\[\{'type': '(?:[^']*', [\s\S]*'type': ')?(?:image|image_url|audio|document)'/
/** No word is this long. */
const LONG = 4000
const LONG_RUN = new RegExp(`[A-Za-z0-9+/]{${LONG},}`)

const isPrinted = (text: string): boolean =>
  ((text.startsWith('[{') || text.includes(';base64,')) && AS_TEXT.test(text)) ||
  (text.length >= LONG && LONG_RUN.test(text))

const find = (scene: Scene): Hit[] => [...asText(scene), ...lostBetween(scene)]

function asText(scene: Scene): Hit[] {
  return textsOfResults(scene.request?.hub).flatMap(({ text, name }) =>
    isPrinted(text.value)
      ? [
          hitOf(
            scene,
            'request',
            text,
            `The image in the result of ${name} reaches the model as ${Math.max(1, Math.round(text.value.length / 1024))} KB of text.`,
          ),
        ]
      : [],
  )
}

/** Results only: what people paste into their own words is theirs. */
function textsOfResults(
  request: Request | undefined,
): { readonly text: Leaf<string>; readonly name: string }[] {
  return (request?.messages ?? []).flatMap(({ parts }) =>
    parts.flatMap((part) =>
      part.kind === 'tool-result'
        ? part.content.flatMap((inner) =>
            inner.kind === 'text'
              ? [{ text: inner.text, name: part.name?.value ?? part.callId?.value ?? 'a tool' }]
              : [],
          )
        : [],
    ),
  )
}

/** Media of the client’s request that the provider’s has no more. */
function lostBetween(scene: Scene): Hit[] {
  const { upstream, request } = scene
  if (!upstream?.request || !request) return []
  const [asked, sent] = [mediaIn(request.hub), mediaIn(upstream.request.hub)]
  const [first] = asked
  const isBesideResult = sent.length === 0 && mediaBesideResults(request.hub) >= asked.length
  if (!first || sent.length >= asked.length || isBesideResult) return []
  const hit = hitOf(
    scene,
    'request',
    first,
    `The client sent images, sounds or files in ${countOf(asked.length, 'place')}; ${sent.length} reached the model.`,
  )
  return [{ ...hit, places: [...hit.places, placeAt(upstream.exchange, 'request')] }]
}

/** Those that vanish there have a rule of their own. */
const mediaBesideResults = ({ messages }: Request): number =>
  messages
    .filter(({ parts }) => parts.some(({ kind }) => kind === 'tool-result'))
    .flatMap(({ parts }) => parts.filter(isMedia)).length

function mediaIn(request: Request): Leaf<string>[] {
  const below = (part: Part): Leaf<string>[] => {
    if (part.kind === 'tool-result') return part.content.flatMap(below)
    return isMedia(part) ? [leafOfMedia(part)] : []
  }
  return request.messages.flatMap(({ parts }) => parts.flatMap(below))
}

export const mediaAsText: Rule = {
  id: 'MEDIA_AS_TEXT',
  number: 15,
  title: 'An image was turned into text',
  severity: 'error',
  evidence: ['one-side', 'two-sides'],
  consequence:
    'The model sees characters and no picture: prompts of a million tokens, and confident wrong answers.',
  fix: 'Put media of a result where the provider takes it: into a user message (Chat), the result itself (Anthropic, Responses), or functionResponse.parts (Gemini 3).',
  references: [
    'https://github.com/CherryHQ/cherry-studio/issues/17078',
    'https://github.com/vllm-project/vllm/pull/34053',
    'https://github.com/vercel/ai/issues/18982',
  ],
  find,
}
