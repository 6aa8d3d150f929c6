import type { Leaf } from './leaf.ts'
import { made } from './leaf.ts'
import type { TokenLogprob } from './reply.ts'

export type Tokens = Leaf<readonly TokenLogprob[]>

/** The tokens of a text that comes in pieces. */
export const joinTokens = (before: Tokens | undefined, more: Tokens): Tokens =>
  before ? made([...before.value, ...more.value], 'join-deltas', before, more) : more
