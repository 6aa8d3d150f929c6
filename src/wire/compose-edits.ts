import type { TextEdit } from './text-edit.ts'

/**
 * Two rounds of edits as one. `first` are in offsets of a text, `then` in offsets of what they made of it; the result is in offsets
 * of the text itself, in their order and apart from each other. Edits that touch become one.
 */
export function composeEdits(first: readonly TextEdit[], then: readonly TextEdit[]): readonly TextEdit[] {
  // From the end, so that those before it stay where they are.
  return inOrder(then).reduceRight(addEdit, inOrder(first))
}

/** Without those that change nothing of this text, each as short as it can be. */
export const trimEdits = (text: string, edits: readonly TextEdit[]): readonly TextEdit[] =>
  edits.flatMap(({ start, end, text: inserted }) => {
    const most = Math.min(end - start, inserted.length)
    let head = 0
    while (head < most && text.charCodeAt(start + head) === inserted.charCodeAt(head)) head++
    let tail = 0
    while (
      tail < most - head &&
      text.charCodeAt(end - 1 - tail) === inserted.charCodeAt(inserted.length - 1 - tail)
    )
      tail++
    const short = {
      start: start + head,
      end: end - tail,
      text: inserted.slice(head, inserted.length - tail),
    }
    return short.start === short.end && short.text === '' ? [] : [short]
  })

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  let at = 0
  return sorted.filter(({ start, end }) => {
    if (start < at) return false
    at = end
    return true
  })
}

/** How an edit stands in the text that those before it made. */
interface Landed extends TextEdit {
  readonly from: number
  readonly to: number
}

function addEdit(edits: readonly TextEdit[], added: TextEdit): readonly TextEdit[] {
  let shift = 0
  const before: TextEdit[] = []
  const touched: Landed[] = []
  const after: TextEdit[] = []
  let shiftBefore = 0
  let shiftWithin = 0
  for (const edit of edits) {
    const from = edit.start + shift
    const to = from + edit.text.length
    shift += edit.text.length - (edit.end - edit.start)
    if (to < added.start) before.push(edit)
    else if (from > added.end) after.push(edit)
    else touched.push({ ...edit, from, to })
    if (to < added.start) shiftBefore = shift
    if (from <= added.end) shiftWithin = shift
  }
  const [first, last] = [touched[0], touched.at(-1)]
  const reachesBack = first && first.from <= added.start
  const reachesOn = last && last.to >= added.end
  const one: TextEdit = {
    start: reachesBack ? first.start : added.start - shiftBefore,
    end: reachesOn ? last.end : added.end - shiftWithin,
    text:
      (reachesBack ? first.text.slice(0, added.start - first.from) : '') +
      added.text +
      (reachesOn ? last.text.slice(added.end - last.from) : ''),
  }
  return [...before, one, ...after]
}
