import { withAddress } from '../dialects/address.ts'
import { dialectOf } from '../dialects/catalogue.ts'
import type { FrameWish, Generation } from '../dialects/dialect.ts'
import { Cursor } from '../hub/cursor.ts'
import type { DialectId, Target } from '../hub/dialect.ts'
import type { Written } from '../hub/leaf.ts'
import { bare } from '../hub/leaf.ts'
import type { Losses } from '../hub/losses.ts'
import { noLosses } from '../hub/losses.ts'
import type { Failure, ReplyEvent } from '../hub/reply.ts'
import type { Request } from '../hub/request.ts'
import { textOf } from '../hub/text.ts'
import type { Json } from '../wire/json.ts'
import type { Numbers } from '../wire/json-numbers.ts'
import { account } from './accounting.ts'
import type { Accounting } from './books.ts'
import type { Fault } from './fault.ts'
import type { Turn } from './history.ts'
import { replySteps, requestSteps } from './route.ts'
import type { Batch, ReplyStep } from './step.ts'
import { Refusal } from './step.ts'

export interface Options {
  readonly from: DialectId
  readonly to: DialectId
  readonly target?: Omit<Target, 'dialect'>
  /** Where the request was sent: some say there which model is asked, and whether to stream. */
  readonly url?: string
  /** Earlier turns, oldest first, from which a chain is rebuilt. */
  readonly history?: readonly Turn[]
  /** When the request was sent, ISO 8601: gateways that store with a delay find nothing too soon after. */
  readonly startedAt?: string
  readonly fault?: Fault
  /** How the body spells its numbers, where JavaScript would spell them otherwise. */
  readonly numbers?: Numbers | undefined
  /** Whether each leaf is to know its origin; needed for the accounting. */
  readonly record?: boolean
}

/** A translation before its leaves are made bare: what screens and the accounting read. */
export interface Translation {
  readonly from: DialectId
  readonly written: Written
  /** What the reader made of the source. */
  readonly hub: unknown
  readonly losses: Losses
  /** The steps that changed something, in order. */
  readonly steps: readonly string[]
  /** What a request was written for. */
  readonly generation?: Generation
  /** The translation is an error for the client, because a fault refused the request. */
  readonly isRefused?: boolean
}

export interface Translated {
  readonly body: Json
  /** The body as JSON text, with numbers as the source spells them where its `numbers` were given. */
  readonly text: string
  readonly accounting: Accounting
  readonly steps: readonly string[]
}

/** What is not said of the target is read off the model that the source asks for. */
const withModel = (target: Target, { model }: Request): Target =>
  target.model === undefined && model ? { ...target, model: model.value } : target

/** Frames are kept where a reply stays in its dialect, and nobody plays a gateway that spoils it. */
export const frameWishOf = ({ from, to, fault }: Options): FrameWish => ({
  keepsFrames: from === to && !fault,
})

export const targetOf = ({ to, target }: Options): Target => ({ ...target, dialect: to })

const rootOf = (body: Json, { record = false, numbers }: Options): Cursor =>
  Cursor.root(body, record, undefined, numbers)

/** At home the body is written to the same place, which says the same. */
function readRequest(body: Json, options: Options): Request {
  const { from, to, url } = options
  const hub = dialectOf(from).readRequest(rootOf(body, options))
  return url === undefined || from === to ? hub : withAddress(hub, url)
}

export function runRequest(body: Json, options: Options): Translation {
  const dialect = dialectOf(options.to)
  const losses = noLosses()
  const hub = readRequest(body, options)
  const target = withModel(targetOf(options), hub)
  const context = {
    target,
    capabilities: dialect.capabilities(target),
    source: dialectOf(options.from).capabilities(withModel({ dialect: options.from }, hub)),
    losses,
    history: options.history ?? [],
    ...(options.startedAt === undefined ? {} : { startedAt: options.startedAt }),
  }
  const right = requestSteps({ from: options.from, target })
  const names: string[] = []
  try {
    let request: Request = hub
    for (const step of options.fault?.requestSteps?.(right) ?? right) {
      const next = step.run(request, context)
      if (next !== request) names.push(step.name)
      request = next
    }
    const written = dialect.writeRequest(request, target, losses)
    return {
      from: options.from,
      written: options.fault?.wrapRequest?.(written) ?? written,
      hub,
      losses,
      steps: names,
      generation: dialect.generation(target),
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return {
      from: options.from,
      written: dialectOf(options.from).writeError(error.failure, losses),
      hub,
      losses,
      steps: names,
      isRefused: true,
    }
  }
}

/** A whole reply: its events in one burst through the stream's own path, put together by the target's accumulator. */
export function runReply(body: Json, options: Options): Translation {
  const target = targetOf(options)
  const source = dialectOf(options.from)
  const { writer, assembler } = dialectOf(options.to)
  const hub = source.readReply(rootOf(body, options))
  const pipe = startPipe(options)
  const writing = writer.start(target)
  const assembling = assembler.start()
  const events = [...pipe.run({ events: hub, frame: body }), ...pipe.end()]
  for (const event of events)
    for (const written of writer.write(writing, event)) assembler.take(assembling, written)
  for (const written of writer.end(writing)) assembler.take(assembling, written)
  return {
    from: options.from,
    written: assembler.result(assembling),
    hub,
    losses: noLosses(),
    steps: pipe.changed(),
  }
}

export function runError(body: Json, options: Options): Translation {
  const losses = noLosses()
  const hub: Failure = dialectOf(options.from).readError(rootOf(body, options))
  return {
    from: options.from,
    written: dialectOf(options.to).writeError(hub, losses),
    hub,
    losses,
    steps: [],
  }
}

/** The reply steps of a route, one behind the other, with their states. */
export interface Pipe {
  readonly states: readonly unknown[]
  run(batch: Batch): readonly ReplyEvent[]
  end(): readonly ReplyEvent[]
  /** Names of the steps that changed something so far. */
  changed(): readonly string[]
}

/** `states`: those of another pipe of the same route, for this one to go on from. */
export function startPipe(options: Options, states?: readonly unknown[]): Pipe {
  const right = replySteps({ from: options.from, target: targetOf(options) })
  const steps: readonly ReplyStep[] = options.fault?.replySteps?.(right) ?? right
  const own = states ?? steps.map((step) => step.start())
  const changed = new Set<string>()
  const through = (first: number, batch: Batch): readonly ReplyEvent[] => {
    let passing = batch
    for (let at = first; at < steps.length; at++) {
      const step = steps[at] as ReplyStep
      const { events } = passing
      const next = step.run(own[at], passing)
      if (next === events) continue
      if (isOther(next, events)) changed.add(step.name)
      passing = { ...batch, events: next }
    }
    return passing.events
  }
  return {
    states: own,
    run: (batch) => through(0, batch),
    end: () => steps.flatMap((step, i) => through(i + 1, { events: step.end(own[i]) })),
    changed: () => [...changed],
  }
}

/** A step that changed nothing may give back the same list, or a new one of the same events. */
const isOther = (next: readonly ReplyEvent[], before: readonly ReplyEvent[]): boolean =>
  next.length !== before.length || next.some((event, at) => event !== before[at])

/** What became of every leaf of a body that was translated with `record`. */
export const accountFor = (
  source: Json,
  { from, written, hub, losses }: Translation,
  numbers?: Numbers,
): Accounting =>
  account({
    sources: [{ json: source, ...(numbers ? { numbers } : {}) }],
    outputs: [{ tree: written }],
    hub,
    losses,
    phrasing: dialectOf(from).phrasing,
  })

type Run = (body: Json, options: Options) => Translation

const told =
  (run: Run) =>
  (body: Json, options: Options): Translated => {
    const translation = run(body, { ...options, record: true })
    return {
      body: bare(translation.written),
      text: textOf(translation.written),
      accounting: accountFor(body, translation, options.numbers),
      steps: translation.steps,
    }
  }

export const translateRequest = told(runRequest)
export const translateReply = told(runReply)
export const translateError = told(runError)
