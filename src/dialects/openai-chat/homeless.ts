import { sumOf } from '../../hub/usage.ts'
import type { Homeless } from '../dialect.ts'

/** What Chat alone can say, and why nothing stands for it elsewhere. openai.md §§1.1, 1.2, 1.4, 8. */
export const HOMELESS: readonly Homeless[] = [
  {
    pattern: /^\/audio(?:\/|$)/,
    why: 'How a spoken answer is asked for: voices and formats are each vendor’s own.',
  },
  { pattern: /^\/prediction(?:\/|$)/, why: 'No other dialect takes a prediction of the answer.' },
  {
    pattern: /^\/(?:messages|choices)\/\d+\/(?:(?:message|delta)\/)?audio(?:\/|$)/,
    why: 'A spoken answer, kept at OpenAI under an id: the other dialects give text here.',
  },
  {
    pattern: /\/prompt_cache_breakpoint(?:\/|$)/,
    why: 'Where the cached prefix ends is marked in each dialect’s own way.',
  },
  {
    pattern: /^\/web_search_options(?:\/|$)/,
    why: 'How much of the found pages is read is not to be chosen there.',
  },
  { pattern: /^\/logit_bias(?:\/|$)/, why: 'Tokens are numbered in each vendor’s own way.' },
  {
    pattern: /\/reasoning_details(?:\/|$)/,
    why: 'OpenRouter’s record of the thinking, sealed for its own vendor; what may be shown of it is carried.',
  },
  {
    pattern: /^\/choices\/\d+\/native_finish_reason$|^\/x_groq(?:\/|$)/,
    why: 'What the server behind this one said; the word of this dialect is carried.',
  },
  {
    pattern: /^\/prompt_filter_results(?:\/|$)|^\/choices\/\d+\/content_filter_(?:results|offsets)(?:\/|$)/,
    why: 'How Azure’s filters judged is told here only; that they stopped the answer is carried.',
  },
  { pattern: /^\/system_fingerprint$/, why: 'Which build of its servers answered is told by Chat alone.' },
  {
    pattern: /^\/service_tier$/,
    why: 'The tier that answered is told in each vendor’s own words, or not at all.',
  },
  {
    pattern: /^\/usage\/(?:prompt|completion)_tokens_details\/(?:audio|text|image|video)_tokens$/,
    why: 'Tokens are not counted by medium in this form elsewhere; the totals include them.',
  },
  {
    pattern: /^\/usage\/completion_tokens_details\/(?:accepted|rejected)_prediction_tokens$/,
    why: 'No other dialect takes a prediction of the answer, so none counts its tokens.',
  },
  {
    pattern: /^\/usage\/total_tokens$/,
    why: 'There is no field for the sum; its summands are carried.',
    isDerivable: ({ total_tokens, prompt_tokens, completion_tokens }) =>
      total_tokens === sumOf(prompt_tokens, completion_tokens),
  },
  {
    pattern: /^\/usage\/prompt_tokens_details\/cache_write_tokens$/,
    why: 'What was written to a cache is not counted there.',
  },
  {
    pattern: /^\/choices\/\d+\/logprobs(?:\/|$)/,
    why: 'How likely each token was is not told there.',
  },
  {
    pattern: /^\/choices\/\d+\/(?:message|delta)\/annotations(?:\/|$)/,
    why: 'What an answer rests on cannot be said there in this form.',
  },
  {
    pattern: /^\/(?:citations|search_results)(?:\/|$)/,
    why: 'Perplexity’s record of its search; the addresses are carried where an answer may cite pages.',
  },
  { pattern: /^\/moderation(?:\/|$)/, why: 'Moderation beside the answer is OpenAI’s own.' },
  { pattern: /^\/error\/misalignment(?:\/|$)/, why: 'Only OpenAI’s errors tell of misalignment.' },
  {
    pattern: /^\/created$/,
    why: 'When the reply was made is not told there in seconds.',
  },
  {
    pattern: /^\/choices\/[1-9]\d*\//,
    why: 'There is one answer to a request there; this is a further one.',
  },
]
