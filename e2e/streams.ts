// Captures of our own writing, small enough to read.

const sse = (events: readonly object[], named: boolean): string =>
  events
    .map(
      (event) =>
        `${named && 'type' in event ? `event: ${event.type}\n` : ''}data: ${JSON.stringify(event)}\n\n`,
    )
    .join('')

const chunk = (parts: readonly object[], more: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
  modelVersion: 'gemini-2.5-pro',
  responseId: 'aOwlRtV7',
})

/** Gemini calls a tool, whole in one chunk, and ends with an empty text. */
export const GEMINI_STREAM = sse(
  [
    chunk([{ text: 'The user wants a sum; the tool does that.', thought: true }]),
    chunk([{ text: 'I will add them.' }]),
    chunk([{ functionCall: { name: 'add_numbers', args: { a: 17, b: 25 } } }]),
    {
      ...chunk([{ text: '' }], { finishReason: 'STOP' }),
      usageMetadata: { promptTokenCount: 212, candidatesTokenCount: 24, totalTokenCount: 236 },
    },
  ],
  false,
)

/** A text that comes word by word, and ends. */
export const geminiWords = (words: readonly string[]): string =>
  sse(
    words.map((text, i) => chunk([{ text }], i === words.length - 1 ? { finishReason: 'STOP' } : {})),
    false,
  )

/** What a gateway made of such a stream for an Anthropic client: the block opens and closes, and nothing is in it. */
export const SWALLOWED_STREAM = sse(
  [
    {
      type: 'message_start',
      message: {
        id: 'msg_41aa',
        type: 'message',
        role: 'assistant',
        model: 'gemini-2.5-pro',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 0, output_tokens: 0 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'I will add them.' } },
    { type: 'content_block_stop', index: 0 },
    {
      type: 'content_block_start',
      index: 1,
      content_block: { type: 'tool_use', id: 'call_7f3a', name: 'add_numbers', input: {} },
    },
    { type: 'content_block_stop', index: 1 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: { input_tokens: 212, output_tokens: 24 },
    },
    { type: 'message_stop' },
  ],
  true,
)

/** A request with a key in its header, as people paste it. */
export const CURL = `curl https://api.anthropic.com/v1/messages \\
  -H 'x-api-key: sk-ant-api03-${'Zq3rT8vLk2Wm'.repeat(7)}AA' \\
  -H 'anthropic-version: 2023-06-01' \\
  -H 'content-type: application/json' \\
  -d '{"model":"claude-sonnet-4-5","max_tokens":300,"system":"Be brief.","messages":[{"role":"user","content":"What is 17 + 25?"}]}'`

/** As people write it into an issue: what was asked, and what came. */
export const ISSUE = `The agent calls my tool with nothing since we put the gateway in between. Request:

\`\`\`json
${JSON.stringify(
  {
    model: 'gemini-2.5-pro',
    max_tokens: 1024,
    stream: true,
    tools: [
      {
        name: 'add_numbers',
        description: 'Adds two numbers.',
        input_schema: {
          type: 'object',
          properties: { a: { type: 'number' }, b: { type: 'number' } },
          required: ['a', 'b'],
        },
      },
    ],
    messages: [{ role: 'user', content: 'What is 17 + 25? Use the tool.' }],
  },
  null,
  2,
)}
\`\`\`

and the stream:

\`\`\`
${SWALLOWED_STREAM}\`\`\`
`

/** As it stands in somebody's editor: with a name that only the running program knows. */
export const PROGRAM = `import anthropic

client = anthropic.Anthropic()
question = "What is 17 + 25?"
message = client.messages.create(
    model=MODEL,
    max_tokens=300,
    messages=[{"role": "user", "content": question}],
)
print(message.content)
`
