import type { Written, WrittenObject } from '../../hub/leaf.ts'
import { bare, isLeaf, spell } from '../../hub/leaf.ts'
import { isObject } from '../../wire/json.ts'
import type { Fault } from '../fault.ts'

const holdsResult = (content: WrittenObject): boolean => {
  const json = bare(content.parts)
  return (
    Array.isArray(json) &&
    json.some((part) => isObject(part) && ('functionResponse' in part || 'function_response' in part))
  )
}

/** What stands where `user` should: nothing, or another word. bugs.md §1.2 a–d. */
interface Variant {
  readonly id: string
  readonly aliases?: readonly string[]
  readonly role: string | undefined
  /** What other gateways put there. */
  readonly otherRoles?: readonly string[]
  readonly shownBy?: string
  /** What stands where `model` should. */
  readonly answerRole?: string
  readonly title: string
  readonly issue: string
  readonly mended: string
}

const VARIANTS: readonly Variant[] = [
  {
    id: 'litellm-22046',
    aliases: ['litellm-22046:a'],
    role: undefined,
    title: 'Function results are sent to Gemini in a content that has no role.',
    issue: 'https://github.com/BerriAI/litellm/pull/22046',
    mended: 'PR #22046, merged 2026-02-28.',
  },
  {
    id: 'litellm-22046:b',
    role: 'model',
    title: 'Function results are sent to Gemini under the role of the model.',
    issue: 'https://github.com/maximhq/bifrost/pull/2222',
    mended: 'bifrost PR #2222.',
  },
  {
    id: 'litellm-22046:c',
    role: 'function',
    otherRoles: ['tool'],
    title:
      'Function results are sent to Gemini under the role `function`, which is refused from Gemini 3.5 on.',
    issue: 'https://github.com/blakeblackshear/frigate/pull/24013',
    mended: 'frigate PR #24013.',
  },
  {
    id: 'litellm-22046:d',
    role: 'tool',
    answerRole: 'assistant',
    otherRoles: ['assistant', 'developer', 'system', 'function'],
    shownBy: 'a request with an answer of the model',
    title: 'Roles are copied through to Gemini, which knows no `assistant` and no `tool`.',
    issue: 'https://github.com/router-for-me/CLIProxyAPI/pull/3621',
    mended: 'CLIProxyAPI PR #3621.',
  },
]

/** LiteLLM flushes collected results in two places, and builds the content from its parts alone in both. */
const changeRoles =
  (variant: Variant) =>
  (body: WrittenObject): WrittenObject => {
    if (!Array.isArray(body.contents)) return body
    return {
      ...body,
      contents: (body.contents as readonly Written[]).map((content) => changeRole(content, variant)),
    }
  }

function changeRole(content: Written, { role: ofResults, answerRole }: Variant): Written {
  if (!isPlainObject(content)) return content
  const isResult = holdsResult(content)
  const { role: right, ...rest } = content
  if (!isResult && !(answerRole && bare(right) === 'model')) return content
  const role = isResult ? ofResults : answerRole
  if (role === undefined) return rest
  return { role: spell(isLeaf(right) ? right : undefined, role, 'fault'), ...rest }
}

const isPlainObject = (tree: Written): tree is WrittenObject =>
  typeof tree === 'object' && tree !== null && !isLeaf(tree) && !Array.isArray(tree)

export const resultRoleFaults: readonly Fault[] = VARIANTS.map((variant) => ({
  id: variant.id,
  title: variant.title,
  issue: variant.issue,
  mended: variant.mended,
  stage: 'write-request',
  half: 'request',
  rule: 'GEMINI_RESULT_ROLE',
  shownBy: variant.shownBy ?? 'a request with a result',
  to: ['gemini'],
  ...(variant.aliases ? { aliases: variant.aliases } : {}),
  wrapRequest: changeRoles(variant),
  ...(variant.otherRoles
    ? { otherForms: variant.otherRoles.map((role) => ({ wrapRequest: changeRoles({ ...variant, role }) })) }
    : {}),
}))
