import type { JsonDoubt } from '../../../wire/json-doubts.ts'
import { codeOf, jsonDoubts } from '../../../wire/json-doubts.ts'
import type { Scene } from '../../evidence.ts'
import type { Place } from '../../finding.ts'
import { placeAt, placeOf } from '../../places.ts'
import { framesOf } from '../../reading-facts.ts'
import { countOf } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

interface Found extends Omit<JsonDoubt, 'pointer'> {
  readonly place: Place
}

const find = (scene: Scene): Hit[] =>
  [requestDoubts(scene), replyDoubts(scene)].flatMap((found) =>
    KINDS.flatMap((kind): Hit[] => {
      const same = found.filter((one) => one.kind === kind)
      const [first] = same
      return first ? [hitOf(first, same)] : []
    }),
  )

const KINDS: readonly JsonDoubt['kind'][] = ['repeated-key', 'lone-surrogate', 'lossy-number']

function hitOf(first: Found, same: readonly Found[]): Hit {
  const more = same.length - 1
  const others = more === 0 ? '' : ` ${countOf(more, 'more place')} ${more === 1 ? 'is' : 'are'} like it.`
  return {
    places: same.slice(0, PLACES).map(({ place }) => place),
    message: `${WORDS[first.kind](first.text)}${others}`,
    // Random seeds are long by nature, and no server minds.
    ...(first.kind === 'lossy-number' ? { severity: 'info' } : {}),
  }
}

/** Of what is found everywhere, so many places are enough. */
const PLACES = 20

const WORDS: Readonly<Record<JsonDoubt['kind'], (text: string) => string>> = {
  'repeated-key': (key) =>
    `The key “${key}” stands twice in one object: most readers take the last of its values, some the first, some refuse the body. The last is shown here.`,
  'lone-surrogate': (code) =>
    `${code} stands here without its other half: half a character, which UTF-8 cannot carry. On the way it becomes U+FFFD, or the body is refused.`,
  'lossy-number': (number) =>
    `${number} has more digits than most readers keep: JavaScript, jq and most gateways go on with ${Number(number)}.`,
}

function requestDoubts({ exchange, request }: Scene): Found[] {
  if (!exchange.request || !request) return []
  return jsonDoubts(exchange.request.body, request.json).map(({ pointer, ...doubt }) => ({
    ...doubt,
    place: placeAt(exchange, 'request', { pointer }),
  }))
}

function replyDoubts(scene: Scene): Found[] {
  const { exchange, reply } = scene
  if (!exchange.reply || !reply || reply.kind === 'unreadable') return []
  if (reply.kind !== 'stream')
    return jsonDoubts(exchange.reply.body, reply.json).map(({ pointer, ...doubt }) => ({
      ...doubt,
      place: placeAt(exchange, 'reply', { pointer }),
    }))
  return [...doubtsInFrames(scene), ...halvesIn(scene, exchange.reply.body)]
}

function doubtsInFrames(scene: Scene): Found[] {
  const found: Found[] = []
  // What repeats letter by letter is as sound as what it repeats, but for its text: it is not parsed again.
  let doubts: readonly JsonDoubt[] = []
  for (const read of framesOf(scene)) {
    const { index, data } = read.frame
    if (!read.repeats)
      doubts =
        read.json === undefined
          ? []
          : jsonDoubts(data, read.json).filter(({ kind }) => kind !== 'lone-surrogate')
    for (const { pointer, ...doubt } of doubts)
      found.push({ ...doubt, place: placeAt(scene.exchange, 'reply', { frame: index, pointer }) })
  }
  return found
}

/** Most often a character that was cut between two pieces of text. */
function halvesIn({ exchange, reply }: Scene, body: string): Found[] {
  if (!/\\u[dD][89a-fA-F]/.test(body)) return []
  return (reply?.events ?? []).flatMap((event): Found[] => {
    const half = event.kind === 'part-delta' ? /\p{Surrogate}/u.exec(event.text.value)?.[0] : undefined
    if (event.kind !== 'part-delta' || half === undefined) return []
    return [{ kind: 'lone-surrogate', text: codeOf(half), place: placeOf(exchange, 'reply', event.text) }]
  })
}

export const jsonAmbiguous: Rule = {
  id: 'JSON_AMBIGUOUS',
  title: 'JSON that two readers read as two things',
  severity: 'warning',
  evidence: ['one-side'],
  consequence:
    'A gateway and the provider behind it may act on two different bodies, and what comes out is not what went in.',
  fix: 'Write each key once, characters whole, and numbers beyond 2^53 as strings.',
  references: ['https://www.rfc-editor.org/rfc/rfc7493#section-2'],
  find,
}
