import { RULES } from '../rules/catalogue.ts'

const PATTERNS = RULES.flatMap(({ texts = [] }) => texts)

/** Whether words, a log or a page hold the text of an error that leads to a rule (bugs.md §3.2). Linear: it is asked of any paste. */
export function namesRule(words: string): boolean {
  const bare = words
    .replace(/&(?:quot|#34);/g, '"')
    .replace(/&(?:apos|#39|#x27);/g, "'")
    .replaceAll('\\', '')
  return PATTERNS.some((pattern) => pattern.test(words) || pattern.test(bare))
}
