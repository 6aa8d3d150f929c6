import type { Leaf } from '../../hub/leaf.ts'
import { added, also, spell } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { ReasoningWish, Request } from '../../hub/request.ts'
import { allLeaves } from '../origins.ts'
import type { RequestStep } from '../step.ts'

const isOff = ({ isOn, effort, budget }: ReasoningWish): boolean =>
  isOn?.value === false || effort?.value === 'none' || budget?.value === 0

/** Also by the least that Gemini 3 can say, which for dialects that know off is off. */
const isAsGoodAsOff = (wish: ReasoningWish): boolean => isOff(wish) || wish.isLeast === true

const hasFunctions = ({ tools }: Request): boolean => tools.some(({ kind }) => kind === 'function')

/** Whether there is a tool to force at the target; what only the source's provider runs is not offered there. */
const canForce = ({ tools }: Request): boolean =>
  tools.some((tool) => tool.kind === 'function' || tool.search !== undefined || tool.mcp !== undefined)

/** A forced call is what the client waits for; thinking is how the model gets there. The call is kept. */
export const excludeForcedThinking: RequestStep = {
  name: 'exclude-forced-thinking',
  why: 'This dialect refuses a forced call together with thinking: the call is kept, the thinking is not.',
  run(request, { losses }) {
    const { reasoning, toolChoice } = request
    if (!reasoning || isAsGoodAsOff(reasoning)) return request
    if (toolChoice?.mode.value !== 'required' || !canForce(request)) return request
    const why = 'Thinking may not be enabled when the tool choice forces a call.'
    lose(losses, 'forced-tool', why, ...allLeaves(reasoning))
    return { ...request, reasoning: { isOn: added(false, 'forced-tool', why) } }
  },
}

/** Without its tools an agent is none: they are kept, and the model is told not to think, which it would do unasked. */
export const excludeThinkingTools: RequestStep = {
  name: 'exclude-thinking-tools',
  why: 'These models refuse tools in Chat unless they are told not to think; with thinking they are for Responses.',
  run(request, { losses }) {
    const { reasoning } = request
    if (!hasFunctions(request) || (reasoning && isOff(reasoning))) return request
    const why = 'Function tools are refused here with any reasoning effort but none, also when none is sent.'
    lose(losses, 'thinking-tools', why, ...allLeaves(reasoning))
    return { ...request, reasoning: { effort: added('none', 'thinking-tools', why) } }
  },
}

/** Tokens for each effort, as Google’s own OpenAI route sets them: no other vendor publishes a scale. */
const BUDGETS: Readonly<Record<string, number>> = {
  minimal: 1024,
  low: 1024,
  medium: 8192,
  high: 24_576,
  xhigh: 24_576,
  max: 24_576,
}
const STANDARD_BUDGET = 8192

/** Tokens: the least budget, which must stay below the limit of the answer. anthropic-gemini.md §A.1 */
const LEAST_BUDGET = 1024

/** Up to how many tokens an effort is meant, by the same figures. */
const EFFORTS: readonly (readonly [upTo: number, effort: string])[] = [
  [1024, 'low'],
  [8192, 'medium'],
]

/** How much to think, in the only measure that the model takes. */
export const settleThinking: RequestStep = {
  name: 'settle-thinking',
  why: 'These models measure thinking in one way only: by a word for the effort, or by a count of tokens.',
  run(request, { capabilities, losses }) {
    const { reasoning } = request
    if (!reasoning || isAsGoodAsOff(reasoning)) return request
    if (capabilities.thinkingIn === 'words') return inWords(request, reasoning)
    const limit = request.settings.maxTokens?.value
    if (typeof limit !== 'number' || limit > LEAST_BUDGET) return inTokens(request, reasoning)
    const why = `These models think with at least ${LEAST_BUDGET} tokens, and the answer may not have as many.`
    lose(losses, 'no-room', why, ...allLeaves(reasoning))
    const { reasoning: _, ...rest } = request
    return rest
  },
}

/** A negative budget leaves it to the model, which is what saying nothing of the amount does. */
function inWords(request: Request, { budget, ...wish }: ReasoningWish): Request {
  if (!budget || budget.value < 0) return request
  const word = EFFORTS.find(([upTo]) => budget.value <= upTo)?.[1] ?? 'high'
  const effort = wish.effort ? also(wish.effort, budget) : spell(budget, word, 'settle-thinking')
  return { ...request, reasoning: { ...wish, effort } }
}

function inTokens(request: Request, { effort, ...wish }: ReasoningWish): Request {
  const { budget } = wish
  if (budget && budget.value > 0 && !effort) return request
  const tokens = (effort && BUDGETS[effort.value]) ?? STANDARD_BUDGET
  const source: Leaf<unknown> | undefined = effort ?? budget ?? wish.isOn ?? wish.summary ?? wish.tag
  const settled =
    budget && budget.value > 0
      ? also(budget, effort)
      : source && source.from.length > 0
        ? spell(source, tokens, 'settle-thinking')
        : added(tokens, 'required-budget', 'These models want a count of tokens to think with.')
  return { ...request, reasoning: { ...wish, budget: settled } }
}
