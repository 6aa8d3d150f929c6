import type { Scene } from '../../evidence.ts'
import type { Reuse } from '../../pairing/rail.ts'
import { placeAt, placeOf } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'
import { shortId } from '../pairing/ids.ts'

const find = (scene: Scene): Hit[] => [...rivals(scene), ...fork(scene), ...otherCalls(scene)]

/** Several replies announced the id with which this request goes on. */
function rivals({ exchange, request, links }: Scene): Hit[] {
  return links.flatMap(({ id = '', to, rivals = [] }): Hit[] => {
    if (to === undefined || rivals.length === 0) return []
    const all = [...rivals.toReversed(), to]
    return [
      {
        places: [
          placeOf(exchange, 'request', request?.hub.chain?.previousResponseId),
          ...all.map((one) => ({ ...placeAt(exchange, 'reply'), exchange: one })),
        ],
        message: `${exchange.id} goes on with ${shortId(id)}, and the replies ${listOf(all)} all carry this id: which of them is meant cannot be told. The latest, ${to}, was taken.`,
      },
    ]
  })
}

/** Two requests go on with one reply. */
function fork(scene: Scene): Hit[] {
  const { exchange, request, links } = scene
  return links.flatMap(({ id = '', forksFrom }): Hit[] => {
    if (forksFrom === undefined) return []
    return [
      {
        places: [
          placeOf(exchange, 'request', request?.hub.chain?.previousResponseId),
          { ...placeAt(exchange, 'request'), exchange: forksFrom },
        ],
        severity: 'info',
        message: `${exchange.id} and ${forksFrom} both go on with ${shortId(id)}: the conversation forks there, or ${exchange.id} is another try. Each is taken for a turn of its own.`,
      },
    ]
  })
}

/** One id, and a call that says something else than the one that had it. */
function otherCalls({ exchange, dialect, pairing }: Scene): Hit[] {
  // Twice in one body is a rule of its own, for the dialects that pair by id alone.
  const reuse = pairing.reuses
    .get(exchange.id)
    ?.find(
      ({ before, place }) =>
        dialect === 'gemini' || before.place.exchange !== exchange.id || before.place.half !== place.half,
    )
  if (!reuse) return []
  const { id, name, place, before } = reuse
  const same = before.name === name
  const what = same ? `another call of ${name} here than in` : `${name} here and for ${before.name} in`
  return [
    {
      places: [place, before.place],
      // Small servers count ids from the start in each turn.
      ...(reuse.as === 'issued' ? { severity: 'info' } : {}),
      message: `The id ${shortId(id)} stands for ${what} ${before.place.exchange}: ${readingOf(reuse, same)}`,
    },
  ]
}

function readingOf({ as }: Reuse, isSameName: boolean): string {
  if (as === 'issued') return 'it was given out twice. They are taken for two calls.'
  return isSameName
    ? 'it was given out twice, or somebody changed the arguments on the way. It is taken for the same call.'
    : 'it was given out twice, or somebody changed the call on the way. They are taken for two calls.'
}

const listOf = (ids: readonly string[]): string =>
  ids.length < 2 ? ids.join() : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`

export const idsReused: Rule = {
  id: 'IDS_REUSED',
  title: 'One id for several things',
  severity: 'warning',
  evidence: ['two-turns'],
  consequence: 'Whoever looks a turn or a call up by its id may get another one.',
  fix: 'Give each reply and each call an id of its own; where captures of several conversations were put together, check them one by one.',
  references: [],
  find,
}
