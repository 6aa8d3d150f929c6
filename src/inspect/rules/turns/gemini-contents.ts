import type { Scene } from '../../evidence.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, listAt, rootOf, textAt } from '../../json-places.ts'
import { once } from '../../reading-facts.ts'

/** One entry of Gemini's `contents`, by what it does in the order of turns. */
export interface ContentTurn extends At {
  readonly role: string | undefined
  readonly calls: readonly At[]
  readonly results: readonly At[]
  readonly isEmpty: boolean
}

export const contentTurns: (scene: Scene) => readonly ContentTurn[] = once(({ request }: Scene) =>
  listAt(rootOf(request?.json), 'contents').map((content) => {
    const parts = listAt(content, 'parts')
    return {
      ...content,
      role: textAt(content, 'role'),
      calls: parts.filter((part) => fieldAt(part, 'functionCall') ?? fieldAt(part, 'function_call')),
      results: parts.filter(
        (part) => fieldAt(part, 'functionResponse') ?? fieldAt(part, 'function_response'),
      ),
      isEmpty: parts.length === 0,
    }
  }),
)
