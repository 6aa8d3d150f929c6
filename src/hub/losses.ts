import type { Leaf, Origin, Reason } from './leaf.ts'

/** Where steps and writers say why something that was read is not written. What nobody speaks for is still accounted, as `no-home`. */
export interface Losses {
  readonly said: { readonly origin: Origin; readonly reason: Reason }[]
}

export const noLosses = (): Losses => ({ said: [] })

export function lose(
  losses: Losses,
  code: string,
  why: string,
  ...leaves: readonly (Leaf<unknown> | undefined)[]
): void {
  for (const leaf of leaves)
    for (const origin of leaf?.from ?? []) losses.said.push({ origin, reason: { code, why } })
}
