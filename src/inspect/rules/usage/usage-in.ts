import type { Usage } from '../../../hub/reply.ts'
import { addUsage } from '../../../hub/usage.ts'
import type { Reading } from '../../../translate/reading.ts'

/** What a reply counts in the end. */
export function usageIn({ reply }: Reading): Usage | undefined {
  let usage: Usage | undefined
  for (const event of reply?.events ?? []) if (event.kind === 'usage') usage = addUsage(usage, event.usage)
  return usage
}
