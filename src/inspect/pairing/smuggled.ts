/** An id that carries more than an id: LiteLLM puts Gemini's thought signature behind it (bugs.md §2 A09). */
export interface Smuggled {
  readonly id: string
  readonly signature: string
}

const MARK = '__thought__'

export function readSmuggled(id: string): Smuggled | undefined {
  const at = id.indexOf(MARK)
  return at === -1 ? undefined : { id: id.slice(0, at), signature: id.slice(at + MARK.length) }
}

/** The id as far as it is one. */
export const bareId = (id: string): string => readSmuggled(id)?.id ?? id
