const THROWS = {
  openai: 'It throws BadRequestError at once, with the words of the refusal; it does not ask again.',
  '@anthropic-ai/sdk':
    'It throws BadRequestError at once, with the words of the refusal; it does not ask again.',
  '@google/genai': 'It throws ApiError with status 400, whose message is the body as text.',
} as const

/** What the vendors' own libraries do where a provider refuses a request with 400. */
export const refusalIn = (...libraries: readonly (keyof typeof THROWS)[]): Readonly<Record<string, string>> =>
  Object.fromEntries(libraries.map((library) => [library, THROWS[library]]))
