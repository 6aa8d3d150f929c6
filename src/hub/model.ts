import type { Target } from './dialect.ts'
import type { Leaf } from './leaf.ts'
import { added, spell } from './leaf.ts'
import type { Request } from './request.ts'

/** What stands where a model must be named and nobody has named one. */
const UNKNOWN = 'unknown'

/** The model to name in the body: Gemini's requests name theirs in the URL, all others must. At home, what was read. */
export function modelFor({ model, dialect }: Request, target: Target): Leaf<string> | undefined {
  if (dialect === target.dialect) return model
  const why = 'The source body names no model, and here it must.'
  if (!model) return added(target.model ?? UNKNOWN, 'no-model', why)
  // The target was chosen with its model.
  return target.model === undefined || target.model === model.value
    ? model
    : spell(model, target.model, 'choose-model')
}
