import { anthropic, callBlock, messageEnd, messageStart, messages } from './bodies.ts'
import type { Samples } from './sample.ts'
import { fails, passes } from './sample.ts'

const declaring = (...required: string[]) => ({
  ...messages(),
  tools: [{ name: 'f', input_schema: { type: 'object', properties: {}, required } }],
})
const called = (reason: string, ...pieces: string[]) => [
  messageStart(),
  ...callBlock(0, 't', ...pieces),
  ...messageEnd(reason),
]

export const calls: Samples = {
  TOOL_ARGS_LOST: [
    fails(
      'arguments gone, though the schema wants them',
      'x1 reply frame 1 /content_block/name',
      anthropic(declaring('a'), called('tool_use')),
    ),
    fails(
      'no request, and not one delta',
      'x1 reply frame 1 /content_block/name',
      anthropic(undefined, called('tool_use')),
    ),
    passes('trap 1: a tool without required arguments', anthropic(declaring(), called('tool_use'))),
    passes(
      'no request, and the empty delta that Anthropic sends',
      anthropic(undefined, called('tool_use', '')),
    ),
    passes('a call cut short under an honest reason', anthropic(declaring('a'), called('max_tokens'))),
  ],
}
