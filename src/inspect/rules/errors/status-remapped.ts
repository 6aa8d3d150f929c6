import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Statuses that another try may mend, at the provider or on the way. */
const classOf = (status: number): 'yours' | 'theirs' | 'fine' => {
  if (status < 400) return 'fine'
  return status < 500 ? 'yours' : 'theirs'
}

function find(scene: Scene): Hit[] {
  const { exchange, upstream } = scene
  const [shown, real] = [exchange.reply?.status, upstream?.exchange.reply?.status]
  if (!upstream || shown === undefined || real === undefined) return []
  const [shownClass, realClass] = [classOf(shown), classOf(real)]
  if (realClass === 'fine' || shownClass === 'fine' || shownClass === realClass) return []
  const why = realClass === 'yours' ? 'what was asked is at fault' : 'the provider is at fault'
  const then =
    realClass === 'yours' ? 'clients try again in vain' : 'clients give up where another try would help'
  const hit = hitAt(
    scene,
    'reply',
    {},
    `The provider answered ${real} (${why}); the client is shown ${shown}, so ${then}.`,
  )
  return [{ ...hit, places: [...hit.places, ...hitAt(upstream, 'reply', {}, '').places] }]
}

export const statusRemapped: Rule = {
  id: 'STATUS_REMAPPED',
  number: 54,
  title: 'Upstream 4xx shown as 5xx',
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
