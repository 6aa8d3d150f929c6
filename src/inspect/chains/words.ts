import { shortValue } from '../../translate/origins.ts'
import type { Link } from './links.ts'
import type { Prefix } from './prefix.ts'

/** Characters of an id: LiteLLM's are long. */
const SHOWN = 28

const WAYS: Readonly<Record<Link['by'], string>> = {
  'previous-response-id': 'previous_response_id',
  conversation: 'the conversation',
  session: 'the session',
  trace: 'the trace',
  history: 'the history that it sends again',
}

const PROMPT_PARTS = {
  model: 'the model',
  tools: 'the tools',
  'tool-order': 'the order of the tools',
  instructions: 'the instructions',
  messages: 'a message',
} as const

/** How one exchange continues another, or why it does not, in one sentence. */
export function sayLink(link: Link): string {
  const { from, to, by, missing, prefix } = link
  const way = WAYS[by]
  if (to === undefined)
    return `${from} goes on by ${way}${idWords(link)}, and the chain breaks. ${missing ?? ''}`
  if (prefix && !prefix.isLonger && prefix.kept === prefix.of)
    return `${from} says the same as ${to} again: another try, or the same turn captured twice.`
  return `${from} goes on with ${to} by ${way}${prefix ? keptWords(prefix) : idWords(link)}.${cacheWords(prefix)}`
}

/** The id, where it was found, and what LiteLLM packed into it. */
function idWords({ id, packed, source }: Link): string {
  if (!id) return ''
  const held = packed
    ? ` (LiteLLM packed three fields into it: provider ${packed.provider || 'none'}, model id ${packed.modelId || 'none'}, response ${shortValue(packed.responseId, SHOWN)})`
    : ''
  return ` ${shortValue(id, SHOWN)}${source ? `, which ${source} names` : ''}${held}`
}

const keptWords = ({ kept, of }: Prefix): string =>
  kept === of
    ? ': all of it stands at the beginning'
    : `: ${kept} of ${of} things stand at the beginning, the next is another`

const cacheWords = (prefix: Prefix | undefined): string =>
  prefix?.cacheBreak
    ? ` The provider’s cache ends there, for ${PROMPT_PARTS[prefix.cacheBreak.what]} is another.`
    : ''
