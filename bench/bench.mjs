import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { recordedLogs, syntheticLog } from './logs.mjs'

// npm run bench [-- --json figures.json --runs 7 --seed 1 --library path --only chat,gemini]
// Every figure is a ratio to the floor of the same log in the same run, timed just before: machines differ, ratios do not.
const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    runs: { type: 'string', default: '7' },
    seed: { type: 'string', default: '1' },
    library: { type: 'string', default: new URL('../dist/lib/index.js', import.meta.url).href },
    only: { type: 'string', default: 'chat,responses,anthropic,gemini' },
  },
})

const { createStreamTranslator, createLaneTranslator } = await import(options.library)
const DIALECTS = ['chat', 'responses', 'anthropic', 'gemini']
const FROM = options.only.split(',')
const RUNS = Number(options.runs)
const CHUNK = 16_384
const PAIR_BAR = 1.8
const LANES_BAR = 4

/** The least that any reader must do: split on blank lines, and parse the JSON of each frame. */
function floor(logs) {
  let parsed = 0
  for (const log of logs) {
    for (let from = 0, to = log.indexOf('\n\n'); to !== -1; from = to + 2, to = log.indexOf('\n\n', from)) {
      const data = log.indexOf('data: ', from)
      if (data === -1 || data > to || log.charCodeAt(data + 6) !== 0x7b) continue
      try {
        JSON.parse(log.slice(data + 6, to))
        parsed++
      } catch {
        // A recorded frame cut short, or over several lines: the translator tells, the floor passes over it.
      }
    }
  }
  return parsed
}

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

function timed(work) {
  const before = process.hrtime.bigint()
  const result = work()
  return { ms: Number(process.hrtime.bigint() - before) / 1e6, result }
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1]

/** Rounds thrown away: both sides are to run compiled. */
const WARM_UP = 3

/** No collection is forced between the rounds: it would throw compiled code away with the shapes it was compiled for. */
function measure(logs, work) {
  const rounds = []
  let outBytes = 0
  for (let round = -WARM_UP; round < RUNS; round++) {
    const least = timed(() => floor(logs))
    const { ms, result } = timed(() => work(logs))
    outBytes = result
    if (round >= 0) rounds.push({ floorMs: least.ms, ms, ratio: ms / least.ms })
  }
  const of = (key) => median(rounds.map((round) => round[key]))
  return { ratio: of('ratio'), ms: of('ms'), floorMs: of('floorMs'), outBytes }
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
      const figure = measure(logs, (all) => translate(all, from, to))
      const bar = from === to ? undefined : PAIR_BAR
      figures.push({ set, from, to, bytes, bar, ...figure })
      row['floor ms'] ??= figure.floorMs.toFixed(1)
      row[`→ ${to}`] = figure.ratio.toFixed(2)
    }
    if (createLaneTranslator) {
      const figure = measure(logs, (all) => lanes(all, from))
      figures.push({ set, from, to: 'four lanes', bytes, bar: LANES_BAR, ...figure })
      row['four lanes'] = figure.ratio.toFixed(2)
    }
    rows[from] = row
  }
  if (Object.keys(rows).length === 0) continue
  console.log(`\n${set}: ratios to the floor F`)
  console.table(rows)
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

const over = figures.filter(({ bar, ratio }) => bar !== undefined && ratio > bar)
const barred = figures.filter(({ bar }) => bar !== undefined).length
console.log(
  `${barred - over.length} of ${barred} within the bar (${PAIR_BAR} F a pair, ${LANES_BAR} F four lanes)`,
)
for (const { set, from, to, ratio, bar } of over)
  console.log(`  over: ${set} ${from} → ${to} ${ratio.toFixed(2)} F (bar ${bar})`)

const report = {
  node: process.version,
  cpu: cpus()[0]?.model,
  seed: Number(options.seed),
  runs: RUNS,
  figures,
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
