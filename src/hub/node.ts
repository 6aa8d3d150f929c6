import type { Json } from '../wire/json.ts'
import type { Extras } from './extras.ts'
import type { Leaf } from './leaf.ts'

/** What every node of the hub may carry beside its meaning. */
export interface Node {
  /** The leaf that told the source's reader what this node is (its `type`): what a writer's own word for it comes from. */
  readonly tag?: Leaf<string>
  readonly extras?: Extras
  /** OpenAI: the cached prefix ends with this part. */
  readonly cacheMark?: Leaf<Json>
}
