import type { Handle } from '../../transcript/handle.ts'
import { formatHandle } from '../../transcript/handle.ts'
import type { Command } from '../commands.ts'
import { matching } from '../commands.ts'

/** What a wish may mean beside a command. */
export interface Meanings {
  /** The thing in the transcript that the wish names. */
  readonly handle: Handle | undefined
  /** Ids of all rules, where they are known. */
  readonly rules: readonly string[]
  goTo(handle: Handle): void
  showRule(rule: string): void
  /** Absent where there are no rows to search. */
  search?(text: string): void
}

/** Rules offered for a wish. */
const RULES = 12

/** All that a wish may mean: the place that it names, rules where it begins with #, commands with all its words, and a search for it. */
export function offersFor(
  commands: readonly Command[],
  wish: string,
  meanings: Meanings,
): readonly Command[] {
  const { handle, rules, goTo, showRule, search } = meanings
  const text = wish.trim()
  if (text.startsWith('#')) {
    const wanted = text
      .slice(1)
      .toUpperCase()
      .replaceAll(/[\s-]+/g, '_')
    return rules
      .filter((rule) => rule.includes(wanted))
      .sort((a, b) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)))
      .slice(0, RULES)
      .map((rule) => ({ id: `rule.${rule}`, title: rule, group: 'Go', run: () => showRule(rule) }))
  }
  const place: readonly Command[] = handle
    ? [{ id: 'handle.go', title: `Go to ${formatHandle(handle)}`, group: 'Go', run: () => goTo(handle) }]
    : []
  const seek: readonly Command[] =
    text !== '' && search
      ? [
          {
            id: 'search.for',
            title: `Search for “${text}” in the rows`,
            group: 'Find',
            run: () => search(text),
          },
        ]
      : []
  return [...place, ...matching(commands, text), ...seek]
}
