import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { floorOf } from './floor.mjs'
import { syntheticLog } from './logs.mjs'
import { median, timed } from './measure.mjs'

// npm run bench:long [-- --frames 1000000 --only chat,anthropic --seed 1]
// A long log in the engine as its worker runs it: until its first rows are there, until all of it was read, windows
// anywhere in it, and rows that are searched and filtered for. Times are of the processor; F is the floor of the same log in the same run.
const { values: options } = parseArgs({
  // What the other figures take may stand there, too.
  strict: false,
  options: {
    frames: { type: 'string', default: '1000000' },
    only: { type: 'string', default: 'chat,responses,anthropic,gemini' },
    seed: { type: 'string', default: '1' },
  },
})

const WINDOW = 200
const JUMPS = 40
const BARS = {
  first: 1_000,
  jump: 60,
  heap: 2,
  heapAbove: 30e6,
  text: 3_000,
  lanes: 30_000,
  types: 5_000,
  firstHit: 300,
}

async function loadEngine() {
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-bench-'))
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      build: { ssr: 'src/engine/engine.ts', outDir: folder, minify: false },
      // The folder is out of reach of the packages.
      ssr: { noExternal: true },
    })
    return await import(pathToFileURL(join(folder, 'engine.js')).href)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const heapNow = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

/** In a function of its own: what one holds by the way counts as heap of who calls. */
function open(engine, dialect) {
  const content = new TextEncoder().encode(logOf(dialect)).buffer
  const opened = timed(() => engine.answer('open', { inputs: [{ content, name: 'long.sse' }] }))
  return { ...opened, length: content.byteLength }
}

const logOf = (dialect) => syntheticLog(dialect, Number(options.seed), Number(options.frames))

/** What is looked for: words that nobody says, words that many rows say, marks, the same marks again, and types of events. */
const WISHES = {
  nowhere: { text: 'zebra' },
  often: { text: 'the' },
  marks: { filter: 'changed -part:tool-call' },
  again: { filter: 'lost' },
  types: { filter: 'kind:ping' },
}

/** One search or filter through a whole log. `text`: until its captured text was looked through. */
function find(engine, half, wanted) {
  const slices = []
  let text = 0
  let first
  let rows = 0
  const all = timed(() => {
    for (let from = { row: 0 }; from; ) {
      const { ms, result } = timed(() => engine.answer('scan', { ...half, wanted, from }))
      slices.push(ms)
      rows += result.rows.length
      if (rows > 0) first ??= slices.reduce((sum, one) => sum + one, 0)
      if (result.ground === 'text') text += ms
      from = result.next
    }
  })
  slices.sort((a, b) => a - b)
  return { ms: all.ms, text, first, rows, longest: slices[Math.floor(slices.length * 0.99)] }
}

/** @param {{ createEngine(): any }} engine @param {string} dialect */
function long({ createEngine }, dialect) {
  const before = heapNow()
  const engine = createEngine()
  const { length, ...opened } = open(engine, dialect)
  const { key } = opened.result
  const ask = (from, count = WINDOW) =>
    engine.answer('rows', { key, exchange: 'x1', tab: 'events', from, count })
  const first = timed(() => ask(0, 80))
  const pieces = []
  let judged = 0
  let heap = 0
  const read = timed(() => {
    for (let news = []; news; ) {
      const piece = timed(() => engine.work(true))
      news = piece.result
      if (news?.some(({ kind }) => kind === 'judged')) judged = piece.ms
      else if (news) pieces.push(piece.ms)
      if (news?.some(({ kind, progress }) => kind === 'read' && !progress)) heap = heapNow() - before
    }
  })
  const { total } = ask(0)
  const jumps = Array.from({ length: JUMPS }, (_, i) =>
    timed(() => ask(Math.floor((((i * 17) % JUMPS) / JUMPS) * (total - WINDOW)))),
  ).map(({ ms }) => ms)
  const half = { key, exchange: 'x1', tab: 'events' }
  const found = Object.fromEntries(
    Object.entries(WISHES).map(([name, wanted]) => [name, find(engine, half, wanted)]),
  )
  // At the end, for the engine of this process may hold on to the last text that it looked through.
  const log = logOf(dialect)
  const floor = Math.min(...[1, 2].map(() => timed(() => floorOf(log)).ms))
  return {
    dialect,
    MB: length / 1e6,
    rows: total,
    floor,
    first: opened.ms + first.ms,
    read: (read.ms - judged) / floor,
    longest: pieces.sort((a, b) => a - b)[Math.floor(pieces.length * 0.999)] ?? 0,
    judged: judged / floor,
    jump: median(jumps),
    farthest: Math.max(...jumps),
    found,
    heap,
    heapBar: BARS.heap * length + BARS.heapAbove,
  }
}

const engine = await loadEngine()
export const engineFigures = options.only.split(',').map((dialect) => long(engine, dialect))
console.log(`\nlong logs in the engine, ms of the processor (F: of the floor)`)
console.table(
  Object.fromEntries(
    engineFigures.map((one) => [
      one.dialect,
      {
        MB: one.MB.toFixed(0),
        rows: one.rows,
        F: one.floor.toFixed(0),
        'first rows': one.first.toFixed(0),
        'read, F': one.read.toFixed(1),
        'longest piece': one.longest.toFixed(0),
        'judged, F': one.judged.toFixed(1),
        'median jump': one.jump.toFixed(0),
        'slowest jump': one.farthest.toFixed(0),
        'heap MB': `${(one.heap / 1e6).toFixed(0)} of ${(one.heapBar / 1e6).toFixed(0)}`,
      },
    ]),
  ),
)
console.log('\nlooked for in them, ms of the processor (F: of the floor)')
console.table(
  Object.fromEntries(
    engineFigures.map(({ dialect, found: { nowhere, often, marks, again, types }, floor }) => [
      dialect,
      {
        'text, rare': `${nowhere.text.toFixed(0)} (${(nowhere.text / floor).toFixed(2)} F)`,
        'text, often': `${often.text.toFixed(0)} (${(often.text / floor).toFixed(2)} F)`,
        'first hit': often.first?.toFixed(0),
        'and lanes': `${nowhere.ms.toFixed(0)} (${(nowhere.ms / floor).toFixed(1)} F)`,
        marks: marks.ms.toFixed(0),
        'marks again': again.ms.toFixed(0),
        types: `${types.ms.toFixed(0)} (${(types.ms / floor).toFixed(1)} F)`,
        'longest slice': Math.max(nowhere.longest, often.longest, types.longest).toFixed(0),
      },
    ]),
  ),
)
for (const one of engineFigures) {
  const over = [
    one.first > BARS.first && `first rows after ${one.first.toFixed(0)} ms (bar ${BARS.first})`,
    one.jump > BARS.jump && `a jump takes ${one.jump.toFixed(0)} ms (bar ${BARS.jump})`,
    one.found.often.text > BARS.text &&
      `a search takes ${one.found.often.text.toFixed(0)} ms (bar ${BARS.text})`,
    one.found.often.first > BARS.firstHit &&
      `first hit after ${one.found.often.first.toFixed(0)} ms (bar ${BARS.firstHit})`,
    one.found.nowhere.ms > BARS.lanes &&
      `a search in the lanes takes ${one.found.nowhere.ms.toFixed(0)} ms (bar ${BARS.lanes})`,
    one.found.types.ms > BARS.types &&
      `a filter by type takes ${one.found.types.ms.toFixed(0)} ms (bar ${BARS.types})`,
    one.heap > one.heapBar &&
      `heap of ${(one.heap / 1e6).toFixed(0)} MB (bar ${(one.heapBar / 1e6).toFixed(0)})`,
  ].filter(Boolean)
  console.log(`${one.dialect}: ${over.length === 0 ? 'within the bars' : `over: ${over.join('; ')}`}`)
}
