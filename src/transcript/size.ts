import type { Transcript } from './transcript.ts'

/** Characters of all bodies together. */
export const sizeOf = ({ exchanges }: Transcript): number =>
  exchanges.reduce(
    (sum, { request, reply }) => sum + (request?.body.length ?? 0) + (reply?.body.length ?? 0),
    0,
  )
