import type { Rule } from '../../inspect/rule.ts'

/** A rule as its page tells it: all but how it looks. */
export type RuleText = Omit<Rule, 'find' | 'texts' | 'suspects' | 'isAboutReply'>

export interface RulePage {
  readonly rule: RuleText
  /** Our own captures for it, in their order; `isFound`: the rule speaks there, and this is what it says. */
  readonly examples: readonly { readonly what: string; readonly isFound: boolean; readonly said?: string }[]
}
