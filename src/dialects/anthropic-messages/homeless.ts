import type { Homeless } from '../dialect.ts'

const SERVED = 'What its servers do, and keep, beside the answer is agreed with Anthropic alone.'

/** What Messages alone can say, and why nothing stands for it elsewhere. anthropic-gemini.md §§A.1, A.3, A.4, A.6. */
export const HOMELESS: readonly Homeless[] = [
  {
    pattern: /(?:^|\/)cache_control(?:\/|$)/,
    why: 'The other dialects find the cached prefix themselves: there is nothing to mark.',
  },
  {
    pattern: /^\/tools\/\d+\/(?:eager_input_streaming|defer_loading|input_examples|allowed_callers)(?:\/|$)/,
    why: 'How a tool is offered and its input streamed is said here only.',
  },
  {
    pattern:
      /^\/(?:messages\/\d+\/)?content\/\d+\/(?:content\/\d+\/)?(?:caller|toolset_name|transformations)(?:\/|$)|^\/content_block\/(?:caller|toolset_name)(?:\/|$)/,
    why: 'Which tool of Anthropic’s servers called this one is told here only.',
  },
  {
    pattern: /^\/messages\/\d+\/content\/\d+\/(?:content\/\d+\/)?(?:citations|context)(?:\/|$)/,
    why: 'Citations are asked for, and given back sealed, in this dialect only.',
  },
  {
    pattern: /^\/messages\/\d+\/content\/\d+\/(?:content\/\d+\/)?(?:title|source|content)(?:\/|$)/,
    why: 'A document that is given as its text is nothing but that text there.',
  },
  {
    pattern: /\/citations(?:\/|$)|^\/delta\/citation(?:\/|$)/,
    why: 'Where exactly a source says it, and the seal of that place, is told here only.',
  },
  {
    pattern:
      /^\/(?:context_management|container|diagnostics|speed|inference_geo|mcp_servers|compaction|thread|fallbacks|fallback_credit_token|billing_policy|service_tier|input_transformations)(?:\/|$)/,
    why: SERVED,
  },
  {
    pattern:
      /^\/(?:message|delta)\/(?:context_management|container|diagnostics|input_transformations)(?:\/|$)/,
    why: SERVED,
  },
  {
    pattern: /^\/thinking\/(?:type|display|block_binding)(?:\/|$)/,
    why: 'This way of thinking has no word there.',
  },
  { pattern: /^\/output_config\/task_budget(?:\/|$)/, why: 'A budget for a whole task is set here only.' },
  {
    pattern: /^\/anthropic_(?:version|beta)(?:\/|$)/,
    why: 'The version of this API, which clouds want in the body, means nothing there.',
  },
  {
    pattern: /^\/(?:message\/)?usage\/cache_creation(?:\/|$)/,
    why: 'For how long the cache was written is counted here only; the sum is carried where it has a field.',
  },
  {
    pattern: /^\/(?:message\/)?usage\/cache_creation_input_tokens$/,
    why: 'What was written to a cache is not counted there.',
  },
  {
    pattern:
      /^\/(?:message\/)?usage\/(?:service_tier|inference_geo|speed|server_tool_use|iterations|fallback_credit)(?:\/|$)/,
    why: 'Which servers answered, and what their tools cost, is counted here only.',
  },
  {
    pattern: /^\/(?:delta\/|message\/)?stop_details(?:\/|$)/,
    why: 'Why an answer was refused is told here only.',
  },
  {
    pattern: /^\/(?:delta\/|message\/)?stop_sequence$/,
    why: 'Which stop sequence was met is told here only.',
  },
  {
    pattern: /\/(?:signature|data|encrypted_(?:content|stdout))$/,
    why: 'Only the vendor that sealed this can read it.',
  },
  {
    pattern: /^\/(?:content\/\d+|content_block|delta)\//,
    why: 'A block, or a field of one, that has no place there: mostly of a tool that Anthropic’s servers run.',
  },
]
