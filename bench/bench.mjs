import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { scrollFigures } from './browser/scrolling.mjs'
import { floorOf } from './floor.mjs'
import { judging } from './judging.mjs'
import { syntheticLog } from './logs.mjs'
import { measure, median, timed } from './measure.mjs'
import { recordedLogs } from './recorded-logs.mjs'

// npm run bench [-- --json figures.json --runs 9 --seed 1 --library path --only chat,gemini --frames 1000000 --rows 1000000]
// Every figure is a ratio to the floor of the same log in the same run, timed just before: machines differ, ratios do not.
const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    runs: { type: 'string', default: '9' },
    seed: { type: 'string', default: '1' },
    library: { type: 'string', default: new URL('../dist/lib/index.js', import.meta.url).href },
    frames: { type: 'string', default: '1000000' },
    rows: { type: 'string', default: '1000000' },
    only: { type: 'string', default: 'chat,responses,anthropic,gemini' },
  },
})

const { check, createStreamTranslator, createLaneTranslator, openStream } = await import(options.library)
const DIALECTS = ['chat', 'responses', 'anthropic', 'gemini']
const FROM = options.only.split(',')
const RUNS = Number(options.runs)
const CHUNK = 16_384
const PAIR_BAR = 1.8
const LANES_BAR = 4

const floor = (logs) => logs.reduce((parsed, log) => parsed + floorOf(log), 0)

/** What comes out is made one flat string and counted, so that no work is left undone. */
function translate(logs, from, to) {
  let bytes = 0
  for (const log of logs) {
    const translator = createStreamTranslator({ from, to })
    for (let at = 0; at < log.length; at += CHUNK)
      bytes += Buffer.byteLength(translator.push(log.slice(at, at + CHUNK)))
    bytes += Buffer.byteLength(translator.end())
  }
  return bytes
}

function lanes(logs, from) {
  let bytes = 0
  for (const log of logs) {
    const translator = createLaneTranslator({ from, to: DIALECTS })
    for (let at = 0; at < log.length; at += CHUNK)
      for (const { text } of translator.push(log.slice(at, at + CHUNK))) bytes += Buffer.byteLength(text)
    for (const { text } of translator.end()) bytes += Buffer.byteLength(text)
  }
  return bytes
}

/** The largest heap between two pieces, above what it was before: what a translation holds on to. */
function peakHeap(logs, from, to) {
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  let peak = 0
  for (const log of logs) {
    const translator = createStreamTranslator({ from, to })
    for (let at = 0; at < log.length; at += CHUNK) {
      translator.push(log.slice(at, at + CHUNK))
      if ((at / CHUNK) % 64 === 63) {
        globalThis.gc?.()
        peak = Math.max(peak, process.memoryUsage().heapUsed - before)
      }
    }
    translator.end()
  }
  return peak
}

const SETS = {
  synthetic: (dialect) => [syntheticLog(dialect, Number(options.seed))],
  recorded: (dialect) => repeated(recordedLogs(process.env.INTERLINEAR_CORPUS ?? '', dialect, 8)),
}

/** Recorded streams are short: told again until there is enough to measure, each time as a stream of its own. */
function repeated(logs) {
  const size = logs.reduce((sum, log) => sum + log.length, 0)
  return size === 0 ? [] : Array.from({ length: Math.ceil(3e6 / size) }, () => logs).flat()
}

const figures = []
for (const [set, logsOf] of Object.entries(SETS)) {
  const rows = {}
  for (const from of FROM) {
    const logs = logsOf(from)
    if (logs.length === 0) continue
    const bytes = logs.reduce((sum, log) => sum + Buffer.byteLength(log), 0)
    const row = { MB: (bytes / 1e6).toFixed(2), events: floor(logs) }
    for (const to of DIALECTS) {
      const figure = measure(
        () => floor(logs),
        () => translate(logs, from, to),
        RUNS,
      )
      const bar = from === to ? undefined : PAIR_BAR
      figures.push({ set, from, to, bytes, bar, ...figure })
      row['floor ms'] ??= figure.floorMs.toFixed(1)
      row[`→ ${to}`] = figure.ratio.toFixed(2)
    }
    if (createLaneTranslator) {
      const figure = measure(
        () => floor(logs),
        () => lanes(logs, from),
        RUNS,
      )
      figures.push({ set, from, to: 'four lanes', bytes, bar: LANES_BAR, ...figure })
      row['four lanes'] = figure.ratio.toFixed(2)
    }
    rows[from] = row
  }
  if (Object.keys(rows).length === 0) continue
  console.log(`\n${set}: ratios to the floor F`)
  console.table(rows)
}

if (check) {
  console.log('\ncheck: ratios to parsing the same')
  const judged = judging(check, FROM, { frames: 100_000, turns: 10_000, runs: 3, seed: Number(options.seed) })
  figures.push(...judged)
  console.table(
    Object.fromEntries(
      FROM.map((from) => [
        from,
        Object.fromEntries(
          judged.filter((one) => one.from === from).map((one) => [one.check, one.ratio.toFixed(2)]),
        ),
      ]),
    ),
  )
}

console.log('\nheap held in the middle of a synthetic log, MB above the start')
const held = {}
for (const from of FROM) {
  held[from] = {}
  for (const to of DIALECTS) {
    const heapBytes = peakHeap(SETS.synthetic(from), from, to)
    Object.assign(
      figures.find((one) => one.set === 'synthetic' && one.from === from && one.to === to),
      { heapBytes },
    )
    held[from][`→ ${to}`] = (heapBytes / 1e6).toFixed(2)
  }
}
console.table(held)

/** Frames of the windows that are made again, and how many windows. */
const WINDOW = 60
const WINDOWS = 40

/** What the frames of some windows become in a straight run. */
function straight(log, from, to, windows) {
  const texts = new Map(windows.flatMap((first) => Array.from({ length: WINDOW }, (_, i) => [first + i, ''])))
  const translator = createLaneTranslator({ from, to: [to] })
  for (let at = 0; at < log.length; at += CHUNK) {
    const [{ text, marks }] = translator.push(log.slice(at, at + CHUNK))
    let begin = 0
    for (const { frame, end } of marks) {
      if (texts.has(frame)) texts.set(frame, text.slice(begin, end))
      begin = end
    }
  }
  return windows.map((first) => Array.from({ length: WINDOW }, (_, i) => texts.get(first + i)).join(''))
}

/** A long log, of which any window is made again from the moment kept before it. */
function long(from, to) {
  const log = syntheticLog(from, Number(options.seed), Number(options.frames))
  const { ms: floorMs, result: events } = timed(() => floor([log]))
  const opened = openStream(log, { from, to })
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  const { ms } = timed(() => opened.window(opened.length - WINDOW, opened.length))
  globalThis.gc?.()
  const heapBytes = process.memoryUsage().heapUsed - before
  // Places all over the log, in no order. The last frames also hold what comes at the end.
  const windows = Array.from({ length: WINDOWS }, (_, i) =>
    Math.floor((((i * 17) % WINDOWS) / WINDOWS) * (events - 2 * WINDOW)),
  )
  const expected = straight(log, from, to, windows)
  const jumps = windows.map((first) => timed(() => opened.window(first, first + WINDOW).join('')))
  return {
    from,
    to,
    events,
    bytes: log.length,
    floorMs,
    first: ms / floorMs,
    heapBytes,
    jump: median(jumps.map((jump) => jump.ms)) / floorMs,
    farthestJump: Math.max(...jumps.map((jump) => jump.ms)) / floorMs,
    alike: jumps.filter(({ result }, i) => result === expected[i]).length,
  }
}

const longs = []
if (openStream && Number(options.frames) > 0) {
  for (const [from, to] of [
    ['anthropic', 'responses'],
    ['responses', 'anthropic'],
  ].filter(([from]) => FROM.includes(from)))
    longs.push(long(from, to))
  console.log(`\nlong logs: any ${WINDOW} frames made again from the moment kept before them, ratios to F`)
  console.table(
    longs.map(({ from, to, events, bytes, floorMs, first, heapBytes, jump, farthestJump, alike }) => ({
      log: `${from} → ${to}`,
      events,
      'floor ms': floorMs.toFixed(0),
      'first run': first.toFixed(2),
      'heap ÷ log': (heapBytes / bytes).toFixed(2),
      'median window': jump.toFixed(4),
      'slowest window': farthestJump.toFixed(4),
      'as the straight run': `${alike} of ${WINDOWS}`,
    })),
  )
}

const over = figures.filter(({ bar, ratio }) => bar !== undefined && ratio > bar)
const barred = figures.filter(({ bar }) => bar !== undefined).length
console.log(
  `${barred - over.length} of ${barred} within the bar (${PAIR_BAR} F a pair, ${LANES_BAR} F four lanes, 3 F judging)`,
)
for (const { set, from, to, check: what, ratio, bar } of over)
  console.log(
    `  over: ${what ? `check ${what} ${from}` : `${set} ${from} → ${to}`} ${ratio.toFixed(2)} F (bar ${bar})`,
  )

const rows = Number(options.rows)
const browser = rows > 0 ? await scrollFigures({ frames: rows, seed: Number(options.seed) }) : undefined

const engine = Number(options.frames) > 0 ? (await import('./long.mjs')).engineFigures : []

const report = {
  node: process.version,
  cpu: cpus()[0]?.model,
  seed: Number(options.seed),
  runs: RUNS,
  figures,
  longs,
  engine,
  browser,
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
