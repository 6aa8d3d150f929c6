import { flawOf } from '../../argument-text.ts'
import { pointersNamed } from '../../error-places.ts'
import { errorWordsOf } from '../../error-words.ts'
import type { Scene } from '../../evidence.ts'
import { issueOf } from '../../pairing/pairing.ts'
import type { CallSeen } from '../../pairing/request-pairs.ts'
import { readSmuggled } from '../../pairing/smuggled.ts'
import { placeOf } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

/** What a failure is over: what a call holds or is called, as opposed to where it stands. */
const OVER = {
  arguments:
    /Extra data|Unterminated string|Expecting value|arguments|should be a valid dictionary|tool_use\.input/i,
  id: /string too long|should match pattern|length of 9|cannot be empty|must be unique|\bcall_id\b|tool_call_id|tool_use\.id/i,
  signature: /thought_?signature/i,
} as const

function find(scene: Scene): Hit[] {
  const { request, pairing, exchange, pairs } = scene
  const words = errorWordsOf(scene)
  if (!words || !request) return []
  const isOver = (what: keyof typeof OVER): boolean => words.texts.some((text) => OVER[what].test(text))
  const passages = pairing.railsThrough.get(exchange.id) ?? []
  const named = pointersNamed(request.json, words.texts)
  const found = pairs.calls.flatMap((call) => {
    const place = placeOf(exchange, 'request', call.part.id ?? call.part.name)
    const passage = passages.find(({ at }) => isSame(at.place, place))
    const issued = passage && issueOf(passage.rail)
    if (!issued || issued.place.exchange === exchange.id) return []
    const flaw = flawIn(call, issued.sealedBy !== undefined, isOver)
    const isNamed = named.some((pointer) => pointer.startsWith(itemOf(place.pointer ?? '')))
    return flaw ? [{ call, place, issued, flaw, isNamed }] : []
  })
  const meant = found.some(({ isNamed }) => isNamed) ? found.filter(({ isNamed }) => isNamed) : found
  return meant.map(({ call, place, issued, flaw }) => ({
    places: [issued.place, place, words.place],
    message: `This error was caused in the turn ${issued.place.exchange}: the call ${call.part.name.value} came with ${flaw}, and only now somebody stumbles over it.`,
  }))
}

/** The call, of whose id or name this is the place. */
const itemOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'))

const isSame = (
  left: { exchange: string; pointer?: string },
  right: { exchange: string; pointer?: string },
): boolean => left.exchange === right.exchange && left.pointer === right.pointer

function flawIn(
  { part }: CallSeen,
  wasSealed: boolean | undefined,
  isOver: (what: keyof typeof OVER) => boolean,
): string | undefined {
  if (isOver('arguments') && !part.isCustom && flawOf(part.arguments.value)) return 'broken arguments'
  if (isOver('signature') && !wasSealed) return 'no signature'
  const id = part.id?.value
  if (!isOver('id') || id === undefined) return undefined
  if (id === '') return 'an empty id'
  if (readSmuggled(id) || id.length > 40) return `an id of ${id.length} characters`
  return /^[\w-]+$/.test(id) ? undefined : `the id “${id}”, which some providers do not allow`
}

export const lateEcho: Rule = {
  id: 'LATE_ECHO',
  number: 56,
  title: 'Fault surfaces one turn after its cause',
  severity: 'info',
  evidence: ['two-turns'],
  consequence: 'The error message points at the wrong turn, and often at the wrong side.',
  fix: 'Look at the turn that is named here; what it delivered is at fault, not what came later.',
  references: [
    'https://github.com/BerriAI/litellm/issues/33678',
    'https://github.com/BerriAI/litellm/issues/18160',
    'https://github.com/smallmain/vscode-unify-chat-provider/issues/48',
  ],
  find,
}
