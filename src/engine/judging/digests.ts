// What inspection says of a whole transcript, small enough for the screen: sentences with their places.
import { sayLink } from '../../inspect/chains/words.ts'
import { compareSides } from '../../inspect/compare/compare.ts'
import { sayHop } from '../../inspect/compare/sentence.ts'
import { linksIn } from '../../inspect/evidence.ts'
import type { Place } from '../../inspect/finding.ts'
import { pairTranscript } from '../../inspect/pairing/pairing.ts'
import type { Rail } from '../../inspect/pairing/rail.ts'
import { leafOfTrouble, sayTrouble } from '../../inspect/pairing/words.ts'
import { placeOf } from '../../inspect/places.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { readExchange } from '../../translate/reading.ts'
import type { ChainDigest, PairingDigest, SidesDigest } from '../answers/digests.ts'
import { numberCalls } from '../rows/handles.ts'

/** Frames count from 1 on the screen. */
const FIRST_FRAME = 1

export function sidesOf(transcript: Transcript): SidesDigest {
  const { hops, unpaired } = compareSides(transcript)
  return { hops: hops.map((hop) => ({ ...hop, sentence: sayHop(hop, FIRST_FRAME) })), unpaired }
}

export function pairingOf({ exchanges }: Transcript): PairingDigest {
  const readings = exchanges.map(readExchange)
  const { rails, requests } = pairTranscript(readings)
  const troubles = readings.flatMap(({ exchange }) =>
    (requests.get(exchange.id)?.troubles ?? []).flatMap((trouble) => {
      const place = placeOf(exchange, 'request', leafOfTrouble(trouble))
      // Its call is in an earlier turn, which the server keeps.
      const isKept = trouble.kind === 'orphan' && isAnswer(rails, place)
      return isKept ? [] : [{ kind: trouble.kind, sentence: sayTrouble(trouble), place }]
    }),
  )
  const handles = numberCalls(rails)
  return { rails: rails.map((rail) => ({ ...rail, handle: handles.get(rail) ?? '' })), troubles }
}

export const chainOf = (transcript: Transcript): ChainDigest => ({
  links: linksIn(transcript).map((link) => ({ ...link, sentence: sayLink(link) })),
})

const isAnswer = (rails: readonly Rail[], { exchange, pointer }: Place): boolean =>
  rails.some(({ sightings }) =>
    sightings.some(
      ({ as, place }) => as === 'answered' && place.exchange === exchange && place.pointer === pointer,
    ),
  )
