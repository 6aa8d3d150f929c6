import type { Leaf } from '../../../hub/leaf.ts'
import type { Reading } from '../../../translate/reading.ts'
import type { Json } from '../../../wire/json.ts'
import { atPointer, isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, hasKey, listAt, rootOf, textAt } from '../../json-places.ts'
import { framesHolding } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

const find = (scene: Scene): Hit[] =>
  scene.dialect === 'gemini' ? [...namelessSent(scene), ...namelessReceived(scene)] : missingIds(scene)

function missingIds(scene: Scene): Hit[] {
  const { pairs, folded } = scene
  const ofCall = (name: string): string => `The call ${name} has no id; its result cannot be matched to it.`
  const calls = pairs.calls.map(({ part }) => part).filter(({ id, name }) => !id?.value && !isLegacy(name))
  const results = pairs.results
    .map(({ part }) => part)
    .filter(({ callId, name }) => (callId ? callId.value === '' : !name))
  const received = folded.parts
    .flatMap((part) => (part?.head.kind === 'tool-call' ? [part.head] : []))
    .filter(({ id, name }) => !id?.value && !isLegacy(name))
  return [
    ...calls.map(({ id, name }) =>
      hitAt(scene, 'request', id ? firstPlace(id) : idPlace(scene, name), ofCall(name.value)),
    ),
    ...results.map(({ callId, content: [first] }) => {
      const leaf = callId ?? (first?.kind === 'text' ? first.text : undefined)
      const at = callId ? firstPlace(callId) : itemOf(firstPlace(leaf).pointer ?? '')
      return hitAt(scene, 'request', at, 'A result says with an empty id, or none, which call it answers.')
    }),
    ...received.map(({ id, name }) =>
      hitAt(scene, 'reply', id ? firstPlace(id) : idPlace(scene, name), ofCall(name.value)),
    ),
  ]
}

type Spot = { readonly pointer?: string; readonly frame?: number }

const firstPlace = (leaf: Leaf<unknown> | undefined): Spot => leaf?.from[0] ?? {}

/** Chat’s old `function_call` never had an id: there was one call in a message, and its result said the name. */
const isLegacy = (name: Leaf<string>): boolean => /\/function_call\/name$/.test(name.from[0]?.pointer ?? '')

/** The id of the call with this name, where there is an empty one; else the call. */
function idPlace({ request, reply }: Scene, name: Leaf<string>): Spot {
  const { pointer = '', frame } = firstPlace(name)
  const call = pointer.replace(/(?:\/function)?\/name$/, '')
  const json =
    frame !== undefined && reply?.kind === 'stream'
      ? reply.frames.find((one) => one.frame.index === frame)?.json
      : reply?.kind === 'whole'
        ? reply.json
        : request?.json
  const at = frame === undefined ? {} : { frame }
  const id = ['call_id', 'id']
    .map((key) => `${call}/${key}`)
    .find((one) => json !== undefined && atPointer(json, one) !== undefined)
  return { ...at, pointer: id ?? call }
}

/** The message, item or block that holds this content. */
const itemOf = (pointer: string): Spot => ({
  pointer: pointer.replace(/\/(?:content|output)(?:\/\d+\/text)?$/, ''),
})

const HALVES = ['functionCall', 'function_call', 'functionResponse', 'function_response']

const halvesIn = (content: At): At[] =>
  listAt(content, 'parts').flatMap((part) => HALVES.flatMap((key) => fieldAt(part, key) ?? []))

/** Gemini's calls may lack an id, never a name: a piece of streamed arguments was kept as a call (bugs.md §2 A17). */
const namelessSent = (scene: Scene): Hit[] =>
  listAt(rootOf(scene.request?.json), 'contents')
    .flatMap(halvesIn)
    .filter((half) => !textAt(half, 'name'))
    .map((half) =>
      hitAt(
        scene,
        'request',
        hasKey(half, 'name') ? { pointer: `${half.pointer}/name` } : half,
        'A call or result has no name, by which Gemini pairs the two.',
      ),
    )

/** In a reply: whole arguments without a name. Pieces of them (`partialArgs`) go on with the call before, legally. */
const namelessReceived = (scene: Scene): Hit[] =>
  namelessCalls(scene).map((call) =>
    hitAt(
      scene,
      'reply',
      call,
      'Arguments come without the name of the tool: clients keep them as a call of their own, which no tool answers.',
    ),
  )

/** The calls of a Gemini reply that have arguments and no name. */
export function namelessCalls(reading: Reading): (At & { readonly frame?: number })[] {
  const { reply } = reading
  const bodies: (At & { readonly frame?: number })[] =
    reply?.kind === 'whole' ? [rootOf(reply.json)] : framesHolding(reading, '"functionCall"')
  return bodies.flatMap(({ value, pointer, frame }) =>
    listAt({ value, pointer }, 'candidates')
      .flatMap((candidate) => fieldAt(candidate, 'content') ?? [])
      .flatMap(halvesIn)
      .filter((half) => !textAt(half, 'name') && isFilled(fieldAt(half, 'args')?.value))
      .map((half) => (frame === undefined ? half : { ...half, frame })),
  )
}

const isFilled = (args: Json | undefined): boolean => isObject(args) && Object.keys(args).length > 0

export const emptyId: Rule = {
  id: 'EMPTY_ID',
  number: 46,
  title: 'Empty or missing call id',
  severity: 'error',
  evidence: ['one-side'],
  texts: [/Name cannot be empty/, /function call output without a call_id/],
  consequence:
    'The result of the tool cannot be sent back: providers refuse it, or pair it with another call.',
  clients: {
    openai: 'It hands the call out without an id, and throws nothing.',
  },
  fix: 'Make an id once, where the call is made, and write it on both halves of the pair.',
  references: [
    'https://github.com/openai/codex/issues/42088',
    'https://github.com/vercel/ai/issues/6663',
    'https://github.com/smallmain/vscode-unify-chat-provider/issues/48',
  ],
  find,
}
