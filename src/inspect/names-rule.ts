import { openEnvelopes } from './error-words.ts'
import { RULES } from './rules/catalogue.ts'

/** Whether words, a log or a page hold the text of an error that leads to a rule (bugs.md §3.2). */
export function namesRule(words: string): boolean {
  const texts = openEnvelopes(words)
  return RULES.some(({ texts: patterns = [] }) =>
    patterns.some((pattern) => texts.some((text) => pattern.test(text))),
  )
}
