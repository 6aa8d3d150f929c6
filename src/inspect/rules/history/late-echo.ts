import { flawOf } from '../../argument-text.ts'
import { pointersNamed } from '../../error-places.ts'
import type { Scene } from '../../evidence.ts'
import { issueOf } from '../../pairing/pairing.ts'
import type { CallSeen } from '../../pairing/request-pairs.ts'
import { readSmuggled } from '../../pairing/smuggled.ts'
import { placeOf } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Failures over what a call holds or is called, as opposed to where it stands. */
const OVER_A_CALL =
  /Extra data|Unterminated string|arguments|string too long|should match pattern|length of 9|cannot be empty|thought_signature/i

function find(scene: Scene): Hit[] {
  const { failure, request, pairing, exchange, pairs } = scene
  if (!failure || !request || !OVER_A_CALL.test(failure.message.value)) return []
  const named = new Set(pointersNamed(request.json, failure.message.value))
  const passages = pairing.railsThrough.get(exchange.id) ?? []
  return pairs.calls.flatMap((call): Hit[] => {
    const place = placeOf(exchange, 'request', call.part.id ?? call.part.name)
    const passage = passages.find(({ at }) => isSame(at.place, place))
    const issued = passage && issueOf(passage.rail)
    const flaw =
      issued && (wrongWith(call) ?? (named.has(place.pointer ?? '') ? 'what the provider names' : undefined))
    if (!issued || !flaw) return []
    return [
      {
        places: [issued.place, place, placeOf(exchange, 'reply', failure.message)],
        message: `This error was caused in the turn ${issued.place.exchange}: the call ${call.part.name.value} came with ${flaw}, and only now somebody stumbles over it.`,
      },
    ]
  })
}

const isSame = (
  left: { exchange: string; pointer?: string },
  right: { exchange: string; pointer?: string },
): boolean => left.exchange === right.exchange && left.pointer === right.pointer

function wrongWith({ part }: CallSeen): string | undefined {
  if (!part.isCustom && flawOf(part.arguments.value)) return 'broken arguments'
  const id = part.id?.value
  if (id === '') return 'an empty id'
  if (id !== undefined && (readSmuggled(id) || id.length > 64)) return `an id of ${id.length} characters`
  return undefined
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
