import { expect, it } from 'vitest'
import { dialectOf } from '../dialects/catalogue.ts'
import type { Target } from '../hub/dialect.ts'

const TAKEN: readonly (readonly [Target, words: string, isAssumed: boolean])[] = [
  [{ dialect: 'anthropic-messages', model: 'gpt-5' }, 'anthropic-version 2026-10-21, Claude after 4.6', true],
  [
    { dialect: 'anthropic-messages', model: 'claude-haiku-4-5-20251001', version: '2023-06-01' },
    'anthropic-version 2023-06-01, Claude 4.5',
    false,
  ],
  [{ dialect: 'gemini' }, 'Gemini 3 and later', true],
  [{ dialect: 'gemini', model: 'gemini-2.5-flash' }, 'Gemini up to 2.5', false],
  [{ dialect: 'openai-chat', model: 'gpt-5.4' }, 'gpt-5.4 and later at OpenAI', false],
  [{ dialect: 'openai-chat' }, 'any server of this dialect', true],
  [{ dialect: 'openai-responses' }, 'every version so far', false],
]

it.each(TAKEN)('%j is taken for %s', (target, words, isAssumed) => {
  expect(dialectOf(target.dialect).generation(target)).toEqual({ words, isAssumed })
})
