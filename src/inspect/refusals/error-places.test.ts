import { describe, expect, it } from 'vitest'
import { pointersHinted, pointersNamed } from './error-places.ts'

const chat = {
  messages: [{ role: 'user' }, { tool_calls: [{ id: 'call_ab12' }] }, { tool_call_id: 'call_ab12' }],
}
const anthropic = { messages: [{ content: [{ type: 'text' }] }], tools: [{ input_schema: { anyOf: [] } }] }
const gemini = {
  contents: [{ parts: [{ functionCall: { name: 'f' } }] }],
  tools: [{ functionDeclarations: [{ parameters: {} }] }],
}

describe('the place that an error means', () => {
  it.each([
    [chat, "Invalid 'messages[1].tool_calls[0].id': string too long.", ['/messages/1/tool_calls/0/id']],
    [
      chat,
      'No tool output found for function call call_ab12.',
      ['/messages/1/tool_calls/0/id', '/messages/2/tool_call_id'],
    ],
    [anthropic, 'messages.0.content.0: Invalid `signature` in `thinking` block', ['/messages/0/content/0']],
    [anthropic, 'tools.0.custom.input_schema: does not support anyOf', ['/tools/0/input_schema']],
    [
      gemini,
      `Unknown name "id" at 'contents[0].parts[0].function_call': Cannot find field.`,
      ['/contents/0/parts/0/functionCall'],
    ],
    [
      gemini,
      `Unknown name "const" at 'request.tools[0].function_declarations[0].parameters.properties'`,
      ['/tools/0/functionDeclarations/0/parameters'],
    ],
    [chat, 'The server had an error.', []],
    [chat, 'messages[7] is wrong', ['/messages']],
  ])('%j: %s', (request, words, pointers) => {
    const named = pointersNamed(request, [words])
    expect(named.length > 0 ? named : pointersHinted(request, [words])).toEqual(pointers)
  })
})
