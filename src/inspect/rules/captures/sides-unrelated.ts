import type { Scene } from '../../evidence.ts'
import { placeAt } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

function find({ exchange, stranger }: Scene): Hit[] {
  if (!stranger) return []
  const other = stranger.reading.exchange
  return [
    {
      places: [
        placeAt(exchange, exchange.reply ? 'reply' : 'request'),
        placeAt(other, other.reply ? 'reply' : 'request'),
      ],
      message: `${exchange.id} (client) and ${other.id} (upstream) do not seem to belong together: ${stranger.why.join(', and ')}. Each was checked for itself, and they were not set against each other. If they are one exchange after all, the client was given the answer to another request.`,
    },
  ]
}

export const sidesUnrelated: Rule = {
  id: 'SIDES_UNRELATED',
  title: 'Two captures that are not two sides of one exchange',
  severity: 'warning',
  evidence: ['two-sides'],
  consequence: 'Nothing that is missing on one of these sides proves anything of the gateway.',
  fix: 'Capture one and the same request on both sides of the gateway: the same question, the same call ids or the same words of the answer show that they belong together.',
  references: [],
  find,
}
