import { describe, expect, it } from 'vitest'
import { importTranscript } from './import-transcript.ts'

function requestIn(text: string) {
  const { transcript, report } = importTranscript(text)
  const [exchange, ...others] = transcript.exchanges
  return {
    dialect: exchange?.dialect,
    url: exchange?.request?.url,
    body: JSON.parse(exchange?.request?.body ?? 'null'),
    others: others.length,
    notes: report.notes.map(({ sentence }) => sentence).join(' '),
    reply: exchange?.reply?.body,
  }
}

const PYTHON = `from openai import OpenAI
client = OpenAI(base_url="http://localhost:4000/v1", api_key="sk-1234")

tools = [{
    "type": "function",
    "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}},
}]
response = client.chat.completions.create(
    model="gpt-4o",
    messages=[
        {"role": "user", "content": "What's the weather in Paris?"},  # the question
    ],
    tools=tools,
    stream=True,
    temperature=None,
    timeout=30,
    extra_body={"top_k": 5},
)
for chunk in response:
    print(chunk)
`

describe('a program', () => {
  it('in Python is the request that it would send', () => {
    expect(requestIn(PYTHON)).toMatchObject({
      dialect: 'openai-chat',
      url: 'http://localhost:4000/v1/chat/completions',
      body: {
        model: 'gpt-4o',
        messages: [{ role: 'user', content: "What's the weather in Paris?" }],
        tools: [{ type: 'function', function: { name: 'get_weather' } }],
        stream: true,
        temperature: null,
        top_k: 5,
      },
      others: 0,
      notes: expect.stringContaining('it was read, and not run'),
    })
  })

  it('in an issue stands beside what it printed', () => {
    const reply = '{"error":{"message":"no","type":"invalid_request_error","param":null,"code":null}}'
    const issue = `It fails:\n\n\`\`\`python\n${PYTHON}\`\`\`\n\nwith\n\n\`\`\`\n${reply}\n\`\`\`\n`
    expect(requestIn(issue)).toMatchObject({
      dialect: 'openai-chat',
      reply: expect.stringContaining('"no"'),
      others: 0,
    })
  })

  it.each<[string, string, string, object]>([
    [
      'TypeScript with Anthropic’s client',
      `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const system = \`Be brief.\`;
const msg = await client.messages.create({
  model: 'claude-sonnet-4-5', max_tokens: 1024, system,
  messages: [{ role: 'user', content: 'Hello' }],
});
console.log(msg);`,
      'https://api.anthropic.com/v1/messages',
      {
        model: 'claude-sonnet-4-5',
        max_tokens: 1024,
        system: 'Be brief.',
        messages: [{ role: 'user', content: 'Hello' }],
      },
    ],
    [
      'LiteLLM’s own call',
      `import litellm\nresp = litellm.completion(model="m", messages=[{"role": "user", "content": "hi"}], api_base="http://h/v1", num_retries=2)`,
      'http://h/v1/chat/completions',
      { model: 'm', messages: [{ role: 'user', content: 'hi' }] },
    ],
    [
      'Responses',
      `const r = await openai.responses.create({ model: 'gpt-5', input: 'hi', previous_response_id: 'resp_1' })`,
      'https://api.openai.com/v1/responses',
      { model: 'gpt-5', input: 'hi', previous_response_id: 'resp_1' },
    ],
    [
      'Gemini in Python',
      `response = client.models.generate_content(
    model="gemini-2.5-pro",
    contents=[types.Content(role="user", parts=[types.Part(text="hi")])],
    config=types.GenerateContentConfig(temperature=0.5, max_output_tokens=9, system_instruction="Be brief."),
)`,
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent',
      {
        contents: [{ role: 'user', parts: [{ text: 'hi' }] }],
        systemInstruction: { parts: [{ text: 'Be brief.' }] },
        generationConfig: { temperature: 0.5, maxOutputTokens: 9 },
      },
    ],
  ])('%s', (_, text, url, body) => {
    expect(requestIn(text)).toMatchObject({ url, body, others: 0 })
  })

  it('names what it cannot know', () => {
    const { body, notes } = requestIn(
      'resp = client.messages.create(model=MODEL, max_tokens=9, messages=build(history))\n',
    )
    expect(body).toEqual({ model: '‹MODEL›', max_tokens: 9, messages: '‹build(history)›' })
    expect(notes).toContain('“MODEL”, “build(history)”')
  })

  it('is not seen in prose', () => {
    expect(
      importTranscript('I call litellm.completion() with my messages and nothing comes.').report.ok,
    ).toBe(false)
  })
})

const LOG = `14:02:11 - LiteLLM:DEBUG: litellm_logging.py:786 -

POST Request Sent from LiteLLM:
curl -X POST \\
https://api.anthropic.com/v1/messages \\
-H 'x-api-key: sk****Zz' -H 'anthropic-version: 2023-06-01' \\
-d '{'model': 'claude-sonnet-4-5', 'max_tokens': 9, 'messages': [{'role': 'user', 'content': "What's up?"}], 'stream': True}'


14:02:12 - LiteLLM:DEBUG: litellm_logging.py:899 - RAW RESPONSE:
{'id': 'msg_1', 'type': 'message', 'role': 'assistant', 'model': 'm', 'content': [{'type': 'text', 'text': 'It\\'s up'}], 'stop_reason': 'end_turn', 'stop_sequence': None, 'usage': {'input_tokens': 1, 'output_tokens': 2}}
`

describe('a debug log of LiteLLM', () => {
  it.each([
    ['as it is', LOG],
    ['out of a container', LOG.replace(/^/gm, 'litellm-1  | ')],
  ])('%s', (_, text) => {
    const { dialect, url, body, reply, others } = requestIn(text)
    expect({ dialect, url, others }).toEqual({
      dialect: 'anthropic-messages',
      url: 'https://api.anthropic.com/v1/messages',
      others: 0,
    })
    expect(body).toEqual({
      model: 'claude-sonnet-4-5',
      max_tokens: 9,
      messages: [{ role: 'user', content: "What's up?" }],
      stream: true,
    })
    expect(JSON.parse(reply ?? 'null')).toMatchObject({ content: [{ text: "It's up" }], stop_sequence: null })
  })
})
