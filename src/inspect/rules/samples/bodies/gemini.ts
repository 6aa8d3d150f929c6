import type { JsonObject } from '../../../../wire/json.ts'

export const contents = (...list: JsonObject[]): JsonObject => ({ contents: list })
export const turn = (role: string | undefined, ...parts: JsonObject[]): JsonObject => ({
  ...(role === undefined ? {} : { role }),
  parts,
})
export const geminiCall = (name = 'f', more: JsonObject = {}): JsonObject => ({
  functionCall: { name, args: { a: 1 } },
  ...more,
})
export const geminiResult = (name = 'f'): JsonObject => ({
  functionResponse: { name, response: { output: 'ok' } },
})
export const candidate = (
  parts: readonly JsonObject[],
  finish?: string,
  more: JsonObject = {},
): JsonObject => ({
  candidates: [
    {
      index: 0,
      content: { role: 'model', parts },
      ...(finish === undefined ? {} : { finishReason: finish }),
    },
  ],
  modelVersion: 'gemini-2.5-pro',
  ...more,
})
export const geminiError = (words: string, code = 400): JsonObject => ({
  error: { code, message: words, status: 'INVALID_ARGUMENT' },
})
