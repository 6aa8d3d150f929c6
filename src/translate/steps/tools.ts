import type { Leaf } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { FunctionTool, OpaqueTool, Request, Tool } from '../../hub/request.ts'
import { allLeaves } from '../origins.ts'
import type { RequestStep } from '../step.ts'
import { mapParts } from './pairing.ts'

/** A choice that forces a tool of the provider, where it can force functions only. */
export const dropHostedChoice: RequestStep = {
  name: 'drop-hosted-choice',
  why: 'This dialect can force functions of the client only, no tool that the provider runs.',
  run(request, { losses }) {
    const { toolChoice, ...rest } = request
    if (!toolChoice?.isHosted) return request
    const why = 'A tool that the provider runs cannot be forced here; the model is free to use it.'
    lose(losses, 'no-hosted-choice', why, ...allLeaves(toolChoice))
    return rest
  },
}

/** Whether a tool can be chosen: of those that the provider runs, the ones that are offered at the target too. */
const isChoosable = (tool: Tool, forcesHosted: boolean): boolean =>
  tool.kind === 'function' || (forcesHosted && (tool.search ?? tool.mcp) !== undefined)

/** `'parallel_tool_calls' is only allowed when 'tools' are specified.` openai.md §1.1, §1.3; anthropic-gemini.md §G.1 */
export const dropChoiceOfNone: RequestStep = {
  name: 'drop-choice-of-none',
  why: 'A choice among no tools is refused.',
  run(request, { capabilities, losses }) {
    const { toolChoice, ...rest } = request
    const { parallelCalls, ...settings } = request.settings
    if (!toolChoice && !parallelCalls) return request
    if (request.tools.some((tool) => isChoosable(tool, capabilities.forcesHostedTools))) return request
    const why = 'No tool is offered here among which could be chosen.'
    lose(losses, 'no-tools', why, ...allLeaves(toolChoice), parallelCalls)
    return { ...rest, settings }
  },
}

/** A subset keeps the model from the other tools: where a choice cannot say so, they are not offered. anthropic-gemini.md §M.3 */
export const narrowTools: RequestStep = {
  name: 'narrow-tools',
  why: 'A choice cannot be narrowed to some tools here, so only these are offered.',
  run(request, { losses }) {
    const { toolChoice, tools } = request
    const names = toolChoice?.names ?? []
    if (!toolChoice || names.length === 0 || toolChoice.isForced || toolChoice.mode.value === 'none')
      return request
    const isAllowed = (tool: Tool): boolean =>
      tool.kind === 'function' && names.some(({ value }) => value === tool.name.value)
    const why = 'The request allows other tools only.'
    for (const tool of tools) if (!isAllowed(tool)) lose(losses, 'not-allowed', why, ...allLeaves(tool))
    const { names: _, ...choice } = toolChoice
    lose(losses, 'narrowed', 'The tools that are offered say it: no others are.', ...names)
    return { ...request, tools: tools.filter(isAllowed), toolChoice: choice }
  },
}

const SEPARATOR = '__'

/** What one function of a namespace is called where there are no namespaces. */
interface Renamed {
  readonly space: string
  readonly name: string
  readonly to: string
}

const isSpace = (tool: Tool): tool is OpaqueTool & { readonly functions: readonly FunctionTool[] } =>
  tool.kind === 'opaque' && tool.functions !== undefined

const spaceOf = ({ raw }: OpaqueTool): string =>
  String((raw.value as { readonly name?: unknown } | null)?.name ?? '')

/** Only those names are made longer that would be given twice. */
function renamesIn(tools: readonly Tool[]): Renamed[] {
  const all = tools.flatMap((tool) =>
    tool.kind === 'function' ? [tool.name.value] : (tool.functions ?? []).map(({ name }) => name.value),
  )
  return tools.filter(isSpace).flatMap((tool) =>
    tool.functions.flatMap(({ name: { value } }) => {
      const isTwice = all.indexOf(value) !== all.lastIndexOf(value)
      const space = spaceOf(tool)
      return isTwice ? [{ space, name: value, to: space + SEPARATOR + value }] : []
    }),
  )
}

/** Responses: functions under a common name, each for itself where no dialect has such names; so are calls of them. */
export const flattenNamespaces: RequestStep = {
  name: 'flatten-namespaces',
  why: 'This dialect has no namespaces: the functions of one stand beside the others.',
  run(request, { target, losses }) {
    if (target.dialect === request.dialect || !request.tools.some(isSpace)) return request
    const renames = renamesIn(request.tools)
    const renamed = (name: Leaf<string>, space: string): Leaf<string> => {
      const found = renames.find((one) => one.name === name.value && one.space === space)
      return found ? spell(name, found.to, 'flatten-namespaces') : name
    }
    const tools = request.tools.flatMap((tool): Tool[] => {
      if (!isSpace(tool)) return [tool]
      lose(losses, 'no-namespace', 'There are no namespaces here: their functions stand alone.', tool.raw)
      return tool.functions.map((one) => ({ ...one, name: renamed(one.name, spaceOf(tool)) }))
    })
    return renameCalls({ ...request, tools }, renamed)
  },
}

function renameCalls(
  request: Request,
  renamed: (name: Leaf<string>, space: string) => Leaf<string>,
): Request {
  return mapParts(request, (part) => {
    if (part.kind !== 'tool-call') return part
    const space = part.extras?.entries.find(([key]) => key === 'namespace')?.[1].value
    const name = typeof space === 'string' ? renamed(part.name, space) : part.name
    return name === part.name ? part : { ...part, name }
  })
}
