import type { Target } from './dialect.ts'
import type { Leaf } from './leaf.ts'
import { added } from './leaf.ts'
import type { Request } from './request.ts'

/** What stands where a model must be named and nobody has named one. */
const UNKNOWN = 'unknown'

/** The model to name in the body: Gemini's requests name theirs in the URL, all others must. At home, what was read. */
export const modelFor = ({ model, dialect }: Request, target: Target): Leaf<string> | undefined =>
  model ??
  (dialect === target.dialect
    ? undefined
    : added(target.model ?? UNKNOWN, 'no-model', 'The source body names no model, and here it must.'))
