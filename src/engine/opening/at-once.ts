import { sizeOf } from '../../transcript/size.ts'
import type { Transcript } from '../../transcript/transcript.ts'

/** Characters of all bodies together that are judged before anything is shown. */
const AT_ONCE = 2_000_000

/** Whether nobody waits long for what is worked out of all of it. */
export const isJudgedAtOnce = (transcript: Transcript): boolean => sizeOf(transcript) <= AT_ONCE
