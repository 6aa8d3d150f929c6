import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { Hit, Rule } from '../../rule.ts'

type StatusClass = 'yours' | 'limit' | 'theirs' | 'fine'

/** Another try may mend a limit (after a while) and what is theirs; never what is yours. */
const classOf = (status: number): StatusClass => {
  if (status < 400) return 'fine'
  if (status === 408 || status === 429) return 'limit'
  return status < 500 ? 'yours' : 'theirs'
}

const WHY: Readonly<Record<StatusClass, string>> = {
  yours: 'what was asked is at fault',
  limit: 'too much was asked for the moment',
  theirs: 'the provider is at fault',
  fine: 'it is fine',
}

function thenOf(real: StatusClass, shown: StatusClass): string {
  if (real === 'yours') return 'clients try again in vain'
  if (shown === 'yours') return 'clients give up where another try would help'
  return real === 'limit'
    ? 'clients try again without waiting for the limit to pass'
    : 'clients slow down for a limit that was not reached'
}

function find(scene: Scene): Hit[] {
  const { exchange, upstream } = scene
  const [shown, real] = [exchange.reply?.status, upstream?.exchange.reply?.status]
  if (!upstream || shown === undefined || real === undefined) return []
  const [shownClass, realClass] = [classOf(shown), classOf(real)]
  if (realClass === 'fine' || shownClass === 'fine' || shownClass === realClass) return []
  const then = thenOf(realClass, shownClass)
  const message = `The provider answered ${real} (${WHY[realClass]}); the client is shown ${shown}, so ${then}.`
  // Anthropic has a status for overload, others say so with 429 or 503.
  const severity = shownClass === 'limit' && realClass === 'theirs' ? 'info' : undefined
  const hit = hitAt(scene, 'reply', {}, message, severity)
  return [{ ...hit, places: [...hit.places, ...hitAt(upstream, 'reply', {}, '').places] }]
}

export const statusRemapped: Rule = {
  id: 'STATUS_REMAPPED',
  number: 54,
  title: 'Upstream 4xx shown as 5xx, or the other way round',
  severity: 'warning',
  evidence: ['two-sides'],
  consequence:
    'A deterministic refusal looks like a passing outage, or the other way round: retries are wasted or missing.',
  clients: {
    openai: 'It asks again twice after 429 and 5xx, and throws at once after 400.',
    '@anthropic-ai/sdk': 'It asks again twice after 429 and 5xx, and throws at once after 400.',
    '@google/genai': 'It throws ApiError at once, whatever the status.',
  },
  fix: 'Keep the class of the status: what the provider blames on the request stays a 4xx.',
  references: [
    'https://github.com/router-for-me/CLIProxyAPI/issues/136',
    'https://github.com/BerriAI/litellm/issues/22578',
    'https://github.com/BerriAI/litellm/issues/33678',
  ],
  find,
}
