/** One wire protocol; a protocol, not a vendor. */
export type DialectId = 'openai-chat' | 'openai-responses' | 'anthropic-messages' | 'gemini'

/** In the order in which lanes stand. */
export const DIALECT_IDS = [
  'openai-chat',
  'openai-responses',
  'anthropic-messages',
  'gemini',
] as const satisfies readonly DialectId[]

/** The names the terminal and people use. */
export const DIALECT_NAMES: Readonly<Record<DialectId, { readonly short: string; readonly title: string }>> =
  {
    'openai-chat': { short: 'chat', title: 'Chat Completions' },
    'openai-responses': { short: 'responses', title: 'Responses' },
    'anthropic-messages': { short: 'anthropic', title: 'Anthropic Messages' },
    gemini: { short: 'gemini', title: 'Gemini' },
  }

/** The dialect that a person means by its short or full name, if any. */
export const findDialect = (name: string): DialectId | undefined =>
  DIALECT_IDS.find((id) => id === name || DIALECT_NAMES[id].short === name)

/** What the target is beyond its dialect: model family, API version, surface. All optional: the current generation else. */
export interface Target {
  readonly dialect: DialectId
  readonly model?: string
  readonly version?: string
  readonly surface?: string
}

/** What some input looks like to one dialect: a score from 0 (not mine) to 1, and why. */
export interface Recognition {
  readonly score: number
  readonly reasons: readonly string[]
}
