import { shortValue } from '../../translate/origins.ts'
import type { Link } from './links.ts'

/** Characters of an id: LiteLLM's are long. */
const SHOWN = 28

const WAYS: Readonly<Record<Link['by'], string>> = {
  'previous-response-id': 'previous_response_id',
  conversation: 'the conversation',
  session: 'the session of the log',
  trace: 'the trace of the log',
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
export function sayLink({ from, to, by, id: whole, missing, prefix }: Link): string {
  const id = whole && shortValue(whole, SHOWN)
  if (to === undefined)
    return `${from} goes on by ${WAYS[by]}${id ? ` ${id}` : ''}, and the chain breaks. ${missing ?? ''}`
  const isWhole = prefix && prefix.kept === prefix.of
  const kept = prefix
    ? isWhole
      ? ': all of it stands at the beginning'
      : `: ${prefix.kept} of ${prefix.of} things stand at the beginning, the next is another`
    : id
      ? ` ${id}`
      : ''
  const cache = prefix?.cacheBreak
    ? ` The provider’s cache ends there, for ${PROMPT_PARTS[prefix.cacheBreak.what]} is another.`
    : ''
  return `${from} goes on with ${to} by ${WAYS[by]}${kept}.${cache}`
}
