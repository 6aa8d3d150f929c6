import type { Remark } from '../transcript/transcript.ts'

/** Where a pin or a note stands: at an exchange, half, frame and pointer. */
export type RemarkPlace = Omit<Remark, 'text'>

export const isSamePlace = (a: RemarkPlace, b: RemarkPlace): boolean =>
  a.exchange === b.exchange && a.half === b.half && a.frame === b.frame && a.pointer === b.pointer
