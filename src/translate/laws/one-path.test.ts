import { describe, expect, it } from 'vitest'
import { framesOf, recorded, share, tell } from '../../../bench/corpus.ts'
import { judgeLaw } from '../../../bench/exceptions.ts'
import { firstIllegal } from '../../../bench/legal.ts'
import { dialectOf } from '../../dialects/catalogue.ts'
import { Cursor } from '../../hub/cursor.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { FoldedPart, Reply } from '../../hub/fold.ts'
import { foldReply } from '../../hub/fold.ts'
import type { WrittenObject } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, parseJson } from '../../wire/json.ts'

/** A reply in words that can be compared: what it says, not where it stood. Other choices than the first come one after the other. */
function said({ id, model, parts, finish, serviceTier, usage, failure }: Reply): Json {
  const counts = usage
    ? {
        input: usage.input?.value ?? null,
        output: usage.output?.value ?? null,
        reasoning: usage.reasoning?.value ?? null,
      }
    : null
  return {
    id: id?.value ?? null,
    model: model?.value ?? null,
    parts: parts
      .filter((part) => part !== undefined)
      .toSorted((a, b) => a.choice - b.choice)
      .map(saidIn),
    finish: finish?.value ?? null,
    serviceTier: serviceTier?.value ?? null,
    usage: counts,
    failure: failure?.message.value ?? null,
  }
}

function saidIn({ head, choice, text, seal }: FoldedPart): Json {
  if (head.kind === 'opaque') return { choice, opaque: head.raw.value }
  const said = text?.value ?? ''
  // OpenAI seals the same thoughts anew in its closing event: two seals, one meaning.
  const kind = { choice, kind: head.kind, isSealed: seal !== undefined }
  if (head.kind !== 'tool-call') return { ...kind, text: said }
  // An object keeps the values of its JSON text, not its spaces.
  const parsed = parseJson(said.trim() === '' ? '{}' : said)
  const input = 'value' in parsed ? parsed.value : { raw_arguments: said }
  return { ...kind, id: head.id?.value ?? null, name: head.name.value, input }
}

/** The stream read frame by frame, and the whole reply that its own accumulator makes of it, read at once. */
function bothWays(text: string, dialect: DialectId): readonly [Json, Json] {
  const { reader, assembler, readReply } = dialectOf(dialect)
  const [reading, assembling] = [reader.start(), assembler.start()]
  const events = framesOf(text).flatMap(({ index, data, event }) => {
    const parsed = data === '[DONE]' ? { problem: data } : parseJson(data)
    if ('problem' in parsed) return []
    assembler.take(assembling, {
      ...(event === undefined ? {} : { name: event }),
      data: parsed.value as WrittenObject,
    })
    return reader.read(reading, Cursor.root(parsed.value, false, index), event)
  })
  const streamed = foldReply([...events, ...reader.end(reading)])
  const whole = foldReply(readReply(Cursor.root(bare(assembler.result(assembling)), false)))
  return [said(streamed), said(whole)]
}

/** The first place that differs. */
function difference(left: Json | undefined, right: Json | undefined, at = ''): string {
  if (deepEqual(left, right)) return ''
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return `${at}: ${short(left)} streamed, ${short(right)} whole`
  const [streamed, whole] = [left as Record<string, Json>, right as Record<string, Json>]
  const key = [...Object.keys(streamed), ...Object.keys(whole)].find(
    (one) => !deepEqual(streamed[one], whole[one]),
  )
  return difference(streamed[key ?? ''], whole[key ?? ''], `${at}/${key}`)
}

const short = (value: Json | undefined): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80)

describe('law 4: one path', () => {
  it.each(DIALECT_IDS)(
    'a stream of %s says what its whole response says',
    { timeout: 120_000 },
    (dialect) => {
      const broken = new Map<string, string>()
      const seen = new Set<string>()
      for (const body of recorded('stream')) {
        // What breaks the grammar, two replies in one file above all, has no one whole response.
        if (body.dialect !== dialect || firstIllegal(framesOf(body.text()), dialect) !== undefined) continue
        const [streamed, whole] = bothWays(body.text(), dialect)
        seen.add(body.file)
        const found = difference(streamed, whole)
        if (found !== '') broken.set(body.file, found)
      }
      tell(
        `law 4, ${dialect}: ${share(seen.size - broken.size, seen.size)} streams say what their whole response says`,
      )
      expect(judgeLaw('one-path', broken, seen)).toEqual([])
    },
  )
})
