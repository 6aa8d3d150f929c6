import type { Scene } from '../../evidence.ts'
import { hitAt, hitOf } from '../../hits.ts'
import { framesOf } from '../../reading-facts.ts'
import { countOf } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** As it is, or as JSON may write it. */
const BROKEN = /\ufffd|\\ufffd/gi
const count = (text: string): number => text.match(BROKEN)?.length ?? 0
/** Megabytes of text are mostly without: looked for as it stands, that is a glance. */
const isBroken = (text: string): boolean =>
  text.includes('\ufffd') || text.includes('\\ufffd') || text.includes('\\uFFFD')

function find(scene: Scene): Hit[] {
  const { exchange, upstream } = scene
  const body = exchange.reply?.body ?? ''
  if (scene.reply?.kind !== 'stream' || !isBroken(body)) return []
  // The client's capture tells more than the provider's.
  if (scene.client) return []
  const sent = upstream?.exchange.reply?.body
  // Where the provider sent them so, the gateway split nothing; where people ask about them, the model may answer with them.
  if (sent === undefined ? count(exchange.request?.body ?? '') > 0 : count(sent) >= count(body)) return []
  const pieces = scene.reply.events.flatMap((event) =>
    event.kind === 'part-delta' && event.text.value.includes('\ufffd') ? [event.text] : [],
  )
  const [first] = pieces
  const torn = framesOf(scene).find(({ frame }) => isBroken(frame.data))
  if (!first && !torn) return []
  const broken = pieces.reduce((sum, { value }) => sum + count(value), 0) || count(torn?.frame.data ?? '')
  const whose =
    exchange.side === 'upstream'
      ? ' They came from the provider so.'
      : sent === undefined
        ? ''
        : ' The upstream text is intact.'
  const message = `${countOf(broken, 'replacement character')} (U+FFFD) ${broken === 1 ? 'stands' : 'stand'} where characters were cut in two.${whose}`
  return [
    first
      ? hitOf(scene, 'reply', first, message)
      : hitAt(scene, 'reply', { frame: torn?.frame.index ?? 0 }, message),
  ]
}

export const utf8Split: Rule = {
  id: 'UTF8_SPLIT',
  number: 29,
  title: 'Broken characters from chunk splitting',
  severity: 'warning',
  evidence: ['one-side', 'two-sides'],
  consequence:
    'Letters beyond ASCII, such as emoji and Chinese, are lost for good; arguments of calls may name the wrong file.',
  fix: 'Decode the stream with one decoder that carries the rest of a character over to the next chunk.',
  references: [
    'https://github.com/musistudio/claude-code-router/pull/1672',
    'https://github.com/api7/aisix/issues/111',
    'https://github.com/katanemo/plano/issues/980',
  ],
  find,
}
