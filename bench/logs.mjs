import { existsSync, readFileSync } from 'node:fs'

/** A seeded stream of numbers in [0, 1): the same log in every run. Mulberry32. */
function random(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const WORDS =
  'the of and to in is that it was for on are as with his they at be this from have or by one had not but what "so" all\n were when we there can an your which their said if do'.split(
    ' ',
  )

/** What is told in every dialect: pieces of text, and every fiftieth a call whose arguments come in pieces. */
function tellings(count, seed) {
  const next = random(seed)
  const word = () => WORDS[Math.floor(next() * WORDS.length)]
  const told = []
  for (let at = 0; at < count; at++) {
    const isCall = at % 1000 === 999
    if (isCall) {
      const pieces = ['{"city":"', ...Array.from({ length: 18 }, () => `${word()} `), '"}']
      told.push({
        call: at,
        pieces: pieces.map((piece, i) => (i > 0 && i < 19 ? JSON.stringify(piece).slice(1, -1) : piece)),
      })
    } else told.push({ text: ` ${word()} ${word()}${next() < 0.02 ? ' – é 日本' : ''}` })
  }
  return told
}

const data = (json, name) => `${name ? `event: ${name}\n` : ''}data: ${JSON.stringify(json)}\n\n`

function chat(told) {
  const base = {
    id: 'chatcmpl-AbCdEf0123456789',
    object: 'chat.completion.chunk',
    created: 1_760_000_000,
    model: 'gpt-4o-2024-08-06',
    service_tier: 'default',
    system_fingerprint: 'fp_0123456789',
  }
  const chunk = (delta, finish = null) =>
    data({ ...base, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] })
  let calls = 0
  const body = told.flatMap(({ text, call, pieces }) => {
    if (text !== undefined) return [chunk({ content: text })]
    const index = calls++
    const opening = {
      index,
      id: `call_${call}`,
      type: 'function',
      function: { name: 'weather', arguments: '' },
    }
    return [
      chunk({ tool_calls: [opening] }),
      ...pieces.map((piece) => chunk({ tool_calls: [{ index, function: { arguments: piece } }] })),
    ]
  })
  const usage = { prompt_tokens: 20, completion_tokens: 20_000, total_tokens: 20_020 }
  return [
    chunk({ role: 'assistant', content: '', refusal: null }),
    ...body,
    chunk({}, 'tool_calls'),
    data({ ...base, choices: [], usage }),
    'data: [DONE]\n\n',
  ]
}

function anthropic(told) {
  const frames = []
  const say = (type, fields) => frames.push(data({ type, ...fields }, type))
  const message = {
    id: 'msg_01AbCdEf',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 20, output_tokens: 1 },
  }
  say('message_start', { message })
  let index = -1
  let isOpen = false
  const close = () => isOpen && say('content_block_stop', { index })
  const open = (block) => {
    close()
    index++
    isOpen = true
    say('content_block_start', { index, content_block: block })
  }
  let isText = false
  for (const { text, call, pieces } of told) {
    if (text !== undefined) {
      if (!isText) open({ type: 'text', text: '' })
      isText = true
      say('content_block_delta', { index, delta: { type: 'text_delta', text } })
      continue
    }
    open({ type: 'tool_use', id: `toolu_${call}`, name: 'weather', input: {} })
    isText = false
    for (const piece of pieces)
      say('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json: piece } })
  }
  close()
  say('message_delta', {
    delta: { stop_reason: 'tool_use', stop_sequence: null },
    usage: { output_tokens: 20_000 },
  })
  say('message_stop', {})
  return frames
}

function gemini(told) {
  const chunk = (part, count, finish) =>
    data({
      candidates: [
        { content: { parts: [part], role: 'model' }, ...(finish ? { finishReason: finish } : {}), index: 0 },
      ],
      usageMetadata: { promptTokenCount: 20, candidatesTokenCount: count, totalTokenCount: 20 + count },
      modelVersion: 'gemini-2.5-flash',
      responseId: 'AbCdEf0123456789',
    })
  const body = told.map(({ text, pieces }, count) =>
    chunk(
      text === undefined
        ? { functionCall: { name: 'weather', args: JSON.parse(pieces.join('')) } }
        : { text },
      count,
    ),
  )
  return [...body, chunk({ text: '' }, told.length, 'STOP')]
}

/** Text runs of one message item, each call an item of its own; the terminal event repeats them all. */
function responses(told) {
  const frames = []
  let sequence = 0
  const say = (type, fields) => frames.push(data({ type, sequence_number: sequence++, ...fields }, type))
  const base = {
    id: 'resp_01AbCdEf',
    object: 'response',
    created_at: 1_760_000_000,
    status: 'in_progress',
    model: 'gpt-4o-2024-08-06',
    output: [],
    usage: null,
  }
  say('response.created', { response: base })
  say('response.in_progress', { response: base })
  const output = []
  let run
  const endRun = () => {
    if (run === undefined) return
    const place = { item_id: run.id, output_index: output.length, content_index: 0 }
    const part = { type: 'output_text', text: run.text, annotations: [], logprobs: [] }
    say('response.output_text.done', { ...place, text: run.text, logprobs: [] })
    say('response.content_part.done', { ...place, part })
    const item = { id: run.id, type: 'message', status: 'completed', role: 'assistant', content: [part] }
    say('response.output_item.done', { output_index: output.length, item })
    output.push(item)
    run = undefined
  }
  for (const { text, call, pieces } of told) {
    if (text !== undefined) {
      if (!run) {
        run = { id: `msg_${output.length}`, text: '' }
        say('response.output_item.added', {
          output_index: output.length,
          item: { id: run.id, type: 'message', status: 'in_progress', role: 'assistant', content: [] },
        })
        say('response.content_part.added', {
          item_id: run.id,
          output_index: output.length,
          content_index: 0,
          part: { type: 'output_text', text: '', annotations: [], logprobs: [] },
        })
      }
      run.text += text
      say('response.output_text.delta', {
        item_id: run.id,
        output_index: output.length,
        content_index: 0,
        delta: text,
        logprobs: [],
        obfuscation: 'xY7zQ',
      })
      continue
    }
    endRun()
    const item = {
      id: `fc_${call}`,
      type: 'function_call',
      status: 'in_progress',
      arguments: '',
      call_id: `call_${call}`,
      name: 'weather',
    }
    const place = { item_id: item.id, output_index: output.length }
    say('response.output_item.added', { output_index: output.length, item })
    for (const piece of pieces)
      say('response.function_call_arguments.delta', { ...place, delta: piece, obfuscation: 'a8' })
    const done = { ...item, status: 'completed', arguments: pieces.join('') }
    say('response.function_call_arguments.done', { ...place, arguments: done.arguments })
    say('response.output_item.done', { output_index: output.length, item: done })
    output.push(done)
  }
  endRun()
  const usage = {
    input_tokens: 20,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 20_000,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 20_020,
  }
  say('response.completed', { response: { ...base, status: 'completed', output, usage } })
  return frames
}

const TELLERS = { chat, responses, anthropic, gemini }

/** A log of one dialect, always the same for a seed; as many events as asked for, and some more for the calls. */
export const syntheticLog = (dialect, seed, events = 20_000) =>
  TELLERS[dialect](tellings(events, seed)).join('')

/** The largest recorded streams of each dialect, framed by server-sent events; none where there is no corpus. */
export function recordedLogs(corpus, dialect, count) {
  if (!existsSync(`${corpus}/index.jsonl`)) return []
  return readFileSync(`${corpus}/index.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"kind": "stream"'))
    .map((line) => JSON.parse(line))
    .filter((one) => one.dialect === dialect && !one.isError)
    .sort((a, b) => b.bytes - a.bytes || (a.file < b.file ? -1 : 1))
    .slice(0, count)
    .map(({ file }) => framed(readFileSync(`${corpus}/${file}`, 'utf8')))
}

function framed(text) {
  const lines = text.replaceAll(/\r\n?/g, '\n')
  if (!lines.startsWith('{')) return lines
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `data: ${line}\n\n`)
    .join('')
}
