import type { CacheBreak } from '../../chains/prefix.ts'
import type { Scene } from '../../evidence.ts'
import type { Place } from '../../finding.ts'
import { placeAt } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'
import { shortId } from '../pairing/ids.ts'

const WORDS: Readonly<Record<CacheBreak['what'], string>> = {
  model: 'the model is another',
  tools: 'the tools are others',
  'tool-order': 'the tools are the same, in another order',
  instructions: 'the instructions are others',
  messages: 'an earlier message is another',
}

function find(scene: Scene): Hit[] {
  const { exchange, links } = scene
  const link = links.find(({ by }) => by === 'history')
  const { prefix, to } = link ?? {}
  if (!prefix?.isLonger || to === undefined) return []
  const told = (place: Place, words: string): Hit => ({
    places: [place, { ...placeAt(exchange, 'request'), exchange: to }],
    message: `The prompt of ${exchange.id} begins like that of ${to}, but ${words} at ${place.pointer ?? 'its top'}: the provider’s cache cannot be used from there on.`,
  })
  if (!prefix.cacheBreak) return changedIds(scene).map(({ place, words }) => told(place, words))
  const { what, place } = prefix.cacheBreak
  // A beginning in common, and then another way: that may be another conversation.
  if (what === 'model' || (what === 'messages' && prefix.kept < 2)) return []
  if (prefix.kept < prefix.of && what !== 'messages') return []
  return [told(place, WORDS[what])]
}

/** The same calls under other ids: the text that the provider caches is another. */
function changedIds({ exchange, pairing }: Scene): { place: Place; words: string }[] {
  const [change] = (pairing.railsThrough.get(exchange.id) ?? []).flatMap(({ rail: { idChange } }) =>
    idChange?.place.exchange === exchange.id ? [idChange] : [],
  )
  return change
    ? [
        {
          place: change.place,
          words: `the id ${shortId(change.from)} of a call is ${shortId(change.to)} now`,
        },
      ]
    : []
}

export const cacheChurn: Rule = {
  id: 'PROMPT_CACHE_CHURN',
  number: 61,
  title: 'Prefix changes between turns',
  severity: 'info',
  evidence: ['two-turns'],
  consequence: 'Each turn is paid and waited for as if it were the first.',
  fix: 'Send tools and instructions in a fixed order and wording; put what changes, such as the time, at the end.',
  references: ['https://github.com/maximhq/bifrost/issues/2347'],
  find,
}
