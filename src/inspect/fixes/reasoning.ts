import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { dropAt, insertAt } from '../../wire/json-change.ts'
import type { Place } from '../finding.ts'
import { above, bodyOf, drop, put, valueAt } from './body.ts'
import type { Fixer, Site } from './fix.ts'
import { correction } from './fix.ts'

/** The whole reply of an earlier turn which the finding names beside its first place. */
function earlierReply({ finding, sceneOf }: Site): Json | undefined {
  const place = finding.places.slice(1).find(({ half }) => half === 'reply')
  const scene = place && sceneOf(place.exchange)
  return scene && bodyOf(scene, 'reply')?.root
}

/** Gemini’s signature, from the part that it came with. */
export const returnThoughtSignature: Fixer = (site) => {
  const { body, place, finding } = site
  const part = above(place, 2)
  const from: Place | undefined = finding.places.slice(1).find(({ half }) => half === 'reply')
  const reply = earlierReply(site)
  if (!from?.pointer || reply === undefined || !place.pointer?.includes('/parts/')) return undefined
  const given = valueAt(
    { half: 'reply', root: reply },
    { pointer: /^.*\/parts\/\d+/.exec(from.pointer)?.[0] ?? '' },
  )
  const signature = isObject(given) ? given.thoughtSignature : undefined
  return typeof signature === 'string'
    ? correction(
        'Send the signature back that came with the call.',
        put(body, { pointer: `${part.pointer}/thoughtSignature` }, signature),
      )
    : undefined
}

/** The thinking of Chat’s providers, from the message that it came in. */
export const returnReasoning: Fixer = (site) => {
  const reply = earlierReply(site)
  const choices = isObject(reply) ? reply.choices : undefined
  const message = Array.isArray(choices) && isObject(choices[0]) ? choices[0].message : undefined
  if (!isObject(message) || !/^\/messages\/\d+$/.test(site.place.pointer ?? '')) return undefined
  const key = ['reasoning_content', 'reasoning'].find((one) => typeof message[one] === 'string')
  if (key === undefined) return undefined
  const at = { pointer: `${site.place.pointer}/${key}` }
  return correction(
    'Send the reasoning back that came with the call.',
    put(site.body, at, message[key] as Json),
  )
}

/** An item that nothing follows goes; what the provider needs beside it is added. */
export const pairReasoningItem: Fixer = (site) => {
  const { body, place } = site
  const { pointer = '' } = place
  const item = valueAt(body, { pointer })
  if (isObject(item) && item.type === 'reasoning')
    return 'summary' in item
      ? correction('Leave out the reasoning that nothing follows.', drop(body, place))
      : correction(
          'Give the reasoning item its empty summary.',
          put(body, { pointer: `${pointer}/summary` }, []),
        )
  const reply = earlierReply(site)
  const output = isObject(reply) && Array.isArray(reply.output) ? (reply.output as readonly Json[]) : []
  const id = valueAt(body, { pointer })
  const at = output.findIndex((one) => isObject(one) && one.id === id)
  const thought = output
    .slice(0, Math.max(0, at))
    .findLast((one) => isObject(one) && one.type === 'reasoning')
  const holder = above({ pointer }).pointer
  if (!thought || body.root === undefined) return undefined
  const already = isObject(thought) ? placeOfItem(body.root, thought.id) : undefined
  const rest = already === undefined ? body.root : dropAt(body.root, already)
  return correction('Send the reasoning item back before what it produced.', {
    ...body,
    root: insertAt(rest, holder ?? '', thought),
  })
}

function placeOfItem(root: Json, id: Json | undefined): string | undefined {
  const input = isObject(root) && Array.isArray(root.input) ? root.input : []
  const at = input.findIndex((one: Json) => isObject(one) && one.id === id)
  return at < 0 ? undefined : `/input/${at}`
}

/** As the server issued it; what no server issued goes. */
export const restoreEncryptedReasoning: Fixer = (site) => {
  const { body, place } = site
  const holder = above(place)
  const item = valueAt(body, holder)
  const reply = earlierReply(site)
  const output = isObject(reply) && Array.isArray(reply.output) ? reply.output : []
  const issued = output.find((one: Json) => isObject(one) && isObject(item) && one.id === item.id)
  const sealed = isObject(issued) ? issued.encrypted_content : undefined
  if (typeof sealed === 'string')
    return correction('Send the encrypted content back as it was issued.', put(body, place, sealed))
  return finishesAlone(site)
    ? correction('Leave the reasoning out that no server issued.', drop(body, holder))
    : undefined
}

const finishesAlone = ({ finding }: Site): boolean => finding.places.length === 1

/** The block as Anthropic sent it, in its place. */
export const restoreThinking: Fixer = (site) => {
  const { body, place } = site
  const reply = earlierReply(site)
  const content = isObject(reply) && Array.isArray(reply.content) ? (reply.content as readonly Json[]) : []
  const sent = content.find((one) => isObject(one) && /^(?:redacted_)?thinking$/.test(String(one.type)))
  const pointer = /^\/messages\/\d+\/content\/\d+/.exec(place.pointer ?? '')?.[0]
  if (sent === undefined || pointer === undefined || body.root === undefined) return undefined
  const here = valueAt(body, { pointer })
  const isThere = isObject(here) && here.type !== 'tool_use'
  return correction('Send the thinking block back as it came.', {
    ...body,
    root: isThere ? (put(body, { pointer }, sent).root as Json) : insertAt(body.root, pointer, sent),
  })
}

/** Another vendor’s seal cannot be checked: its thinking goes. */
export const leaveForeignThinkingOut: Fixer = ({ body, place }) =>
  correction('Leave the thinking out that another vendor signed.', drop(body, above(place)))

/** Where Chat’s providers put the thinking. */
export const takeThinkingOutOfText: Fixer = ({ body, place }) => {
  const text = valueAt(body, place)
  const found =
    typeof text === 'string'
      ? /^\s*(?:<(\w+)>)?(.*?)<\/(?:think|thinking|thought|reasoning)>\s*/s.exec(text)
      : null
  if (!found || typeof text !== 'string' || !place.pointer?.endsWith('/message/content')) return undefined
  const message = above(place)
  const thought = put(body, { pointer: `${message.pointer}/reasoning_content` }, (found[2] ?? '').trim())
  return correction(
    'Move the thinking into reasoning_content.',
    put(thought, place, text.slice(found[0].length)),
  )
}
