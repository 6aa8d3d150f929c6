import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { assemble as assembleEvents, readFrames, writeEvents } from '../../../bench/dialect-runs.ts'
import { Cursor } from '../../hub/cursor.ts'
import { foldReply } from '../../hub/fold.ts'
import type { WrittenObject } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import { noLosses } from '../../hub/losses.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import { frameBody } from '../../wire/framings.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, isObject, parseJson } from '../../wire/json.ts'
import type { DialectEvent } from '../dialect.ts'
import { openaiChat } from './index.ts'

const CORPUS = new URL('../../../../shared/corpus/', import.meta.url)
const target = { dialect: 'openai-chat' } as const

/** Streams whose parts come in another order than their whole response can say. */
const REORDERED: Readonly<Record<string, string>> = {
  'charmbracelet+fantasy--providertestdata_TestOpenAICompatibleCommon_avian-kimi_multi_tool_streaming-5caa1a-1.sse':
    'text again after a call',
  'charmbracelet+fantasy--providertestdata_TestOpenAICompatibleThinking_avian-kimi_thinking-streaming-0485a6-1.sse':
    'text again after thoughts',
}

interface Body {
  readonly name: string
  readonly text: string
}

function bodies(folder: string): Body[] {
  const at = new URL(`${folder}/`, CORPUS)
  if (!existsSync(at)) return []
  return readdirSync(at).map((name) => ({
    name,
    text: readFileSync(new URL(encodeURIComponent(name), at), 'utf8'),
  }))
}

const framesOf = ({ name, text }: Body): ReturnType<typeof frameBody> =>
  frameBody(text, name.endsWith('.sse') ? 'sse' : name.endsWith('.json') ? 'json-array' : 'ndjson')
const chunksOf = (body: Body): Json[] =>
  framesOf(body).flatMap(({ data }) => {
    const parsed = parseJson(data)
    return 'value' in parsed ? [parsed.value] : []
  })

const read = (chunks: readonly Json[]): ReplyEvent[] => readFrames(openaiChat, chunks)
const write = (events: readonly ReplyEvent[]): DialectEvent[] => writeEvents(openaiChat, events, target)
const assemble = (events: readonly DialectEvent[]): Json => assembleEvents(openaiChat, events)
const assembleChunks = (chunks: readonly Json[]): Json =>
  assemble(chunks.filter(isObject).map((chunk) => ({ data: chunk as WrittenObject })))

/** Names of the bodies for which the law does not hold. */
const breaking = (folder: string, holds: (body: Body) => boolean): string[] =>
  bodies(folder)
    .filter((body) => !holds(body))
    .map(({ name }) => name)

/** Null and empty fields of a later chunk say nothing of the reply. */
function withoutBlanks(value: Json): Json {
  if (!isObject(value)) return Array.isArray(value) ? value.map(withoutBlanks) : value
  const full = Object.entries(value).filter(([, inner]) => inner !== null && inner !== '')
  return Object.fromEntries(full.map(([key, inner]) => [key, withoutBlanks(inner)]))
}

const partsOf = (events: readonly ReplyEvent[]): Json =>
  foldReply(events).parts.map(({ head, text, isEnded }) => [
    head.kind,
    head.kind === 'tool-call' ? [head.id?.value ?? null, head.name.value] : null,
    text?.value ?? '',
    isEnded,
  ])

const hasCorpus = existsSync(CORPUS)

describe.skipIf(!hasCorpus)('over the recorded corpus (skipped where ../shared/corpus is absent)', () => {
  it('each request comes home', () => {
    const away = breaking('chat/request', ({ text }) => {
      const body = JSON.parse(text) as Json
      const request = openaiChat.readRequest(Cursor.root(body, true))
      return deepEqual(body, bare(openaiChat.writeRequest(request, target, noLosses())))
    })
    expect(away).toEqual([])
  })

  it('each response comes home', () => {
    const away = breaking('chat/response', ({ text }) => {
      const body = JSON.parse(text) as Json
      return deepEqual(body, assemble(write(openaiChat.readReply(Cursor.root(body, true)))))
    })
    expect(away).toEqual([])
  })

  it('each error comes home', () => {
    const away = breaking('chat/error', ({ text }) => {
      const body = JSON.parse(text) as Json
      return deepEqual(
        body,
        bare(openaiChat.writeError(openaiChat.readError(Cursor.root(body, true)), noLosses())),
      )
    })
    expect(away).toEqual([])
  })

  it('each stream says the same when read and written', () => {
    const away = breaking('chat/stream', (body) => {
      const chunks = chunksOf(body)
      return deepEqual(withoutBlanks(assembleChunks(chunks)), withoutBlanks(assemble(write(read(chunks)))))
    })
    expect(away).toEqual([])
  })

  it('each stream folds to what its whole response says (law 4)', () => {
    const other = breaking('chat/stream', (body) => {
      const chunks = chunksOf(body)
      return deepEqual(
        partsOf(read(chunks)),
        partsOf(openaiChat.readReply(Cursor.root(assembleChunks(chunks), false))),
      )
    })
    expect(other).toEqual(Object.keys(REORDERED))
  })

  const KINDS = { request: 'request', response: 'reply', error: 'error', stream: 'stream' } as const
  it.each(Object.entries(KINDS))('knows each %s of its own', (folder, kind) => {
    const missed = breaking(`chat/${folder}`, (body) => {
      const sample = kind === 'stream' ? { frames: framesOf(body) } : { json: JSON.parse(body.text) as Json }
      const claim = openaiChat.recognise(sample)
      return claim?.kind === kind && claim.score >= 0.5
    })
    expect(missed).toEqual([])
  })

  /** Responses errors look the same: only an address tells them apart. */
  const STRANGERS = ['responses', 'anthropic', 'gemini'].flatMap((dialect) =>
    (['request', 'response', 'stream'] as const).map((folder) => [dialect, folder] as const),
  )
  it.each(STRANGERS)('claims no %s %s strongly', (dialect, folder) => {
    const claimed = breaking(`${dialect}/${folder}`, (body) => {
      const sample =
        folder === 'stream' ? { frames: framesOf(body) } : { json: JSON.parse(body.text) as Json }
      return (openaiChat.recognise(sample)?.score ?? 0) < 0.6
    })
    expect(claimed).toEqual([])
  })
})
