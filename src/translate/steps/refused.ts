import type { Capabilities } from '../../dialects/dialect.ts'
import { added } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { Part } from '../../hub/part.ts'
import type { Message, SettingName, Settings } from '../../hub/request.ts'
import type { Json } from '../../wire/json.ts'
import { allLeaves } from '../origins.ts'
import type { RequestStep } from '../step.ts'
import { mapParts } from './pairing.ts'

/** Whether the value is one that is taken all the same. */
function isTaken(name: SettingName, value: Json, { takenValues }: Capabilities): boolean {
  const range = takenValues?.[name]
  return range !== undefined && typeof value === 'number' && value >= range[0] && value <= range[1]
}

/** Options that the target's version or model refuses. */
export const dropRefusedSettings: RequestStep = {
  name: 'drop-refused-settings',
  why: 'This API version, or this model, refuses some options of sampling.',
  run(request, { capabilities, losses, target }) {
    const refused = capabilities.refusedSettings.filter((name) => {
      const setting = request.settings[name]
      return setting !== undefined && !isTaken(name, setting.value, capabilities)
    })
    if (refused.length === 0) return request
    const at = [target.version && `version ${target.version}`, target.model].filter(Boolean).join(', ')
    for (const name of refused) {
      const isAny = capabilities.takenValues?.[name] === undefined
      const how = isAny ? 'whatever its value' : 'at any value but its default'
      const why = `${name} is refused by ${at || 'the current API version'}, ${how}.`
      lose(losses, 'refused-setting', why, request.settings[name])
    }
    const kept = Object.entries(request.settings).filter(([name]) => !refused.some((one) => one === name))
    return { ...request, settings: Object.fromEntries(kept) as Settings }
  },
}

/** Parts of the assistant's turns that fail the test are left out, and lost by name. */
const dropPart = (messages: readonly Message[], isRefused: (part: Part) => boolean): readonly Message[] =>
  messages.map((message) =>
    message.role.value === 'assistant' && message.parts.some(isRefused)
      ? { ...message, parts: message.parts.filter((part) => !isRefused(part)) }
      : message,
  )

export const dropAssistantFiles: RequestStep = {
  name: 'drop-assistant-files',
  why: 'This API version refuses a document in what the assistant said.',
  run(request, { losses }) {
    const isFile = (part: Part): boolean => part.kind === 'file'
    const messages = dropPart(request.messages, isFile)
    if (messages.every((message, i) => message === request.messages[i])) return request
    for (const { role, parts } of request.messages)
      if (role.value === 'assistant')
        for (const file of parts.filter(isFile)) {
          const why = 'A document may stand in a user turn only.'
          lose(losses, 'assistant-file', why, ...allLeaves(file))
        }
    return { ...request, messages }
  },
}

/** Citations are given by the model: a user's text may not carry any. They travel as fields that only their dialect reads. */
export const dropUserCitations: RequestStep = {
  name: 'drop-user-citations',
  why: 'This API version refuses citations in the text of a user turn.',
  run(request, { losses }) {
    const strip = (part: Part): Part => {
      if (part.kind !== 'text' || !part.extras) return part
      const cited = part.extras.entries.filter(([key, { value }]) => key === 'citations' && isFilled(value))
      if (cited.length === 0) return part
      const why = 'A text in a user turn may not cite.'
      lose(losses, 'user-citations', why, ...cited.map(([, leaf]) => leaf))
      const entries = part.extras.entries.filter((entry) => !cited.includes(entry))
      return { ...part, extras: { ...part.extras, entries } }
    }
    return mapParts(request, (part, m) => (request.messages[m]?.role.value === 'user' ? strip(part) : part))
  },
}

const isFilled = (value: Json): boolean => Array.isArray(value) && value.length > 0

/**
 * Gemini refuses a call without the signature it was given with. For calls that another model made its own documentation
 * gives a word to put there, in the first call of each turn (anthropic-gemini.md §G.2, thoughtSignature rule 5).
 */
export const excuseSignatures: RequestStep = {
  name: 'excuse-signatures',
  why: 'These models want a signature with the first call of a turn; a call that another model made has none.',
  run(request, { capabilities, losses, target }) {
    const word = capabilities.signatureExcuse
    if (word === undefined) return request
    const messages = request.messages.map((message) => {
      const first = message.parts.findIndex(({ kind }) => kind === 'tool-call')
      const call = message.parts[first]
      if (call?.kind !== 'tool-call' || call.seal?.dialect === target.dialect) return message
      const why = 'The call was made by another model; this is the documented word for a missing signature.'
      lose(losses, 'foreign-seal', 'Only the vendor that sealed this can read it.', call.seal?.value)
      const value = added(word, 'signature-excuse', why)
      const sealed: Part = { ...call, seal: { dialect: target.dialect, value } }
      return { ...message, parts: message.parts.with(first, sealed) }
    })
    return messages.every((message, i) => message === request.messages[i])
      ? request
      : { ...request, messages }
  },
}
