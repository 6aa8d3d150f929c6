import type { FoldedPart } from '../hub/fold.ts'
import type { Leaf } from '../hub/leaf.ts'
import type { Scene } from './evidence.ts'

/** The piece of a part in which a character of it stands, from 0: in a stream, the very frame. The last one where it ends before. */
export function pieceAt(
  { reply, folded }: Scene,
  part: FoldedPart,
  offset: number,
): Leaf<string> | undefined {
  const number = folded.parts.indexOf(part)
  let before = 0
  let last: Leaf<string> | undefined
  for (const event of reply?.events ?? []) {
    if (event.kind !== 'part-delta' || event.part !== number) continue
    last = event.text
    before += last.value.length
    if (offset < before) return last
  }
  return last
}

/** Between backticks or in a fence: people and models write about such words there. */
export function isInCode(text: string, at: number): boolean {
  const before = text.slice(0, at)
  if ((before.match(/^ {0,3}(?:```|~~~)/gm) ?? []).length % 2 === 1) return true
  const line = before.slice(before.lastIndexOf('\n') + 1)
  return (line.match(/`/g) ?? []).length % 2 === 1
}
