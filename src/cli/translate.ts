import { writeFile } from 'node:fs/promises'
import type { BodyKind } from '../dialects/dialect.ts'
import type { Target } from '../hub/dialect.ts'
import { DIALECT_NAMES } from '../hub/dialect.ts'
import { saveTranscript } from '../transcript/saved.ts'
import type { Exchange } from '../transcript/transcript.ts'
import type { Accounting } from '../translate/books.ts'
import type { Fault } from '../translate/fault.ts'
import { FAULTS, findFault } from '../translate/faults/catalogue.ts'
import { shareQueue } from '../translate/faults/shared-queue.ts'
import type { Turn } from '../translate/history.ts'

import { translateStream } from '../translate/stream.ts'
import type { Options } from '../translate/translate.ts'
import { translateError, translateReply, translateRequest } from '../translate/translate.ts'
import { turnsOf } from '../translate/turns.ts'
import { layOutJson } from '../wire/json-layout.ts'
import { chosen, dialectNamed, oneFile, readArguments } from './arguments.ts'
import { readText, readTranscript, reasonOf } from './input.ts'
import type { Source } from './kind.ts'
import { readSource } from './kind.ts'
import type { Command } from './outcome.ts'
import { printJson, Trouble } from './outcome.ts'

const KINDS = ['request', 'reply', 'stream', 'error'] as const satisfies readonly BodyKind[]
const TARGET_KEYS = ['model', 'version', 'surface'] as const

export const translate: Command = {
  name: 'translate',
  usage: `interlinear translate --from D --to D [--kind ${KINDS.join('|')}] [--target key=value]…
                      [--history FILE]… [--fault ID] [--accounting FILE] [FILE…]`,
  summary: 'a body or stream in another dialect, or as a known fault makes it',
  async run(args) {
    const { values, positionals } = readArguments(args, {
      from: { type: 'string' },
      to: { type: 'string' },
      kind: { type: 'string' },
      target: { type: 'string', multiple: true },
      history: { type: 'string', multiple: true },
      fault: { type: 'string' },
      accounting: { type: 'string' },
    })
    const from = dialectNamed('from', values.from)
    const to = dialectNamed('to', values.to)
    const kind = values.kind === undefined ? undefined : chosen('kind', values.kind, KINDS)
    const target = readTarget(values.target ?? [])
    const fault = values.fault === undefined ? undefined : faultNamed(values.fault)
    const history = await readHistory(values.history ?? [], from)
    const options: Options = { from, to, target, history, ...(fault ? { fault } : {}) }
    if (fault?.isAcrossStreams) return { out: await runTogether(fault, positionals, options) }
    const source = readSource(await readText(oneFile(positionals)), from, kind)
    if (fault) checkRoute(fault, options, source.kind)
    const { out, accounting, notes } = run(source, options)
    if (values.accounting !== undefined) await writeAccounting(values.accounting, accounting)
    return { out, notes }
  },
}

interface Run {
  readonly out: string
  readonly accounting: Accounting
  readonly notes: readonly string[]
}

const WHOLE = { request: translateRequest, reply: translateReply, error: translateError } as const

function run(source: Source, options: Options): Run {
  if (source.kind === 'stream') {
    const { text, accounting, problems } = translateStream(source.frames, options)
    return {
      out: text,
      accounting,
      notes: problems.map(
        ({ frame, problem }) => `Frame ${frame} is no JSON and was passed over: ${problem}.`,
      ),
    }
  }
  const { kind, json, numbers } = source
  const { text, accounting } = WHOLE[kind](json, { ...options, numbers })
  return { out: layOutJson(text) ?? text, accounting, notes: [] }
}

function readTarget(pairs: readonly string[]): Omit<Target, 'dialect'> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, key, value] = /^([^=]+)=(.+)$/s.exec(pair) ?? []
      if (key === undefined || value === undefined)
        throw new Trouble(`--target takes key=value, not “${pair}”.`)
      return [chosen('target', key, TARGET_KEYS), value]
    }),
  )
}

/** Earlier turns, in the order in which the files are named. */
async function readHistory(files: readonly string[], from: Options['from']): Promise<Turn[]> {
  const turns: Turn[] = []
  for (const file of files) turns.push(...turnsOf((await readTranscript(file)).transcript.exchanges, from))
  return turns
}

function faultNamed(id: string): Fault {
  const fault = findFault(id)
  if (!fault)
    throw new Trouble(`There is no fault “${id}”; known are ${FAULTS.map((known) => known.id).join(', ')}.`)
  return fault
}

/** A fault that cannot show here would silently give the right translation. */
function checkRoute(fault: Fault, { from, to }: Pick<Options, 'from' | 'to'>, kind: BodyKind): void {
  const half = kind === 'request' ? 'request' : 'reply'
  if (fault.isAcrossStreams && kind !== 'stream')
    throw new Trouble(
      `${fault.id} is a fault of streams; this is ${kind === 'error' ? 'an error' : `a ${kind}`}.`,
    )
  if (fault.half !== half || kind === 'error')
    throw new Trouble(
      `${fault.id} is a fault of ${fault.half === 'request' ? 'requests' : 'replies'}; this is ${kind === 'error' ? 'an error' : `a ${kind}`}.`,
    )
  const isOnRoute = (fault.from?.includes(from) ?? true) && (fault.to?.includes(to) ?? true)
  if (!isOnRoute)
    throw new Trouble(
      `${fault.id} does not occur between ${DIALECT_NAMES[from].title} and ${DIALECT_NAMES[to].title}.`,
    )
}

/** Streams that run at the same time: a transcript of what each provider said and what its client was given. */
async function runTogether(fault: Fault, files: readonly string[], { from, to }: Options): Promise<string> {
  if (files.length < 2)
    throw new Trouble(
      `${fault.id} takes two streams or more that run at the same time, and one alone comes out right: name a FILE for each, as its provider said it.`,
    )
  const bodies: string[] = []
  for (const file of files) {
    const body = await readText(file)
    checkRoute(fault, { from, to }, readSource(body, from, undefined).kind)
    bodies.push(body)
  }
  const given = shareQueue(bodies.map((body) => ({ from, body })))
  const exchanges = bodies.flatMap((body, index): Exchange[] => [
    { id: `x${2 * index + 1}`, side: 'client', dialect: to, reply: { body: given[index] ?? '' } },
    { id: `x${2 * index + 2}`, side: 'upstream', dialect: from, reply: { body } },
  ])
  return saveTranscript({ version: 1, title: fault.title, exchanges })
}

async function writeAccounting(file: string, accounting: Accounting): Promise<void> {
  try {
    await writeFile(file, printJson(accounting))
  } catch (error) {
    throw new Trouble(`${file} cannot be written: ${reasonOf(error as NodeJS.ErrnoException)}.`)
  }
}
