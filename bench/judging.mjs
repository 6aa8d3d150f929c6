import { floorOf } from './floor.mjs'
import { syntheticLog } from './logs.mjs'
import { measure } from './measure.mjs'

const WORDS =
  'The build failed in step three because the lock file names a version that the registry has no more; the manifest comes first, then the older one. '
const SCHEMA = {
  type: 'object',
  properties: { path: { type: 'string' }, line: { type: 'integer' } },
  required: ['path'],
}
const TOOL = { name: 'read_file', description: 'Reads a file' }

/** A question, a call, its result, an answer. @param {number} i */
const ROUNDS = {
  'openai-chat': (i) => [
    { role: 'user', content: `question ${i}: ${WORDS}` },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: `call_${i}`, type: 'function', function: { name: TOOL.name, arguments: argumentsOf(i) } },
      ],
    },
    { role: 'tool', tool_call_id: `call_${i}`, content: WORDS.repeat(3) },
    { role: 'assistant', content: `answer ${i}: ${WORDS}` },
  ],
  'openai-responses': (i) => [
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: `question ${i}: ${WORDS}` }] },
    { type: 'function_call', call_id: `call_${i}`, name: TOOL.name, arguments: argumentsOf(i) },
    { type: 'function_call_output', call_id: `call_${i}`, output: WORDS.repeat(3) },
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: `answer ${i}: ${WORDS}` }] },
  ],
  'anthropic-messages': (i) => [
    { role: 'user', content: `question ${i}: ${WORDS}` },
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id: `toolu_${i}`, name: TOOL.name, input: { path: `a${i}` } }],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `toolu_${i}`, content: WORDS.repeat(3) }] },
    { role: 'assistant', content: `answer ${i}: ${WORDS}` },
  ],
  gemini: (i) => [
    { role: 'user', parts: [{ text: `question ${i}: ${WORDS}` }] },
    { role: 'model', parts: [{ functionCall: { name: TOOL.name, args: { path: `a${i}` } } }] },
    {
      role: 'user',
      parts: [{ functionResponse: { name: TOOL.name, response: { result: WORDS.repeat(3) } } }],
    },
    { role: 'model', parts: [{ text: `answer ${i}: ${WORDS}` }] },
  ],
}
const argumentsOf = (i) => JSON.stringify({ path: `a${i}` })

const REQUESTS = {
  'openai-chat': (messages) => ({
    model: 'gpt-4.1',
    messages,
    tools: [{ type: 'function', function: { ...TOOL, parameters: SCHEMA } }],
  }),
  'openai-responses': (input) => ({
    model: 'gpt-4.1',
    input,
    tools: [{ type: 'function', ...TOOL, parameters: SCHEMA, strict: false }],
  }),
  'anthropic-messages': (messages) => ({
    model: 'claude-sonnet-4-5',
    max_tokens: 1000,
    messages,
    tools: [{ ...TOOL, input_schema: SCHEMA }],
  }),
  gemini: (contents) => ({ contents, tools: [{ functionDeclarations: [{ ...TOOL, parameters: SCHEMA }] }] }),
}

const NAMES = {
  chat: 'openai-chat',
  responses: 'openai-responses',
  anthropic: 'anthropic-messages',
  gemini: 'gemini',
}

/**
 * What it costs to judge, as a ratio to parsing the same: a stream of so many frames, one request with a history of so many
 * messages, and a transcript of so many exchanges, each with a question, a call, its result and an answer.
 */
export function judging(check, names, { frames, turns, runs, seed }) {
  const figures = []
  for (const name of names) {
    const dialect = NAMES[name]
    const log = syntheticLog(name, seed, frames)
    const whole = JSON.stringify(
      REQUESTS[dialect](Array.from({ length: turns / 4 }, (_, i) => ROUNDS[dialect](i)).flat()),
    )
    const bodies = Array.from({ length: turns }, (_, i) =>
      JSON.stringify(REQUESTS[dialect](ROUNDS[dialect](i))),
    )
    const asked = (body, i) => ({ id: `x${i + 1}`, dialect, request: { body } })
    const works = {
      stream: [() => floorOf(log), [{ id: 'x1', dialect, reply: { status: 200, body: log } }]],
      history: [() => JSON.parse(whole), [asked(whole, 0)]],
      exchanges: [() => bodies.map((body) => JSON.parse(body)).length, bodies.map(asked)],
    }
    for (const [what, [floor, exchanges]] of Object.entries(works)) {
      const work = () => check({ version: 1, exchanges }).length
      figures.push({ check: what, from: name, bar: 3, ...measure(floor, work, runs) })
    }
  }
  return figures
}
