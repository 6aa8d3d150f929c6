/**
 * An object without the keys whose value is undefined: what is absent has no key. Made anew, for an object from which keys
 * are deleted is slow and large ever after.
 */
export function present<T extends object>(node: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {}
  for (const key in node)
    if (node[key] !== undefined) kept[key] = node[key] as Exclude<T[typeof key], undefined>
  return kept
}

/** The same, for a node whose type is known. */
export const presentAs = <T extends object>(node: { [K in keyof T]: T[K] | undefined }): T =>
  present(node) as T
