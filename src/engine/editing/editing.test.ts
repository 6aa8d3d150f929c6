import { expect, it } from 'vitest'
import type { Draft, Edited } from '../answers/edited.ts'
import type { Opened } from '../answers/opened.ts'
import { createEngine } from '../engine.ts'

const SSE = [
  { type: 'message_start', message: { id: 'm', role: 'assistant', content: [], usage: {} } },
  {
    type: 'content_block_start',
    index: 0,
    content_block: { type: 'tool_use', id: 't', name: 'add', input: {} },
  },
  { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{"a":1}' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 3 } },
  { type: 'message_stop' },
]
  .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  .join('')

function start() {
  const engine = createEngine()
  const opened = engine.answer('open', { inputs: [{ content: SSE }] })
  if ('refused' in opened) throw new Error(opened.refused.sentence)
  return { engine, opened }
}

/** Another text in the place of the first characters. */
const draft = (text: string, end = SSE.length): Draft => ({
  exchange: 'x1',
  half: 'reply',
  edits: [{ start: 0, end, text }],
})

function edit({ engine, opened }: ReturnType<typeof start>, ...drafts: Draft[]): Edited {
  const answer = engine.answer('edit', { key: opened.key, drafts })
  if ('problem' in answer) throw new Error(answer.problem)
  return answer
}

const rowText = ({ engine }: ReturnType<typeof start>, { key }: Opened): string =>
  JSON.stringify(engine.answer('rows', { key, exchange: 'x1', tab: 'events', from: 0, count: 99 }))

it('reads a draft in place of what was captured, and marks the exchange', () => {
  const screen = start()
  const { opened, unread } = edit(screen, draft(SSE.replace('{\\"a\\":1}', '{\\"a\\":77}')))
  expect(unread).toEqual([])
  expect(opened?.exchanges[0]?.edited).toEqual(['reply'])
  expect(opened && rowText(screen, opened)).toContain('77')
  expect(rowText(screen, screen.opened)).not.toContain('77')
})

it('leaves what was not edited as it is', () => {
  const screen = start()
  const head = SSE.slice(0, 40)
  const { opened } = edit(screen, draft(`: a note\n\n${head}`, 40))
  const source = opened && screen.engine.answer('source', { key: opened.key, exchange: 'x1', half: 'reply' })
  expect(source).toMatchObject({ text: `: a note\n\n${SSE}` })
})

it.each([
  ['a frame that is no JSON', SSE.replace('"index":0,"delta"', '"index":0,"delta'), /^Frame 3: /, 8],
  ['nothing', '', /Nothing stands here/, 1],
  ['prose', 'hello', /Expected a value/, 1],
])('tells where %s is not read, and keeps what was', (_, text, says, line) => {
  const { opened, unread } = edit(start(), draft(text))
  expect(opened).toBeUndefined()
  expect(unread[0]?.sentence).toMatch(says)
  expect(unread[0]?.line).toBe(line)
})

it('reads a torn text as it stands, if that is wished', () => {
  const { engine, opened } = start()
  const torn = draft(SSE.replace('"index":0,"delta"', '"index":0,"delta'))
  const answer = engine.answer('edit', { key: opened.key, drafts: [torn], asItStands: true })
  expect('opened' in answer && answer.opened?.exchanges).toHaveLength(1)
})

it('forgets edits that nobody looks at, and never what was opened', () => {
  const screen = start()
  const keys = Array.from(
    { length: 9 },
    (_, i) => edit(screen, draft(SSE.replace('\\"a\\":1', `\\"a\\":${i + 10}`))).opened?.key,
  )
  const ask = (key: string) => screen.engine.answer('source', { key, exchange: 'x1', half: 'reply' })
  expect(ask(keys[0] as string)).toHaveProperty('problem')
  expect(ask(keys[8] as string)).toHaveProperty('text')
  expect(ask(screen.opened.key)).toHaveProperty('text')
})

it('marks findings in the text at their exact place', () => {
  const screen = start()
  const { opened } = edit(screen, draft(SSE.replace('"stop_reason":"tool_use"', '"stop_reason":"stop"')))
  if (!opened) throw new Error('not read')
  const marks = screen.engine.answer('textMarks', { key: opened.key, exchange: 'x1', half: 'reply' })
  if ('problem' in marks) throw new Error(marks.problem)
  const text = SSE.replace('"stop_reason":"tool_use"', '"stop_reason":"stop"')
  expect(marks.map(({ start, end }) => text.slice(start, end))).toContain('"stop"')
})
