import type { DialectId } from '../../hub/dialect.ts'
import type { Side } from '../../transcript/transcript.ts'
import type { Fault } from '../../translate/fault.ts'
import { FAULTS } from '../../translate/faults/catalogue.ts'
import type { Scene } from '../evidence.ts'
import type { Finding, Place } from '../finding.ts'

type Half = Place['half']

/** What a capture of the gateway's other side would tell of a finding; undefined where that is at hand, or would tell nothing. */
export function otherSideOf({ rule, places, severity }: Finding, scene: Scene): string | undefined {
  const [place] = places
  if (!place || severity === 'info' || scene.otherSide || scene.upstream) return undefined
  const { dialect, exchange } = scene
  const faults = dialect ? candidates(rule, dialect, place.half) : []
  const question = questionOf(exchange.side, place.half, faults.length > 0)
  if (question === undefined) return undefined
  return `${question}${faults.length > 0 ? `, and whether it is ${eitherOf(faults.map(({ id }) => id))}` : ''}.`
}

/** Known faults that show by this rule, at this place. */
const candidates = (rule: string, dialect: DialectId, half: Half): readonly Fault[] =>
  FAULTS.filter(
    (fault) =>
      fault.rule === rule &&
      fault.half === half &&
      // What a client sends a gateway reads; all else it has written.
      ((fault.to?.includes(dialect) ?? true) || (half === 'request' && fault.from?.includes(dialect))),
  )

function questionOf(side: Side | undefined, half: Half, hasFaults: boolean): string | undefined {
  if (side === 'client') {
    if (half === 'reply')
      return 'Only the client’s side was captured: the provider’s would tell whether the provider said so or the gateway made it so'
    // A client's own request is what it is, whatever became of it.
    return hasFaults
      ? 'Only the client’s side was captured: the provider’s would tell what the gateway sent on'
      : undefined
  }
  if (side === 'upstream')
    return half === 'request'
      ? 'Only the provider’s side was captured: the client’s would tell whether the client asked so or the gateway made it so'
      : 'Only the provider’s side was captured: the client’s would tell whether the gateway mended it or passed it on'
  return 'If a gateway stood between, a capture from its other side would tell whether it did this'
}

const eitherOf = (ids: readonly string[]): string =>
  ids.length < 2 ? ids.join('') : `${ids.slice(0, -1).join(', ')} or ${ids.at(-1)}`
