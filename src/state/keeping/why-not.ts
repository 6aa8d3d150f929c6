/** A store that was asked and says nothing at all. */
export class NoAnswer extends Error {}

/** By the name of a DOMException. */
const REASONS: Readonly<Record<string, string>> = {
  QuotaExceededError: 'what this browser gives to this site is full',
  SecurityError: 'this browser lets the page store nothing, as in a private window',
  InvalidStateError: 'this browser lets the page store nothing, as in a private window',
  VersionError: 'a newer version of this page has stored it: reload this tab',
}

/** Why the browser stored nothing, as the end of a sentence. */
export function whyNot(error: unknown): string {
  if (error instanceof NoAnswer) return 'the browser’s store does not answer'
  const reason = error instanceof DOMException ? REASONS[error.name] : undefined
  return (
    reason ??
    `the browser refused it (${error instanceof Error ? error.message || error.name : String(error)})`
  )
}
