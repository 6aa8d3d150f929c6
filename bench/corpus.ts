import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DialectId } from '../src/hub/dialect.ts'
import { findDialect } from '../src/hub/dialect.ts'
import type { Transcript } from '../src/transcript/transcript.ts'
import type { Frame } from '../src/wire/frame.ts'
import { frameBody, recogniseFraming } from '../src/wire/framings.ts'
import type { Json } from '../src/wire/json.ts'
import { parseJson } from '../src/wire/json.ts'

/** What laws and figures run over: our own samples always, the recorded corpus where it is present. */
export interface Recorded {
  /** Path below the corpus, or of the sample and the exchange. */
  readonly file: string
  readonly dialect: DialectId
  readonly kind: Kind
  text(): string
}

export type Kind = 'request' | 'response' | 'stream' | 'error'

const corpus = process.env.INTERLINEAR_CORPUS ?? ''
const samples = fileURLToPath(new URL('../public/samples/', import.meta.url))
export const hasCorpus = existsSync(`${corpus}/index.jsonl`)

interface Line {
  readonly file: string
  readonly dialect: string
  readonly kind: Kind
}

function recordedInCorpus(): Recorded[] {
  if (!hasCorpus) return []
  const lines = readFileSync(`${corpus}/index.jsonl`, 'utf8').split('\n').filter(Boolean)
  return lines.flatMap((line): Recorded[] => {
    const { file, dialect, kind } = JSON.parse(line) as Line
    const known = findDialect(dialect)
    return known
      ? [{ file, dialect: known, kind, text: () => readFileSync(`${corpus}/${file}`, 'utf8') }]
      : []
  })
}

function recordedInSamples(): Recorded[] {
  const index = JSON.parse(readFileSync(`${samples}index.json`, 'utf8')) as readonly {
    readonly path: string
  }[]
  return index.flatMap(({ path }) =>
    ['transcript.json', 'right.json'].flatMap((name) => {
      const { exchanges } = JSON.parse(readFileSync(`${samples}${path}/${name}`, 'utf8')) as Transcript
      return exchanges.flatMap(({ id, dialect, request, reply }): Recorded[] => {
        if (!dialect) return []
        const at = (kind: Kind, body: string): Recorded => ({
          file: `samples/${path}/${name} ${id}`,
          dialect,
          kind,
          text: () => body,
        })
        const isStream = reply !== undefined && recogniseFraming(reply.body).framing !== 'json'
        const kind = (reply?.status ?? 200) >= 400 ? 'error' : isStream ? 'stream' : 'response'
        return [...(request ? [at('request', request.body)] : []), ...(reply ? [at(kind, reply.body)] : [])]
      })
    }),
  )
}

const ALL = [...recordedInSamples(), ...recordedInCorpus()]

export const recorded = (kind: Kind): readonly Recorded[] => ALL.filter((one) => one.kind === kind)

/** The bodies of one kind that are JSON, parsed one at a time. */
export function* recordedBodies(kind: Kind): Generator<{ readonly body: Recorded; readonly json: Json }> {
  for (const body of recorded(kind)) {
    const parsed = parseJson(body.text())
    if ('value' in parsed) yield { body, json: parsed.value }
  }
}

/**
 * What breaks a law in each recorded stream that breaks it, by file; how many keep it is told. Streams that fixtures keep
 * as one array of events are left out: nothing comes in pieces there.
 */
export function brokenStreams(
  law: string,
  breachOf: (body: string, dialect: DialectId) => string | undefined,
): readonly string[] {
  const streams = recorded('stream').filter(({ text }) => recogniseFraming(text()).framing !== 'json')
  const broken = streams.flatMap(({ file, dialect, text }) => {
    const breach = breachOf(text(), dialect)
    return breach === undefined ? [] : [`${file}: ${breach}`]
  })
  tell(`${law}: ${share(streams.length - broken.length, streams.length)} streams`)
  return firstOf(broken)
}

/** Fixtures keep streams as server-sent events, as lines, or as an array of events. */
export function framesOf(text: string): readonly Frame[] {
  const { framing } = recogniseFraming(text)
  return frameBody(text, framing === 'json' ? 'json-array' : framing)
}

export const share = (part: number, whole: number): string =>
  `${part} of ${whole} (${whole === 0 ? '–' : ((100 * part) / whole).toFixed(2)} %)`

/** One figure a law, past vitest's own reporters. */
export const tell = (line: string): void => void process.stdout.write(`  ${line}\n`)

/** Enough of a long list to see what is wrong; the rest as a number. */
export const firstOf = (list: readonly string[]): readonly string[] =>
  list.length <= 20 ? list : [...list.slice(0, 20), `… and ${list.length - 20} more`]
