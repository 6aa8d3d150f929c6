import type { Leaf } from '../../../hub/leaf.ts'
import type { Part } from '../../../hub/part.ts'
import type { Request } from '../../../hub/request.ts'
import type { Reading } from '../../../translate/reading.ts'
import { leafEntries } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitOf } from '../../hits.ts'
import { placeAt } from '../../places.ts'
import { opening } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { wordsWithin } from '../same-words.ts'

const find = (scene: Scene): Hit[] => [...addedWords(scene), ...addedTools(scene)]

/** Seen from the provider’s side: what stands there that no client said. */
function addedWords(scene: Scene): Hit[] {
  const { request, client } = scene
  // Where the server keeps the history, what it adds from there is the client’s own.
  if (!request || !client?.request || client.request.hub.chain) return []
  const said = [...textsIn(client.request.hub).map(({ value }) => value), ...payloadTexts(client.request.hub)]
  const isSaid = wordsWithin(said)
  return textsIn(request.hub).flatMap((text): Hit[] => {
    const isBlank = text.value.trim() === ''
    if (isBlank ? said.includes(text.value) || text.value === '' : isSaid(text.value)) return []
    const added = isBlank ? text.value : withoutSaid(text.value, said)
    if (added === '') return []
    const words = `The gateway added “${opening(added)}”, which the client did not say.`
    return [besideClient(scene, client, text, words)]
  })
}

const besideClient = (scene: Scene, client: Reading, leaf: Leaf<unknown>, words: string): Hit => {
  const hit = hitOf(scene, 'request', leaf, words)
  return { ...hit, places: [...hit.places, placeAt(client.exchange, 'request')] }
}

/** Fewer are a wrapping of what was said: keys of an object, a heading. Letters and digits. */
const LEAST = 24

/** What is left of a text without what the client said in it: all of it, where that is nothing. */
function withoutSaid(text: string, said: readonly string[]): string {
  const within = said.map((one) => one.trim()).filter((one) => one !== '' && text.includes(one))
  if (within.length === 0) return text
  const rest = within
    .toSorted((left, right) => right.length - left.length)
    .reduce((left, one) => left.replaceAll(one, ''), text)
  return (rest.match(/[\p{L}\p{N}]/gu) ?? []).length < LEAST ? '' : rest.trim()
}

/** Tools that the gateway declares beside the client’s, for itself. */
function addedTools(scene: Scene): Hit[] {
  const { request, client } = scene
  if (!request || !client?.request || client.request.hub.chain) return []
  const [asked, sent] = [client.request.hub.tools, request.hub.tools]
  const names = new Set(asked.flatMap((tool) => (tool.kind === 'function' ? [tool.name.value] : [])))
  // Names may be made anew, and hosted tools be written as functions.
  if (sent.length <= asked.length) return []
  return sent
    .filter((tool) => tool.kind === 'function')
    .filter(({ name }) => !names.has(name.value))
    .slice(asked.length - sent.length)
    .map(({ name }) =>
      besideClient(
        scene,
        client,
        name,
        `The gateway declared the tool ${name.value}, which the client did not ask for.`,
      ),
    )
}

function textsIn({ messages, instructions }: Request): Leaf<string>[] {
  const below = (part: Part): Leaf<string>[] => {
    if (part.kind === 'text') return [part.text]
    return part.kind === 'tool-result' ? part.content.flatMap(below) : []
  }
  return [...(instructions?.parts ?? []), ...messages.flatMap(({ parts }) => parts)].flatMap(below)
}

/** Gemini's results are objects: what stands in them may be sent on as JSON, or as the text that they hold. */
const payloadTexts = ({ messages }: Request): string[] =>
  messages.flatMap(({ parts }) =>
    parts.flatMap((part) =>
      part.kind === 'tool-result' && part.payload
        ? [
            JSON.stringify(part.payload.value),
            ...leafEntries(part.payload.value).map(({ value }) =>
              typeof value === 'string' ? value : String(value),
            ),
          ]
        : [],
    ),
  )

export const spuriousAlteration: Rule = {
  id: 'SPURIOUS_ALTERATION',
  number: 64,
  title: 'Gateway invented content',
  severity: 'info',
  evidence: ['two-sides'],
  consequence:
    'The model answers to something that nobody wrote, and the prefix in the provider’s cache is another one.',
  fix: 'Refuse what cannot be sent rather than filling it up; where filling is needed, tell the client.',
  references: [
    'https://github.com/BerriAI/litellm/issues/5515',
    'https://github.com/crewAIInc/crewAI/pull/6973',
  ],
  find,
}
