import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { framesOf } from '../../reading-facts.ts'
import { countOf } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

const BROKEN = /\ufffd/g
const count = (text: string): number => text.match(BROKEN)?.length ?? 0

function find(scene: Scene): Hit[] {
  const { exchange, upstream } = scene
  const body = exchange.reply?.body ?? ''
  // Between gateway and provider no gateway has split anything yet.
  if (!body.includes('\ufffd') || exchange.side === 'upstream') return []
  const upstreamBody = upstream?.exchange.reply?.body
  const broken = count(body)
  // Where the provider sent them so, no gateway split anything.
  if (upstreamBody !== undefined && count(upstreamBody) >= broken) return []
  const first = framesOf(scene).find(({ frame }) => frame.data.includes('\ufffd'))
  if (!first) return []
  const whose = upstreamBody === undefined ? '' : ' The upstream text is intact.'
  return [
    hitAt(
      scene,
      'reply',
      { frame: first.frame.index },
      `${countOf(broken, 'replacement character')} (U+FFFD) stand where characters were cut in two.${whose}`,
    ),
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
