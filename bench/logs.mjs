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
  const base = {
    id: 'resp_01AbCdEf',
    object: 'response',
    created_at: 1_760_000_000,
    status: 'in_progress',
    model: 'gpt-4o-2024-08-06',
    output: [],
    usage: null,
  }
  const usage = {
    input_tokens: 20,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 20_000,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 20_020,
  }
  const items = runsOf(told).map((run, index) => (run.texts ? messageItem(run, index) : callItem(run, index)))
  const output = items.map(({ item }) => item)
  return [
    ['response.created', { response: base }],
    ['response.in_progress', { response: base }],
    ...items.flatMap(({ events }) => events),
    ['response.completed', { response: { ...base, status: 'completed', output, usage } }],
  ].map(([type, fields], sequence_number) => data({ type, sequence_number, ...fields }, type))
}

/** Texts that follow each other as one, calls as they are told. */
function runsOf(told) {
  const runs = []
  for (const { text, call, pieces } of told) {
    if (text === undefined) runs.push({ call, pieces })
    else if (runs.at(-1)?.texts) runs.at(-1).texts.push(text)
    else runs.push({ texts: [text] })
  }
  return runs
}

/** The events of an item, and the item as it is in the end. */
function messageItem({ texts }, output_index) {
  const id = `msg_${output_index}`
  const place = { item_id: id, output_index, content_index: 0 }
  const text = texts.join('')
  const part = { type: 'output_text', text, annotations: [], logprobs: [] }
  const open = { id, type: 'message', status: 'in_progress', role: 'assistant', content: [] }
  const item = { ...open, status: 'completed', content: [part] }
  const events = [
    ['response.output_item.added', { output_index, item: open }],
    ['response.content_part.added', { ...place, part: { ...part, text: '' } }],
    ...texts.map((delta) => [
      'response.output_text.delta',
      { ...place, delta, logprobs: [], obfuscation: 'xY7zQ' },
    ]),
    ['response.output_text.done', { ...place, text, logprobs: [] }],
    ['response.content_part.done', { ...place, part }],
    ['response.output_item.done', { output_index, item }],
  ]
  return { item, events }
}

function callItem({ call, pieces }, output_index) {
  const id = `fc_${call}`
  const place = { item_id: id, output_index }
  const open = {
    id,
    type: 'function_call',
    status: 'in_progress',
    arguments: '',
    call_id: `call_${call}`,
    name: 'weather',
  }
  const item = { ...open, status: 'completed', arguments: pieces.join('') }
  const events = [
    ['response.output_item.added', { output_index, item: open }],
    ...pieces.map((delta) => [
      'response.function_call_arguments.delta',
      { ...place, delta, obfuscation: 'a8' },
    ]),
    ['response.function_call_arguments.done', { ...place, arguments: item.arguments }],
    ['response.output_item.done', { output_index, item }],
  ]
  return { item, events }
}

const TELLERS = { chat, responses, anthropic, gemini }

/** A log of one dialect, always the same for a seed; as many events as asked for, and some more for the calls. */
export const syntheticLog = (dialect, seed, events = 20_000) =>
  TELLERS[dialect](tellings(events, seed)).join('')
