// How a program in either language asks a vendor's library, and finds in what it hands out what is compared.
import type { DialectId } from '../../hub/dialect.ts'
import type { Received } from './fixture.ts'

export interface ClientCode {
  readonly imports: readonly string[]
  /** Statements; the last gives the name `given` its value. In JavaScript `reply` is what is answered, in Python `url` who answers. */
  readonly stream: readonly string[]
  readonly whole: readonly string[]
  /** Statements before the parts are read. */
  readonly opened: readonly string[]
  /** Expressions over these. */
  readonly parts: Readonly<Record<keyof Received, string>>
}

const OPENAI = [
  "const client = new OpenAI({ apiKey: 'none', baseURL: NOWHERE, maxRetries: 0, fetch: async () => reply })",
]

export const JAVASCRIPT: Readonly<Record<DialectId, ClientCode>> = {
  'openai-chat': {
    imports: ["import OpenAI from 'openai'"],
    stream: [
      ...OPENAI,
      "const given = await client.chat.completions.stream({ model: 'captured', messages: [] }).finalChatCompletion()",
    ],
    whole: [
      ...OPENAI,
      "const given = await client.chat.completions.create({ model: 'captured', messages: [] })",
    ],
    opened: ['const [{ message, finish_reason }] = given.choices'],
    parts: {
      text: "(message.content ?? '') + (message.refusal ?? '')",
      calls:
        '(message.tool_calls ?? []).map((call) => ({ name: call.function.name, arguments: read(call.function.arguments) }))',
      finish: 'finish_reason',
    },
  },
  'openai-responses': {
    imports: ["import OpenAI from 'openai'"],
    stream: [
      ...OPENAI,
      "const given = await client.responses.stream({ model: 'captured', input: '' }).finalResponse()",
    ],
    whole: [...OPENAI, "const given = await client.responses.create({ model: 'captured', input: '' })"],
    opened: [],
    parts: {
      text: "given.output.flatMap((item) => (item.type === 'message' ? item.content : [])).map((part) => part.text ?? part.refusal ?? '').join('')",
      calls:
        "given.output.filter((item) => item.type === 'function_call').map((item) => ({ name: item.name, arguments: read(item.arguments) }))",
      finish: 'given.incomplete_details?.reason ?? given.status',
    },
  },
  'anthropic-messages': {
    imports: ["import Anthropic from '@anthropic-ai/sdk'"],
    stream: [
      "const client = new Anthropic({ apiKey: 'none', baseURL: NOWHERE, maxRetries: 0, fetch: async () => reply })",
      "const given = await client.messages.stream({ model: 'captured', max_tokens: 1, messages: [] }).finalMessage()",
    ],
    whole: [
      "const client = new Anthropic({ apiKey: 'none', baseURL: NOWHERE, maxRetries: 0, fetch: async () => reply })",
      "const given = await client.messages.create({ model: 'captured', max_tokens: 1, messages: [] })",
    ],
    opened: [],
    parts: {
      text: "given.content.map((block) => (block.type === 'text' ? block.text : '')).join('')",
      calls:
        "given.content.filter((block) => block.type === 'tool_use').map((block) => ({ name: block.name, arguments: block.input }))",
      finish: 'given.stop_reason',
    },
  },
  gemini: {
    imports: ["import { GoogleGenAI } from '@google/genai'"],
    stream: [
      "const { models } = new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: NOWHERE, fetch: async () => reply } })",
      'const given = []',
      "for await (const chunk of await models.generateContentStream({ model: 'captured', contents: '' })) given.push(chunk)",
    ],
    whole: [
      "const { models } = new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: NOWHERE, fetch: async () => reply } })",
      "const given = [await models.generateContent({ model: 'captured', contents: '' })]",
    ],
    opened: [
      'const candidates = given.flatMap((chunk) => chunk.candidates?.slice(0, 1) ?? [])',
      'const parts = candidates.flatMap((candidate) => candidate.content?.parts ?? [])',
    ],
    parts: {
      text: "parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join('')",
      calls:
        'parts.flatMap((part) => part.functionCall ?? []).map((call) => ({ name: call.name, arguments: call.args ?? {} }))',
      finish: 'candidates.findLast((candidate) => candidate.finishReason)?.finishReason ?? null',
    },
  },
}

const OPENAI_PYTHON = ['client = OpenAI(api_key="none", base_url=url, max_retries=0)']
const ANTHROPIC_PYTHON = ['client = Anthropic(api_key="none", base_url=url, max_retries=0)']
const GEMINI_PYTHON = ['client = genai.Client(api_key="none", http_options=types.HttpOptions(base_url=url))']

export const PYTHON: Readonly<Record<DialectId, ClientCode>> = {
  'openai-chat': {
    imports: ['from openai import OpenAI'],
    stream: [
      ...OPENAI_PYTHON,
      'with client.chat.completions.stream(model="captured", messages=[]) as stream:',
      '    given = stream.get_final_completion().to_dict()',
    ],
    whole: [
      ...OPENAI_PYTHON,
      'given = client.chat.completions.create(model="captured", messages=[]).to_dict()',
    ],
    opened: ['choice = given["choices"][0]', 'message = choice["message"]'],
    parts: {
      text: '(message.get("content") or "") + (message.get("refusal") or "")',
      calls:
        '[{"name": call["function"]["name"], "arguments": read(call["function"]["arguments"])} for call in message.get("tool_calls") or []]',
      finish: 'choice["finish_reason"]',
    },
  },
  'openai-responses': {
    imports: ['from openai import OpenAI'],
    stream: [
      ...OPENAI_PYTHON,
      'with client.responses.stream(model="captured", input="") as stream:',
      '    given = stream.get_final_response().to_dict()',
    ],
    whole: [...OPENAI_PYTHON, 'given = client.responses.create(model="captured", input="").to_dict()'],
    opened: ['output = given["output"]'],
    parts: {
      text: '"".join(part.get("text") or part.get("refusal") or "" for item in output if item["type"] == "message" for part in item["content"])',
      calls:
        '[{"name": item["name"], "arguments": read(item["arguments"])} for item in output if item["type"] == "function_call"]',
      finish: '(given.get("incomplete_details") or {}).get("reason") or given["status"]',
    },
  },
  'anthropic-messages': {
    imports: ['from anthropic import Anthropic'],
    stream: [
      ...ANTHROPIC_PYTHON,
      'with client.messages.stream(model="captured", max_tokens=1, messages=[]) as stream:',
      '    given = stream.get_final_message().to_dict()',
    ],
    whole: [
      ...ANTHROPIC_PYTHON,
      'given = client.messages.create(model="captured", max_tokens=1, messages=[]).to_dict()',
    ],
    opened: ['content = given["content"]'],
    parts: {
      text: '"".join(block["text"] for block in content if block["type"] == "text")',
      calls:
        '[{"name": block["name"], "arguments": block["input"]} for block in content if block["type"] == "tool_use"]',
      finish: 'given["stop_reason"]',
    },
  },
  gemini: {
    imports: ['from google import genai', 'from google.genai import types'],
    stream: [
      ...GEMINI_PYTHON,
      'chunks = client.models.generate_content_stream(model="captured", contents="")',
      'given = [chunk.model_dump(mode="json", exclude_none=True) for chunk in chunks]',
    ],
    whole: [
      ...GEMINI_PYTHON,
      'whole = client.models.generate_content(model="captured", contents="")',
      'given = [whole.model_dump(mode="json", exclude_none=True)]',
    ],
    opened: [
      'candidates = [chunk["candidates"][0] for chunk in given if chunk.get("candidates")]',
      'parts = [part for one in candidates for part in (one.get("content") or {}).get("parts") or []]',
    ],
    parts: {
      text: '"".join("" if part.get("thought") else part.get("text") or "" for part in parts)',
      calls:
        '[{"name": part["function_call"]["name"], "arguments": part["function_call"].get("args") or {}} for part in parts if "function_call" in part]',
      finish: 'next((one["finish_reason"] for one in reversed(candidates) if "finish_reason" in one), None)',
    },
  },
}
