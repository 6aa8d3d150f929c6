import { sumOf } from '../../hub/usage.ts'
import type { Homeless } from '../dialect.ts'

const SERVED = 'What its servers do, and keep, beside the answer is agreed with OpenAI alone.'

/** What Responses alone can say, and why nothing stands for it elsewhere. openai.md §§3, 4, 8. */
export const HOMELESS: readonly Homeless[] = [
  { pattern: /^\/include\/\d+$/, why: 'What else the reply is to contain is chosen here only.' },
  {
    pattern: /^\/input\/\d+\/status$/,
    why: 'How far an item came is told of Responses items only: in a request all are done.',
  },
  { pattern: /^\/input\/\d+\/id$/, why: 'Items have ids of their own here only; calls keep theirs.' },
  {
    pattern: /^\/(?:(?:response\/)?output|input)\/\d+\/phase$|^\/item\/phase$/,
    why: 'Whether a message is commentary or the answer is told here only.',
  },
  {
    pattern: /\/(?:namespace|caller|async|created_by)(?:\/|$)/,
    why: 'Who called a tool, and in which namespace, is told here only.',
  },
  {
    pattern: /^\/input\/\d+\/content\/\d+\/(?:annotations|logprobs)(?:\/|$)/,
    why: 'In a request no other dialect takes what was found out about an earlier answer.',
  },
  {
    pattern: /^\/tools\/\d+\/(?:defer_loading|allowed_callers|output_schema)(?:\/|$)/,
    why: 'Whether a tool is searched for, or called by programs, is said here only.',
  },
  {
    pattern: /^\/reasoning\/(?:context|mode|generate_summary|encrypted_content)$/,
    why: 'Which earlier thinking is read again is chosen here only.',
  },
  {
    pattern:
      /^\/(?:background|truncation|max_tool_calls|context_management|prompt|access_programs|image|conversation|tool_choice)(?:\/|$)/,
    why: SERVED,
  },
  {
    pattern: /\/prompt_cache_breakpoint(?:\/|$)/,
    why: 'Where the cached prefix ends is marked in each dialect’s own way.',
  },
  {
    pattern: /^\/(?:response\/)?(?:billing|tool_usage|content_filters|prompt_cache_diagnostics)(?:\/|$)/,
    why: SERVED,
  },
  {
    pattern: /^\/(?:response\/)?completed_at$/,
    why: 'When the reply was finished is told here only; when it was begun is carried.',
  },
  {
    pattern: /^\/(?:response\/)?created_at$/,
    why: 'When the reply was made is not told there in seconds.',
  },
  {
    pattern: /^\/(?:response\/)?service_tier$/,
    why: 'The tier that answered is told in each vendor’s own words, or not at all.',
  },
  {
    pattern: /^\/(?:response\/)?usage\/total_tokens$/,
    why: 'There is no field for the sum; its summands are carried.',
    isDerivable: ({ total_tokens, input_tokens, output_tokens }) =>
      total_tokens === sumOf(input_tokens, output_tokens),
  },
  {
    pattern: /^\/(?:response\/)?usage\/input_tokens_details\/cache_write_tokens/,
    why: 'What was written to a cache is not counted there.',
  },
  {
    pattern: /\/content\/\d+\/annotations(?:\/|$)|^\/part\/annotations(?:\/|$)|^\/annotation(?:\/|$)/,
    why: 'What only this form of citation has: a number, a container, or a file that only OpenAI keeps.',
  },
  {
    pattern: /\/content\/\d+\/logprobs(?:\/|$)|^\/(?:part\/)?logprobs(?:\/|$)/,
    why: 'How probable each token was is not told there.',
  },
  {
    pattern: /\/encrypted_content$/,
    why: 'Only the vendor that sealed this can read it.',
  },
  {
    pattern: /^\/(?:response\/)?output\/\d+\//,
    why: 'An item, or a field of one, that has no place there: mostly of a tool that OpenAI’s servers run.',
  },
  {
    pattern: /^\/(?:item|action|code|partial_image_b64|partial_image_index|obfuscation)(?:\/|$)/,
    why: 'An item, or a field of one, that has no place there: mostly of a tool that OpenAI’s servers run.',
  },
]

/** What a reply repeats of its request. openai.md §4. */
export const ECHOES: readonly RegExp[] = [
  /^\/(?:response\/)?(?:instructions|metadata|parallel_tool_calls|temperature|top_p|tool_choice|tools|background|conversation|max_output_tokens|max_tool_calls|previous_response_id|prompt|prompt_cache_(?:key|retention|options)|reasoning|safety_identifier|store|text|top_logprobs|truncation|user|moderation|access_programs|image|frequency_penalty|presence_penalty|context_management)(?:\/|$)/,
]
