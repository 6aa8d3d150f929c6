import type { Json, JsonObject } from './json.ts'
import { isObject } from './json.ts'

type Steps = readonly string[]

const stepsOf = (pointer: string): Steps =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The value with another one at a pointer; a key that is missing is added. The value itself where the pointer leads nowhere. */
export const putAt = (root: Json, pointer: string, value: Json): Json =>
  change(root, stepsOf(pointer), (parent, step) => {
    if (Array.isArray(parent)) return parent.map((one: Json, i) => (String(i) === step ? value : one))
    return { ...(parent as JsonObject), [step]: value }
  }) ?? value

/** The value without what a pointer leads to. */
export const dropAt = (root: Json, pointer: string): Json =>
  change(root, stepsOf(pointer), (parent, step) => {
    if (Array.isArray(parent)) return parent.filter((_, i) => String(i) !== step)
    const { [step]: _, ...others } = parent as JsonObject
    return others
  }) ?? root

/** The value with new elements of an array, before the one that the pointer names. */
export const insertAt = (root: Json, pointer: string, ...values: readonly Json[]): Json =>
  change(root, stepsOf(pointer), (parent, step) => {
    if (!Array.isArray(parent)) return parent
    return [...parent.slice(0, Number(step)), ...values, ...parent.slice(Number(step))]
  }) ?? root

/** Undefined for the root itself, which stands in nothing. */
function change(
  root: Json,
  steps: Steps,
  work: (parent: readonly Json[] | JsonObject, step: string) => Json,
): Json | undefined {
  const [step, ...below] = steps
  if (step === undefined) return undefined
  if (!isObject(root) && !Array.isArray(root)) return root
  if (below.length === 0) return work(root, step)
  if (!Object.hasOwn(root, step)) return root
  const next = change((root as JsonObject)[step] as Json, below, work) as Json
  if (Array.isArray(root)) return root.map((one: Json, i) => (String(i) === step ? next : one))
  return { ...(root as JsonObject), [step]: next }
}

/** The value with each of its values, the innermost first, as the work gives them. */
export function mapJson(root: Json, work: (value: Json) => Json): Json {
  if (Array.isArray(root)) return work(root.map((one: Json) => mapJson(one, work)))
  if (!isObject(root)) return work(root)
  return work(Object.fromEntries(Object.entries(root).map(([key, value]) => [key, mapJson(value, work)])))
}
