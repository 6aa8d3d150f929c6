import { describe, expect, it } from 'vitest'
import type { DialectId } from '../hub/dialect.ts'
import type { JsonObject } from '../wire/json.ts'
import { check } from './check.ts'

const BODIES: Readonly<Record<DialectId, JsonObject>> = {
  'openai-chat': { model: 'm', messages: [{ role: 'user', content: 'go' }] },
  'openai-responses': { model: 'm', input: [{ role: 'user', content: 'go' }] },
  'anthropic-messages': { model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'go' }] },
  gemini: { contents: [{ role: 'user', parts: [{ text: 'go' }] }] },
}

/** The rules that speak where a sound request is refused with these words. */
function rulesFor(dialect: DialectId, message: string): string[] {
  const reply = {
    status: 400,
    body: JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', message } }),
  }
  const exchange = { id: 'x1', dialect, request: { body: JSON.stringify(BODIES[dialect]) }, reply }
  return check({ version: 1, exchanges: [exchange] })
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule)
}

describe('the words of a refusal lead to the rule (bugs.md §3.2)', () => {
  it.each<[DialectId, string, string]>([
    [
      'openai-responses',
      "Missing corresponding tool call for tool response message. Received - message={'role': 'tool'}",
      'CALL_RESULT_UNPAIRED',
    ],
    ['openai-responses', 'No tool output found for function call call_1.', 'CALL_RESULT_UNPAIRED'],
    [
      'openai-chat',
      "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.",
      'CALL_RESULT_UNPAIRED',
    ],
    [
      'openai-chat',
      "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.",
      'CALL_RESULT_UNPAIRED',
    ],
    [
      'anthropic-messages',
      'messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1.',
      'CALL_RESULT_UNPAIRED',
    ],
    ['gemini', 'Please use a valid role: user, model.', 'GEMINI_RESULT_ROLE'],
    ['gemini', "Role 'function' is not supported.", 'GEMINI_RESULT_ROLE'],
    [
      'gemini',
      'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
      'GEMINI_PARALLEL_NOT_GROUPED',
    ],
    [
      'gemini',
      'Please ensure that function call turn comes immediately after a user turn or after a function response turn.',
      'GEMINI_TURN_ORDER',
    ],
    ['gemini', 'Function call is missing a thought_signature in functionCall parts.', 'THOUGHT_SIG_LOST'],
    [
      'gemini',
      `Invalid JSON payload received. Unknown name "const" at 'tools[0]': Cannot find field.`,
      'GEMINI_SCHEMA_UNSUPPORTED',
    ],
    ['gemini', `Invalid value at 'tools[0].enum[0]' (TYPE_STRING), 1`, 'GEMINI_SCHEMA_UNSUPPORTED'],
    [
      'gemini',
      `Invalid JSON payload received. Unknown name "id" at 'contents[1].parts[0].function_call': Cannot find field.`,
      'GEMINI_ID_UNSUPPORTED',
    ],
    [
      'gemini',
      "Function calling with a response mime type: 'application/json' is unsupported",
      'JSON_MODE_WITH_TOOLS',
    ],
    [
      'gemini',
      '* GenerateContentRequest.contents[2].parts[0].function_response.name: Name cannot be empty.',
      'CALL_RESULT_UNPAIRED',
    ],
    ['anthropic-messages', 'messages.1.content.1: `tool_use` ids must be unique', 'DUPLICATE_TOOL_IDS'],
    [
      'anthropic-messages',
      'each tool_use must have a single result. Found multiple `tool_result` blocks with id: toolu_1',
      'DUPLICATE_TOOL_IDS',
    ],
    [
      'anthropic-messages',
      "messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'",
      'ID_TOO_LONG_OR_ILLEGAL',
    ],
    [
      'openai-chat',
      "Invalid 'messages[2].tool_calls[0].id': string too long. Expected a string with maximum length 64.",
      'ID_TOO_LONG_OR_ILLEGAL',
    ],
    [
      'openai-chat',
      'Tool call id was call_49c89af0 but must be a-z, A-Z, 0-9, with a length of 9.',
      'ID_TOO_LONG_OR_ILLEGAL',
    ],
    [
      'anthropic-messages',
      'messages.3.content.0: Invalid `signature` in `thinking` block',
      'THINKING_BLOCK_ALTERED',
    ],
    [
      'anthropic-messages',
      'thinking or redacted_thinking blocks in the latest assistant message cannot be modified',
      'THINKING_BLOCK_ALTERED',
    ],
    [
      'anthropic-messages',
      'messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `text`',
      'THINKING_BLOCK_ALTERED',
    ],
    ['anthropic-messages', 'messages: text content blocks must be non-empty', 'EMPTY_TEXT_BLOCK'],
    [
      'anthropic-messages',
      'A maximum of 4 blocks with cache_control may be provided. Found 5.',
      'CACHE_CONTROL_TOO_MANY',
    ],
    [
      'anthropic-messages',
      'tools.0.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level',
      'TOP_LEVEL_COMPOSITION',
    ],
    [
      'openai-responses',
      "Item 'rs_1' of type 'reasoning' was provided without its required following item.",
      'REASONING_ITEM_UNPAIRED',
    ],
    [
      'openai-responses',
      "Item 'msg_1' was provided without its required 'reasoning' item: 'rs_1'.",
      'REASONING_ITEM_UNPAIRED',
    ],
    [
      'openai-responses',
      'The encrypted content for item rs_1 could not be verified.',
      'ENCRYPTED_REASONING_CHANGED',
    ],
    [
      'openai-chat',
      'The `reasoning_content` in the thinking mode must be passed back to the API.',
      'REASONING_NOT_RETURNED',
    ],
    [
      'openai-chat',
      'messages[1].role: unknown variant `developer`, expected one of `system`, `user`',
      'DEV_ROLE_LEAK',
    ],
    [
      'openai-responses',
      'stream disconnected before completion: stream closed before response.completed',
      'TERMINAL_EVENT_MISSING',
    ],
    ['openai-chat', 'stream closed before a finish_reason was received', 'TERMINAL_EVENT_MISSING'],
    ['anthropic-messages', 'Stream completed without receiving message_start', 'NOT_A_STREAM'],
    ['openai-responses', 'Unable to create messages for completion request.', 'CHAIN_BROKEN'],
    ['openai-responses', 'text part msg_1 not found', 'RESP_ITEM_UNANNOUNCED'],
    [
      'openai-chat',
      'litellm.APIConnectionError: Extra data: line 1 column 29 (char 28)',
      'TOOL_ARGS_NOT_JSON',
    ],
    ['openai-chat', 'Could not parse message into JSON: : OPENROUTER PROCESSING', 'KEEPALIVE_AS_DATA'],
  ])('%s: %s', (dialect, words, rule) => {
    expect(rulesFor(dialect, words)).toEqual([rule])
  })

  it('says nothing of words that name no rule', () => {
    expect(rulesFor('openai-chat', 'The server is overloaded.')).toEqual([])
  })
})
