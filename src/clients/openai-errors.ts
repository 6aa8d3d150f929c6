import OpenAI from 'openai'
import type { ErrorClass } from './client.ts'

/** The special ones first: each is also an APIError and an OpenAIError. */
export const OPENAI_ERRORS: readonly (readonly [name: string, type: ErrorClass])[] = [
  ['BadRequestError', OpenAI.BadRequestError],
  ['AuthenticationError', OpenAI.AuthenticationError],
  ['PermissionDeniedError', OpenAI.PermissionDeniedError],
  ['NotFoundError', OpenAI.NotFoundError],
  ['ConflictError', OpenAI.ConflictError],
  ['UnprocessableEntityError', OpenAI.UnprocessableEntityError],
  ['RateLimitError', OpenAI.RateLimitError],
  ['InternalServerError', OpenAI.InternalServerError],
  ['APIError', OpenAI.APIError],
  ['OpenAIError', OpenAI.OpenAIError],
]
