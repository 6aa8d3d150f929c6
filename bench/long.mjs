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
// A long log in the engine as its worker runs it: until its first rows are there, until all of it was read, and windows
// anywhere in it. Times are of the processor; F is the floor of the same log in the same run.
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
const BARS = { first: 1_000, jump: 60, heap: 2, heapAbove: 30e6 }

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
for (const one of engineFigures) {
  const over = [
    one.first > BARS.first && `first rows after ${one.first.toFixed(0)} ms (bar ${BARS.first})`,
    one.jump > BARS.jump && `a jump takes ${one.jump.toFixed(0)} ms (bar ${BARS.jump})`,
    one.heap > one.heapBar &&
      `heap of ${(one.heap / 1e6).toFixed(0)} MB (bar ${(one.heapBar / 1e6).toFixed(0)})`,
  ].filter(Boolean)
  console.log(`${one.dialect}: ${over.length === 0 ? 'within the bars' : `over: ${over.join('; ')}`}`)
}
