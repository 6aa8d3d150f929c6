import type { Remark } from '../transcript/transcript.ts'
import type { RemarkPlace } from './remark-place.ts'
import { isSamePlace } from './remark-place.ts'

/** What somebody has at their places by now, and what they had when both had the same. */
export interface RemarkSide {
  readonly now: readonly Remark[]
  readonly before: readonly Remark[]
}

export interface MergedRemarks {
  readonly remarks: readonly Remark[]
  /** Places at which both wrote something else: there both texts stand, one below the other. */
  readonly both: readonly RemarkPlace[]
}

/** What two made of the same pins and notes. Whoever wrote is heard: what one removed stays where the other changed it. */
export function mergeRemarks(mine: RemarkSide, theirs: RemarkSide): MergedRemarks {
  const both: RemarkPlace[] = []
  const added = theirs.now.filter((one) => !at(mine.now, one))
  const remarks = [...mine.now, ...added].flatMap((place): Remark[] => {
    const [own, other] = [at(mine.now, place), at(theirs.now, place)]
    if (other?.text === at(theirs.before, place)?.text) return own ? [own] : []
    if (own?.text === at(mine.before, place)?.text) return other ? [other] : []
    if (!own || !other || own.text.includes(other.text)) return [own ?? (other as Remark)]
    if (other.text.includes(own.text)) return [other]
    both.push(place)
    return [{ ...own, text: `${other.text}\n${own.text}` }]
  })
  return { remarks, both }
}

const at = (list: readonly Remark[], place: RemarkPlace): Remark | undefined =>
  list.find((one) => isSamePlace(one, place))

export const areSameRemarks = (one: readonly Remark[], other: readonly Remark[]): boolean =>
  one.length === other.length && one.every((remark) => at(other, remark)?.text === remark.text)
