import { recogniseDialect } from '../dialects/catalogue.ts'
import type { Imported } from './read-input.ts'
import { readInput } from './read-input.ts'

/** Any bytes or text a person has at hand → exchanges, and a report of what it was taken for. Never throws. */
export const importTranscript = (
  input: string | Uint8Array,
  options: { readonly name?: string } = {},
): Imported => readInput(input, recogniseDialect, options.name)
